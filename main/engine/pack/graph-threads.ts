import type { PackManifest, PackRole } from '../../../contract/pack-manifest.ts';

/** Up to this width a step is over before a second thread has woken. */
const narrowWidth = 384;

/**
 * Threads of a graph. A step of a narrow language model takes 1.1 ms on one thread and 1.5 ms on two at a width of 192, 2.2 and 2.8 ms
 * at 384. The price is paid once per answer: a conversation of 300 positions is read in 26 ms instead of 18.
 */
export function graphThreads(role: PackRole, { language }: PackManifest, threads: number): number {
  const isNarrow = language.heads * language.headDimension <= narrowWidth;
  return role === 'languageModel' && isNarrow ? 1 : threads;
}
