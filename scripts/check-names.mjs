// Fails when one exported name is defined in two files: a newcomer who searches for it must find one place.
// Names that every module of a kind must have (a component's Props, a screen's `api`) are scoped by not being exported.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && !/\.(test|spec|config)\.tsx?$/.test(file));

const definition =
  /^export (?:declare )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|interface|type|enum) ([A-Za-z0-9_$]+)/gm;
const places = new Map();
for (const file of files) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    continue; // deleted in the working tree
  }
  for (const [, name] of text.matchAll(definition)) {
    const known = places.get(name) ?? new Set();
    known.add(file);
    places.set(name, known);
  }
}

const twice = [...places].filter(([, where]) => where.size > 1);
for (const [name, where] of twice)
  console.error(`${name} is exported by ${[...where].join(' and ')}`);
if (twice.length > 0) {
  console.error(`${twice.length} exported names exist twice: rename one, or use the other.`);
  process.exit(1);
}
console.log(`names: ${places.size} exported names, each in one place`);
