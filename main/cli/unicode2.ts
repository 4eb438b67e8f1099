#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from './run.ts';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** In the project two folders up; in the packaged studio beside the application's folder. */
const packsFolder = ['../../resources/packs', '../../../packs'].map(fromHere).find(existsSync);
const { version } = JSON.parse(readFileSync(fromHere('../../package.json'), 'utf8')) as {
  version: string;
};

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => stopping.abort());
}

process.exitCode = await runCommandLine(
  {
    studioVersion: version,
    packsFolder: packsFolder ?? fromHere('../../resources/packs'),
    webEntry: fromHere(`../web/server${extname(import.meta.url)}`),
    signal: stopping.signal,
  },
  process.argv.slice(2),
);
