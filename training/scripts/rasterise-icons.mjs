// Rasterises the world's nouns (Fluent Emoji flat, MIT) to square RGBA PNGs, one file per icon.
// Usage: node training/scripts/rasterise-icons.mjs --nouns nouns.json --out folder [--size 96]
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';

const require = createRequire(import.meta.url);

async function main() {
  const { values } = parseArgs({
    options: {
      nouns: { type: 'string' },
      out: { type: 'string' },
      size: { type: 'string', default: '96' },
    },
  });
  if (!values.nouns || !values.out) throw new Error('--nouns FILE and --out FOLDER are required');
  const size = Number(values.size);
  const icons = require('@iconify-json/fluent-emoji-flat/icons.json');
  const nouns = JSON.parse(await readFile(values.nouns, 'utf8'));
  await mkdir(values.out, { recursive: true });
  for (const { icon } of nouns) {
    const entry = icons.icons[icon];
    if (!entry) throw new Error(`no icon ${icon} in Fluent Emoji flat`);
    const side = entry.width ?? icons.width;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">${entry.body}</svg>`;
    // Drawn at four times the size: the reduction gives cleaner edges than the SVG library's own.
    await sharp(Buffer.from(svg), { density: (72 * size * 4) / side })
      .resize(size, size)
      .ensureAlpha()
      .png()
      .toFile(join(values.out, `${icon}.png`));
  }
  console.log(`${nouns.length} icons of ${size} px in ${values.out}`);
}

await main();
