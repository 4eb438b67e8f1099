// Electron's binary is not part of its package: it comes over the network with the first start.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { root } from './project-node.mjs';

const packageFolder = join(root, 'node_modules', 'electron');
const failureFile = join(root, 'node_modules', '.cache', 'unicode2', 'electron-download.json');
const connectPatienceMs = 4000;
const downloadPatienceMs = 10 * 60_000;
const rememberMs = 24 * 60 * 60_000;

/** The binary if it has been downloaded, else null. */
export function electronBinary() {
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, 'dist');
  const binary = join(folder, readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}

/** Why a window cannot be opened on this machine, or null. */
export function windowObstacle() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  if (process.getuid() === 0) return "Electron's sandbox does not run as root";
  return null;
}

/** Downloads the binary unless that failed within a day. Returns `{ binary }`, or `{ obstacle }` in words. */
export async function fetchElectron(node, { again = false } = {}) {
  const there = electronBinary();
  if (there !== null) return { binary: there };
  const failed = recentFailure();
  if (failed !== null && !again) {
    return { obstacle: `its download failed today (${failed}); --electron tries again` };
  }
  const obstacle = await download(node);
  const binary = electronBinary();
  if (binary !== null) {
    rmSync(failureFile, { force: true });
    return { binary };
  }
  mkdirSync(dirname(failureFile), { recursive: true });
  writeFileSync(failureFile, JSON.stringify({ atMs: Date.now(), reason: obstacle }));
  return { obstacle: `its binary could not be downloaded (${obstacle})` };
}

async function download(node) {
  const unreachable = await connectionProblem();
  if (unreachable !== null) return unreachable;
  console.log('Downloading Electron (about 120 MB, once) …');
  const { status, error } = spawnSync(node, [join(packageFolder, 'install.js')], {
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    timeout: downloadPatienceMs,
  });
  if (error) return error.message;
  return status === 0 ? 'the archive is not complete' : 'the download ended with an error';
}

/** A blocked network would otherwise keep the first start waiting for minutes. A proxy is only known to the downloader. */
function connectionProblem() {
  if (process.env.ELECTRON_GET_USE_PROXY) return Promise.resolve(null);
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  const { hostname, port, protocol } = new URL(mirror ?? 'https://github.com');
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port) || (protocol === 'http:' ? 80 : 443),
      timeout: connectPatienceMs,
    });
    const end = (problem) => {
      socket.destroy();
      resolve(problem);
    };
    socket.on('connect', () => end(null));
    socket.on('timeout', () => end(`${hostname} does not answer`));
    socket.on('error', () => end(`${hostname} cannot be reached`));
  });
}

function recentFailure() {
  if (!existsSync(failureFile)) return null;
  try {
    const { atMs, reason } = JSON.parse(readFileSync(failureFile, 'utf8'));
    return Date.now() - atMs < rememberMs ? reason : null;
  } catch {
    return null;
  }
}
