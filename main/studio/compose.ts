import { join } from 'node:path';
import { toErrorShape } from '../../contract/errors.ts';
import type { StudioEvent } from '../../contract/events.ts';
import { createDispatch, type Dispatch } from '../../contract/handlers.ts';
import type { Engine } from '../engine/tasks.ts';
import { openLibrary } from '../library/library.ts';
import { createAssets, type Assets } from '../services/assets.ts';
import type { EngineState, ServiceContext } from '../services/context.ts';
import { createEngineWatch } from '../services/engine-watch.ts';
import { createGate } from '../services/gate.ts';
import { createHandlers } from '../services/handlers.ts';
import { createJobRunner } from '../services/job-runner.ts';
import type { Logger } from '../services/logger.ts';
import { createPacks } from '../services/packs.ts';
import { createSettings } from '../services/settings.ts';

export interface EngineHooks {
  readonly onStateChange: (state: EngineState, message: string | null) => void;
}

export interface StudioOptions {
  /** Created when it does not exist. */
  readonly libraryFolder: string;
  /** Folders that hold packs, or are one, in order of preference; the library's own `packs` folder comes last. */
  readonly packFolders: readonly string[];
  /** Makes the engine; the studio closes it. */
  readonly engine: (hooks: EngineHooks) => Engine;
  readonly host: 'electron' | 'browser';
  readonly version: string;
  readonly logger: Logger;
  /** How often the lease and the queue are looked at, in ms. @default 2000 */
  readonly tickMs?: number;
}

/** The whole studio but its host: answers calls, tells events, knows the files behind asset paths. */
export interface Studio {
  readonly libraryFolder: string;
  readonly dispatch: Dispatch;
  /** Returns the function that ends the subscription. */
  onEvent(listener: (event: StudioEvent) => void): () => void;
  readonly assets: Assets;
  /** Resolves when the pack that is used from the start is loaded, or none could be. */
  readonly packLoaded: Promise<void>;
  close(): Promise<void>;
}

const sweepMs = 600_000;
const dayMs = 86_400_000;
const keptEventsMs = 7 * dayMs;

/** Opens the library, starts the engine and the queue. Throws `write-failed` when the library cannot be used. */
export async function createStudio(options: StudioOptions): Promise<Studio> {
  const { logger } = options;
  const library = openLibrary(options.libraryFolder);
  const listeners = new Set<(event: StudioEvent) => void>();
  const emit = (event: StudioEvent) => {
    for (const listener of listeners) listener(event);
  };
  const watch = createEngineWatch(emit);
  const engine = options.engine({ onStateChange: watch.onStateChange });
  const settings = createSettings(library.settings);
  const gate = createGate();
  const folders = [...options.packFolders, join(library.folder, 'packs')];
  const packs = createPacks({ engine, folders, settings, gate, logger, emit });
  const context: ServiceContext = {
    library,
    engine,
    packs,
    gate,
    logger,
    emit,
    studioVersion: options.version,
    host: options.host,
  };
  const runner = createJobRunner(context);

  async function sweep(): Promise<void> {
    try {
      const removed = await library.sweep();
      if (removed.length > 0) logger.info({ removed }, 'swept');
      library.jobs.forgetEvents(Date.now() - keptEventsMs);
    } catch (error) {
      logger.warn({ error: toErrorShape(error) }, 'sweeping failed');
    }
  }

  function tick(): void {
    try {
      runner.tick();
    } catch (error) {
      // The disk may be full or the database locked for a moment; the next tick tries again.
      logger.error({ error: toErrorShape(error) }, 'the queue could not be looked at');
    }
  }

  await sweep();
  // The gate is taken before the first job asks for it: jobs wait for the pack.
  const packLoaded = packs.loadAtStart();
  packLoaded.catch((error: unknown) => {
    logger.error({ error: toErrorShape(error) }, 'no pack could be loaded');
  });
  tick();
  const ticking = setInterval(tick, options.tickMs ?? 2000);
  const sweeping = setInterval(() => void sweep(), sweepMs);

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    clearInterval(ticking);
    clearInterval(sweeping);
    await runner.close();
    await engine.close();
    library.close();
    listeners.clear();
  }

  return {
    libraryFolder: library.folder,
    dispatch: createDispatch(createHandlers({ context, runner, watch, settings })),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    assets: createAssets(library, packs),
    packLoaded,
    close: () => (closing ??= close()),
  };
}
