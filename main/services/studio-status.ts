import { availableParallelism } from 'node:os';
import type { ChannelOutput } from '../../contract/channels.ts';
import type { ActivePack } from '../../contract/pack-manifest.ts';
import type { LoadedPack } from '../engine/tasks.ts';
import { exemplarsUrl } from './assets.ts';
import type { ServiceContext } from './context.ts';
import type { EngineWatch } from './engine-watch.ts';

export async function readStatus(
  context: ServiceContext,
  watch: EngineWatch,
): Promise<ChannelOutput<'studio.status'>> {
  const { library, packs } = context;
  const engineMb = await watch.memoryMb(context.engine);
  const pack = packs.active();
  return {
    version: context.studioVersion,
    host: context.host,
    libraryFolder: library.folder,
    engine: {
      state: watch.state,
      provider: pack?.provider ?? 'none',
      threads: pack?.threads ?? availableParallelism(),
      message: watch.message,
    },
    memoryMb: Math.round(engineMb + process.memoryUsage.rss() / 1_048_576),
    queued: library.jobs.count('queued'),
    pack: pack === null ? null : toActivePack(pack),
  };
}

function toActivePack({ manifest, codebookHash }: LoadedPack): ActivePack {
  return {
    id: manifest.id,
    name: manifest.name,
    version: manifest.version,
    picture: manifest.picture,
    grid: manifest.grid,
    codebook: manifest.codebook,
    exemplars: manifest.exemplars,
    defaults: manifest.defaults,
    ...(manifest.layout === undefined ? {} : { layout: manifest.layout }),
    words: manifest.words,
    examples: manifest.examples,
    ...(manifest.outsideThreshold === undefined
      ? {}
      : { outsideThreshold: manifest.outsideThreshold }),
    scores: manifest.scores,
    exemplarsUrl: exemplarsUrl(manifest.id, codebookHash),
    codebookHash,
  };
}
