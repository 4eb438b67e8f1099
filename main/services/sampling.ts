import type { JobRequest } from '../../contract/jobs.ts';
import type { Sampling } from '../../contract/pictures.ts';

/** What a request says about sampling, without fields that are present but undefined: those must not displace a pack's default. */
export function givenSampling(requested: JobRequest['sampling']): Partial<Sampling> {
  const given = Object.entries(requested).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Sampling>;
}
