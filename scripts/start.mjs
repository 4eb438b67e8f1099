// `npm start`: sets up what is missing, then opens the studio in Electron, or serves it to the browser and says why.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fetchElectron, windowObstacle } from './electron-binary.mjs';
import { root } from './project-node.mjs';
import { setup } from './setup.mjs';

const usage = `npm start -- [options]
  --browser         serve the studio to the browser instead of opening Electron
  --electron        try Electron's download again after it has failed
  --port NUMBER     port of the browser host (default: 4317, or a free one)
  --library FOLDER  where pictures and chats are kept
  --no-open         do not open the browser`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      browser: { type: 'boolean', default: false },
      electron: { type: 'boolean', default: false },
      port: { type: 'string' },
      library: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

async function main() {
  const options = readOptions();
  if (options.help) {
    console.log(usage);
    return;
  }
  const node = setup();
  if (options.library) process.env.UNICODE2_LIBRARY = options.library;

  const obstacle = options.browser ? '--browser was given' : windowObstacle();
  const electron = obstacle ? { obstacle } : await fetchElectron(node, { again: options.electron });
  if (electron.binary) {
    console.log('Opening the studio in Electron.');
    run(electron.binary, [root], { UNICODE2_NODE: node });
    return;
  }
  console.log(`Serving the studio to the browser, not Electron: ${electron.obstacle}.`);
  const server = [join(root, 'out', 'web', 'server.js')];
  if (options.port) server.push('--port', options.port);
  const child = run(node, server, {}, 'pipe');
  child.stdout.on('data', (data) => {
    process.stdout.write(data);
    const link = /http:\/\/127\.0\.0\.1:\d+\/\?key=\S+/.exec(String(data))?.[0];
    if (link && !options['no-open']) openBrowser(link);
  });
}

function run(command, args, environment, stdout = 'inherit') {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['inherit', stdout, 'inherit'],
    env: { ...process.env, ...environment },
  });
  // The terminal sends Ctrl+C to the child as well; it ends by itself, and this process with it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => fail(error));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
  });
  return child;
}

/** Only where there is a desktop; elsewhere the printed link has to do. */
function openBrowser(link) {
  const [command, args] =
    process.platform === 'win32'
      ? ['rundll32', ['url.dll,FileProtocolHandler', link]]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', [link]];
  const hasDesktop =
    process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDesktop) return;
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => console.log('Open the link above in your browser.'))
    .unref();
}

function fail(error) {
  console.error(error.message);
  process.exit(1);
}

main().catch(fail);
