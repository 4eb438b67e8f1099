// `node bench/codebook-search/plot.ts`: draws docs/data/codebook-search.svg from bench/results/codebook-search.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const resultSchema = z.object({
  date: z.string(),
  machine: z.object({ processor: z.string(), cores: z.int() }),
  rows: z.array(z.object({ engine: z.string(), data: z.string(), k: z.int(), ms: z.number() })),
});
type Row = z.infer<typeof resultSchema>['rows'][number];

const scalingData = 'generated, d 192';
const lines = [
  { engine: 'ours, exact', label: 'exact', colour: '#dc2626' },
  { engine: 'ours', label: 'by index', colour: '#2563eb' },
];
const [width, height] = [480, 300];
const box = { left: 56, top: 34, width: 340, height: 210 };

/** Where a value lies between the powers of ten around all values, 0 to 1. */
function logarithmic(values: readonly number[]) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const ticks = Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at));
  return { ticks, share: (value: number) => (Math.log10(value) - low) / (high - low) };
}

function draw(rows: readonly Row[], caption: string): string {
  const across = logarithmic(rows.map(({ k }) => k));
  const up = logarithmic(rows.map(({ ms }) => ms));
  const x = (k: number) => (box.left + box.width * across.share(k)).toFixed(1);
  const y = (ms: number) => (box.top + box.height * (1 - up.share(ms))).toFixed(1);
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const axes = [
    ...up.ticks.map(
      (ms) =>
        `<path d="M${box.left} ${y(ms)}H${right}" stroke="#e2e8f0"/>` +
        `<text x="${box.left - 6}" y="${y(ms)}" dy="3" text-anchor="end" fill="#475569">${ms.toLocaleString('en')}</text>`,
    ),
    ...across.ticks.map(
      (k) =>
        `<path d="M${x(k)} ${box.top}V${bottom}" stroke="#e2e8f0"/>` +
        `<text x="${x(k)}" y="${bottom + 14}" text-anchor="middle" fill="#475569">${k.toLocaleString('en')}</text>`,
    ),
  ];
  const curves = lines.map(({ engine, label, colour }) => {
    const points = rows.filter((row) => row.engine === engine).toSorted((a, b) => a.k - b.k);
    const last = points.at(-1)!;
    const path = points.map(({ k, ms }) => `${x(k)},${y(ms)}`).join(' ');
    const dots = points.map(({ k, ms }) => `<circle cx="${x(k)}" cy="${y(ms)}" r="2.5"/>`).join('');
    return (
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.5"/><g fill="${colour}">${dots}` +
      `<text x="${right + 6}" y="${y(last.ms)}" dy="3">${label}, ${Math.round(last.ms).toLocaleString('en')}</text></g>`
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="10">`,
    '<rect width="100%" height="100%" fill="white"/>',
    `<text x="${box.left}" y="18" font-weight="bold">Milliseconds to find the codes of 576 vectors among K</text>`,
    ...axes,
    ...curves,
    `<text x="${box.left}" y="${height - 12}" fill="#475569">${caption}</text>`,
    '</svg>\n',
  ].join('\n');
}

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const text = readFileSync(fromHere('../results/codebook-search.json'), 'utf8');
const { date, machine, rows } = resultSchema.parse(JSON.parse(text));
const scaling = rows.filter(({ data }) => data === scalingData);
if (scaling.length === 0) throw new Error(`The results have no rows for "${scalingData}".`);
const caption = `${scalingData}; ${machine.processor}, ${machine.cores} cores, ${date}`;
writeFileSync(fromHere('../../docs/data/codebook-search.svg'), draw(scaling, caption));
