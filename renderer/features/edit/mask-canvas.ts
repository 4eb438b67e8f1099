import type { MaskHistory, MaskStep } from './mask-history.ts';

/** Seen on any picture, in either colour scheme; the exported mask has no colour. */
const maskColour = '#35d0b5';

/**
 * A mask as pixels of the picture's own size: opaque is painted. Strokes are antialiased on screen; the exported mask is hard, black
 * or white, because black promises that a pixel is kept to the last bit.
 */
export class MaskCanvas {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #drawn: readonly MaskStep[] = [];

  constructor(width: number, height: number) {
    this.canvas = document.createElement('canvas');
    this.canvas.width = width;
    this.canvas.height = height;
    this.#context = this.canvas.getContext('2d')!;
    this.#context.fillStyle = maskColour;
    this.#context.strokeStyle = maskColour;
  }

  /** Brings the pixels to this history: draws what is new, or everything anew after an undo. */
  show(history: MaskHistory): void {
    const { steps } = history;
    const grows =
      steps.length >= this.#drawn.length &&
      this.#drawn.every((step, index) => step === steps[index]);
    if (!grows) {
      this.#context.globalCompositeOperation = 'source-over';
      this.#context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    }
    for (const step of grows ? steps.slice(this.#drawn.length) : steps) this.#draw(step);
    this.#drawn = steps;
  }

  /** Draws the latest piece of a stroke that is not finished yet. */
  drawLive(step: Extract<MaskStep, { type: 'stroke' }>): void {
    this.#draw({ ...step, points: step.points.slice(-4) });
  }

  /** A PNG of the picture's size, white where painted; null when nothing is. */
  async toPng(): Promise<Blob | null> {
    const { width, height } = this.canvas;
    const pixels = this.#context.getImageData(0, 0, width, height);
    const { data } = pixels;
    let isPainted = false;
    for (let index = 0; index < data.length; index += 4) {
      const value = data[index + 3]! >= 128 ? 255 : 0;
      if (value > 0) isPainted = true;
      data[index] = value;
      data[index + 1] = value;
      data[index + 2] = value;
      data[index + 3] = 255;
    }
    if (!isPainted) return null;
    const output = new OffscreenCanvas(width, height);
    output.getContext('2d')!.putImageData(pixels, 0, 0);
    return output.convertToBlob({ type: 'image/png' });
  }

  #draw(step: MaskStep): void {
    const context = this.#context;
    const { width, height } = this.canvas;
    switch (step.type) {
      case 'clear':
        context.clearRect(0, 0, width, height);
        break;
      case 'invert':
        context.globalCompositeOperation = 'xor';
        context.fillRect(0, 0, width, height);
        context.globalCompositeOperation = 'source-over';
        break;
      case 'stroke':
        this.#stroke(step);
        break;
    }
  }

  #stroke({ tool, size, points }: Extract<MaskStep, { type: 'stroke' }>): void {
    const context = this.#context;
    context.globalCompositeOperation = tool === 'brush' ? 'source-over' : 'destination-out';
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.lineWidth = size;
    context.beginPath();
    context.moveTo(points[0]!, points[1]!);
    // A single point is a dot: a line to itself draws the round cap.
    context.lineTo(points[0]!, points[1]!);
    for (let index = 2; index < points.length; index += 2) {
      context.lineTo(points[index]!, points[index + 1]!);
    }
    context.stroke();
    context.globalCompositeOperation = 'source-over';
  }
}
