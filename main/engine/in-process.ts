import { createTaskRunner } from './task-runner.ts';
import type { Engine } from './tasks.ts';

/** The engine inside the calling process: for the command line and for tests. Nothing native is loaded before the first task. */
export function createInProcessEngine(): Engine {
  return createTaskRunner();
}
