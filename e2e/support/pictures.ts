import sharp from 'sharp';

/** A picture that no pack has seen, with a size unlike any token grid: 200 × 140 px, a red square on a blue field. */
export async function foreignPicture(): Promise<Buffer> {
  const square = await sharp({
    create: { width: 60, height: 60, channels: 3, background: '#d02020' },
  })
    .png()
    .toBuffer();
  return sharp({ create: { width: 200, height: 140, channels: 3, background: '#3060c0' } })
    .composite([{ input: square, left: 30, top: 40 }])
    .png()
    .toBuffer();
}

/** RGBA bytes of a picture file. */
export async function rgbaOf(
  bytes: Buffer,
): Promise<{ data: Buffer; width: number; height: number }> {
  const { data, info } = await sharp(bytes)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
