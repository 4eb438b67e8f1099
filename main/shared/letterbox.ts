/** Where a picture lies inside the S × S letterboxed square, in px. */
export interface Letterbox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Fits width × height into size × size, centred, the proportions kept to the pixel; never thinner than one pixel. */
export function fitLetterbox(width: number, height: number, size: number): Letterbox {
  const scale = size / Math.max(width, height);
  const fittedWidth = Math.max(1, Math.min(size, Math.round(width * scale)));
  const fittedHeight = Math.max(1, Math.min(size, Math.round(height * scale)));
  return {
    left: Math.floor((size - fittedWidth) / 2),
    top: Math.floor((size - fittedHeight) / 2),
    width: fittedWidth,
    height: fittedHeight,
  };
}
