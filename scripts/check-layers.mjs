// Applies the rules of .dependency-cruiser.cjs to the sources. dependency-cruiser itself cannot read TypeScript 7 (it finds no module
// and reports success), so imports are found here, type-only ones too, and the same rule file is kept for both.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import { root } from './project-node.mjs';

const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
const layers = ['contract', 'main', 'preload', 'renderer'];

const importPattern =
  /^\s*(?:import|export)\s[^'";]*?from\s*'([^']+)'|^\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

function importsOf(file) {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(importPattern)].map(([, ...names]) => {
    const name = names.find((found) => found !== undefined);
    if (name.startsWith('.')) return posix.join(posix.dirname(file), name);
    return name.startsWith('node:') ? name : `node_modules/${name}/`;
  });
}

const files = layers.flatMap((layer) =>
  readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
    .map((file) => posix.join(layer, file.replaceAll('\\', '/')))
    .filter((file) => /\.tsx?$/.test(file)),
);
const graph = new Map(files.map((file) => [file, importsOf(file)]));

const list = (patterns) => (patterns === undefined ? [] : [patterns].flat());
const matches = (text, patterns) => patterns.some((pattern) => new RegExp(pattern).test(text));

function breaks(rule, from, to) {
  const own = list(rule.from.path);
  if (own.length > 0 && !matches(from, own)) return false;
  if (matches(from, list(rule.from.pathNot))) return false;
  // `$1` in a rule's target is what the first group of its origin matched.
  const group = own.map((pattern) => new RegExp(pattern).exec(from)?.[1]).find(Boolean) ?? '$1';
  const filled = (patterns) => list(patterns).map((pattern) => pattern.replaceAll('$1', group));
  const wanted = filled(rule.to.path);
  if (wanted.length > 0 && !matches(to, wanted)) return false;
  return !matches(to, filled(rule.to.pathNot));
}

const problems = [];
for (const rule of forbidden.filter(({ to }) => !to.circular)) {
  for (const [from, targets] of graph) {
    for (const to of targets.filter((target) => breaks(rule, from, target))) {
      problems.push(`${from} imports ${to}: ${rule.name}. ${rule.comment}`);
    }
  }
}

/** Depth first; a file that is met again on the way down closes a circle. */
const finished = new Set();
function findCircles(file, way) {
  const start = way.indexOf(file);
  if (start >= 0) {
    problems.push(`circle: ${[...way.slice(start), file].join(' → ')}`);
    return;
  }
  if (finished.has(file)) return;
  for (const target of graph.get(file) ?? []) findCircles(target, [...way, file]);
  finished.add(file);
}
for (const file of graph.keys()) findCircles(file, []);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`layers: ${files.length} files, ${[...graph.values()].flat().length} imports`);
