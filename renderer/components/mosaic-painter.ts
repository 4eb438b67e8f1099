/** The exemplar atlas of a pack: code k's patch stands at column k mod columns, row ⌊k / columns⌋. */
export interface Exemplars {
  readonly url: string;
  readonly columns: number;
  /** Side of one patch in px. */
  readonly tileSize: number;
}

/** A cell's code, or null where nothing has been written yet. */
type Cells = readonly (number | null)[];

/** How long a new cell takes to appear. */
const appearMs = 140;
/** Largest gap between two cells, in CSS px; small cells get a smaller one. */
const widestGap = 2;

/**
 * Draws a token grid into a canvas, each cell with its code's exemplar; new cells fade in, unless motion is reduced. Lives outside
 * React: one painter per canvas, ended by `dispose`.
 */
export class MosaicPainter {
  readonly #canvas: HTMLCanvasElement;
  #atlas: CanvasImageSource | null = null;
  #exemplars: Exemplars | null = null;
  #cells: Cells = [];
  #columns = 1;
  #rows = 1;
  #emptyColour = 'transparent';
  #bornAt: number[] = [];
  #frame = 0;
  #isStill = false;
  /** Patches cut out of the atlas: scaled from there, filters would read into a patch's neighbours. */
  readonly #tiles = new Map<number, OffscreenCanvas>();

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  setAtlas(atlas: CanvasImageSource | null, exemplars: Exemplars | null): void {
    this.#atlas = atlas;
    this.#exemplars = exemplars;
    this.#tiles.clear();
    this.#schedule();
  }

  setGrid(cells: Cells, columns: number, rows: number, isStill: boolean): void {
    const now = performance.now();
    this.#bornAt = Array.from({ length: columns * rows }, (_, cell) => {
      if ((cells[cell] ?? null) === null) return Infinity;
      const isOld = this.#cells[cell] === cells[cell] && this.#bornAt[cell] !== undefined;
      return isOld ? this.#bornAt[cell]! : isStill ? 0 : now;
    });
    this.#cells = cells;
    this.#columns = columns;
    this.#rows = rows;
    this.#isStill = isStill;
    this.#schedule();
  }

  setEmptyColour(colour: string): void {
    this.#emptyColour = colour;
    this.#schedule();
  }

  /** `width` and `height` in CSS px. */
  resize(width: number, height: number, pixelRatio: number): void {
    this.#canvas.width = Math.max(1, Math.round(width * pixelRatio));
    this.#canvas.height = Math.max(1, Math.round(height * pixelRatio));
    this.#schedule();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((now) => this.#paint(now));
  }

  #paint(now: number): void {
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    const { width, height } = this.#canvas;
    const cellWidth = width / this.#columns;
    const cellHeight = height / this.#rows;
    const gap = Math.min(widestGap, Math.max(0, Math.round(cellWidth / 20)));
    const radius = Math.min(3, cellWidth / 10);
    let isMoving = false;
    context.clearRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    for (let cell = 0; cell < this.#columns * this.#rows; cell += 1) {
      const left = Math.round((cell % this.#columns) * cellWidth) + gap / 2;
      const top = Math.round(Math.floor(cell / this.#columns) * cellHeight) + gap / 2;
      const right = Math.round(((cell % this.#columns) + 1) * cellWidth) - gap / 2;
      const bottom = Math.round((Math.floor(cell / this.#columns) + 1) * cellHeight) - gap / 2;
      const born = this.#bornAt[cell] ?? Infinity;
      const age = this.#isStill ? 1 : Math.min(1, Math.max(0, (now - born) / appearMs));
      const code = this.#cells[cell] ?? null;
      const isDrawn = code !== null && this.#atlas !== null;
      if (!isDrawn || age < 1) {
        context.fillStyle = this.#emptyColour;
        context.beginPath();
        context.roundRect(left, top, right - left, bottom - top, radius);
        context.fill();
      }
      if (!isDrawn) continue;
      context.globalAlpha = age;
      context.drawImage(this.#tile(code), left, top, right - left, bottom - top);
      context.globalAlpha = 1;
      if (age < 1) isMoving = true;
    }
    if (isMoving) this.#schedule();
  }

  #tile(code: number): OffscreenCanvas {
    const known = this.#tiles.get(code);
    if (known) return known;
    const { columns, tileSize } = this.#exemplars!;
    const tile = new OffscreenCanvas(tileSize, tileSize);
    const left = (code % columns) * tileSize;
    const top = Math.floor(code / columns) * tileSize;
    tile.getContext('2d')!.drawImage(this.#atlas!, -left, -top);
    this.#tiles.set(code, tile);
    return tile;
  }
}
