import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Electron exists in Electron main only: a shared chunk that imports it would break the four plain Node entries. */
function onlyAppImportsElectron(): Plugin {
  return {
    name: 'only-app-imports-electron',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.imports.includes('electron')) continue;
        if (chunk.fileName !== 'app/main.js') {
          this.error(`${chunk.fileName} imports electron; only app/main.js may.`);
        }
      }
    },
  };
}

export default defineConfig({
  main: {
    plugins: [onlyAppImportsElectron()],
    build: {
      outDir: 'out',
      emptyOutDir: true,
      target: 'node24',
      rolldownOptions: {
        // Prefix-only builtins (node:sqlite) are missing from the list that electron-vite takes from older Nodes.
        external: [/^node:/],
        input: {
          'app/main': at('main/app/main.ts'),
          'studio/process': at('main/studio/process.ts'),
          'engine/process': at('main/engine/process.ts'),
          'web/server': at('main/web/server.ts'),
          'cli/unicode2': at('main/cli/unicode2.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node24',
      // A sandboxed preload can require nothing but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: at('preload/preload.ts'),
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      minify: true,
      // /assets/ belongs to the library's pictures on every host.
      assetsDir: 'page',
      // Everything as a file of its own: the content security policy allows no data: scripts, styles or fonts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
});
