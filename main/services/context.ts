import type { ChannelOutput } from '../../contract/channels.ts';
import type { StudioEvent } from '../../contract/events.ts';
import type { Engine } from '../engine/tasks.ts';
import type { Library } from '../library/library.ts';
import type { Gate } from './gate.ts';
import type { Logger } from './logger.ts';
import type { Packs } from './packs.ts';

export type EngineState = ChannelOutput<'studio.status'>['engine']['state'];

/** What every service works with. */
export interface ServiceContext {
  readonly library: Library;
  readonly engine: Engine;
  readonly packs: Packs;
  /** Jobs and pack changes pass through one at a time: a job never sees two packs. */
  readonly gate: Gate;
  readonly logger: Logger;
  readonly studioVersion: string;
  readonly host: 'electron' | 'browser';
  readonly emit: (event: StudioEvent) => void;
}
