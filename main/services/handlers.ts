import type { Handlers } from '../../contract/handlers.ts';
import { createChatHandlers } from './chats.ts';
import { createCodebookHandlers } from './codebook.ts';
import type { ServiceContext } from './context.ts';
import type { EngineWatch } from './engine-watch.ts';
import type { JobRunner } from './job-runner.ts';
import { createJobHandlers } from './jobs.ts';
import { createPictureHandlers } from './pictures.ts';
import type { SettingsService } from './settings.ts';
import { readStatus } from './studio-status.ts';

export interface HandlerParts {
  readonly context: ServiceContext;
  readonly runner: JobRunner;
  readonly watch: EngineWatch;
  readonly settings: SettingsService;
}

/** The contract's implementation, the same on every host. */
export function createHandlers({ context, runner, watch, settings }: HandlerParts): Handlers {
  const { packs } = context;
  return {
    'studio.status': () => readStatus(context, watch),
    'packs.list': async () => ({ packs: await packs.list() }),
    'packs.verify': ({ packId }) => packs.verify(packId),
    'packs.select': ({ packId }) => packs.select(packId),
    ...createPictureHandlers(context),
    ...createCodebookHandlers(context),
    ...createJobHandlers(context, runner),
    ...createChatHandlers(context),
    'settings.get': async () => settings.read(),
    async 'settings.set'(changes) {
      const before = settings.read();
      const { activePackId, ...others } = changes;
      // Choosing a pack means loading it, which may refuse it.
      if (typeof activePackId === 'string' && activePackId !== before.activePackId) {
        await packs.select(activePackId);
      } else if (activePackId === null) {
        settings.write({ activePackId });
      }
      const after = settings.write(others);
      if (after.threads !== before.threads) await packs.reload();
      return after;
    },
  };
}
