// Brings a checkout into the state in which it can run: packages as in the lockfile, a Node that fits, a build as new as the
// sources. Does only what is missing. `npm start` and `npm test` begin with it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProjectNode, root } from './project-node.mjs';

const built = ['contract', 'main', 'preload', 'renderer', 'resources/icons'];
const builtFiles = ['electron.vite.config.ts', 'package.json', 'package-lock.json'];
const stampFile = join(root, 'out', '.build');

/** Returns the path of the project's Node. */
export function setup({ build = true } = {}) {
  if (!isInstalled()) install();
  const node = findProjectNode();
  if (build) ensureBuild(node);
  return node;
}

/** Every package of the lockfile is there in its version; optional ones may be missing (other platforms). */
function isInstalled() {
  const there = packagesOf('node_modules/.package-lock.json');
  if (there === null) return false;
  const wanted = packagesOf('package-lock.json');
  if (wanted === null)
    throw new Error('package-lock.json is missing: this is not a whole checkout.');
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = there[path];
    return found === undefined ? optional === true : found.version === version;
  });
}

function packagesOf(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : null;
}

function install() {
  console.log('Installing packages (a few minutes, once) …');
  if (npm(['ci'], 'ignore') === 0) return;
  // `npm ci` refuses a lockfile without the optional packages of every system there is, and a registry may lack some of them;
  // `npm install` takes the same versions from the same lockfile.
  if (npm(['install', '--no-save'], 'inherit') === 0) return;
  throw new Error('The packages could not be installed; see above.');
}

function npm(args, output) {
  // Set when npm runs this; starting npm by its script avoids the differences between shells.
  const script = process.env.npm_execpath;
  const [command, ...first] = script ? [process.execPath, script] : ['npm'];
  const { status } = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', output, output],
    shell: !script && process.platform === 'win32',
    // Its post-install would download GPU libraries; the CPU ones are inside the package.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', npm_config_loglevel: 'error' },
  });
  return status;
}

/** Builds when the sources differ from those of the last build. */
export function ensureBuild(node) {
  const wanted = sourceHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  console.log('Building …');
  const { status, stdout, stderr } = spawnSync(
    node,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The build failed:\n${stdout}${stderr}`);
  writeFileSync(stampFile, wanted);
}

function sourceHash() {
  const hash = createHash('sha256');
  const files = built.flatMap((folder) => filesUnder(folder)).concat(builtFiles);
  for (const file of files.sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    setup();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
