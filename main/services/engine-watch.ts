import type { StudioEvent } from '../../contract/events.ts';
import type { Engine } from '../engine/tasks.ts';
import type { EngineState } from './context.ts';

/** What is known of the engine without asking it: an engine at work answers late. */
export interface EngineWatch {
  readonly state: EngineState;
  readonly message: string | null;
  readonly onStateChange: (state: EngineState, message: string | null) => void;
  /** Memory of the engine's process as last reported, in MB. */
  memoryMb(engine: Engine): Promise<number>;
}

const patienceMs = 200;
/** Asking for the engine's own status must not show as work. */
const busyDelayMs = 60;

export function createEngineWatch(emit: (event: StudioEvent) => void): EngineWatch {
  let state: EngineState = 'starting';
  let message: string | null = null;
  let memoryMb = 0;
  let delayed: NodeJS.Timeout | undefined;
  let asking: Promise<void> | null = null;

  function change(next: EngineState, reason: string | null): void {
    if (next === state && reason === message) return;
    state = next;
    message = reason;
    emit({ type: 'engine.changed', state, message });
  }

  function ask(engine: Engine): Promise<void> {
    asking ??= engine
      .run('engine.status', {})
      .then(
        (status) => {
          memoryMb = status.memoryMb;
        },
        () => undefined,
      )
      .finally(() => {
        asking = null;
      });
    return asking;
  }

  return {
    get state() {
      return state;
    },
    get message() {
      return message;
    },
    onStateChange(next, reason) {
      clearTimeout(delayed);
      if (next !== 'busy') change(next, reason);
      else delayed = setTimeout(change, busyDelayMs, next, reason).unref();
    },
    async memoryMb(engine) {
      const patience = new Promise<void>((resolve) => {
        setTimeout(resolve, patienceMs).unref();
      });
      await Promise.race([ask(engine), patience]);
      return memoryMb;
    },
  };
}
