/** Too early to tell before this share of the work or this much time. */
const leastProgress = 0.05;
const leastElapsedMs = 400;

/** Time left in ms if the rest goes as fast as what is done; null while that says nothing yet. */
export function timeLeftMs(
  startedAtMs: number | null,
  nowMs: number,
  progress: number,
): number | null {
  if (startedAtMs === null || progress < leastProgress || progress >= 1) return null;
  const elapsed = nowMs - startedAtMs;
  if (elapsed < leastElapsedMs) return null;
  return (elapsed / progress) * (1 - progress);
}
