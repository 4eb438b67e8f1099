import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../contract/jobs.ts';
import { applyEvent, emptyProgress, hasGap, skipGap } from './job-progress.ts';

const jobId = 'job00001';
const script: JobEvent[] = [
  { jobId, seq: 1, progress: 0, phase: 'queued' },
  { jobId, seq: 2, progress: 0, phase: 'started' },
  { jobId, seq: 3, progress: 0.2, phase: 'cells', ...cells(0, [7, 8]) },
  { jobId, seq: 4, progress: 0.4, phase: 'cells', ...cells(2, [9, 10]) },
  { jobId, seq: 5, progress: 0.8, phase: 'step', ...step(1) },
  { jobId, seq: 6, progress: 0.9, phase: 'picture', pictureIndex: 0, pictureId: 'picture1' },
  { jobId, seq: 7, progress: 1, phase: 'done', pictureIds: ['picture1'] },
];

function cells(start: number, codes: number[]) {
  return { pictureIndex: 0, start, codes, gridWidth: 2, gridHeight: 2 };
}

function step(number: number) {
  return { pictureIndex: 0, step: number, steps: 4, previewUrl: `/assets/previews/${number}` };
}

function run(events: readonly JobEvent[]) {
  return events.reduce(applyEvent, emptyProgress(jobId));
}

describe('applyEvent', () => {
  it('follows a generation from the queue to the library', () => {
    expect(run(script)).toMatchObject({
      state: 'done',
      progress: 1,
      lastSeq: 7,
      pictureIds: ['picture1'],
      pictures: [{ codes: [7, 8, 9, 10], step: 1, pictureId: 'picture1' }],
    });
  });

  it('reaches the same state from any order and with repeats', () => {
    const shuffled = [6, 2, 0, 5, 2, 1, 4, 3, 6].map((index) => script[index]!);
    expect(run(shuffled)).toEqual(run(script));
  });

  it('holds back what comes after a gap, and goes on when a replay fills it', () => {
    const gapped = run([script[0]!, script[1]!, script[4]!]);
    expect(hasGap(gapped)).toBe(true);
    expect(gapped.pictures).toEqual([]);
    const replayed = script.slice(2, 4).reduce(applyEvent, gapped);
    expect(hasGap(replayed)).toBe(false);
    expect(replayed.lastSeq).toBe(5);
  });

  it('goes on without events the studio no longer keeps', () => {
    const late = skipGap(run([script[3]!, script[6]!]));
    expect(late).toMatchObject({ state: 'done', lastSeq: 7, waiting: [] });
    expect(late.pictures[0]!.codes).toEqual([null, null, 9, 10]);
  });

  it('joins the pieces of an answer', () => {
    const answer = run([
      script[0]!,
      { jobId, seq: 2, progress: 0.5, phase: 'text', delta: 'a red ' },
      { jobId, seq: 3, progress: 0.9, phase: 'text', delta: 'apple' },
    ]);
    expect(answer.text).toBe('a red apple');
  });
});
