import { describe, expect, it } from 'vitest';
import { jobEventSchema, jobRequestSchema } from './jobs.ts';
import { recipeSchema, tokenGridSchema } from './pictures.ts';

const id = 'abcd1234';

describe('job requests', () => {
  it('fills the defaults and trims the text', () => {
    expect(jobRequestSchema.parse({ kind: 'generate', prompt: '  a cat ' })).toEqual({
      kind: 'generate',
      prompt: 'a cat',
      count: 1,
      sampling: {},
    });
  });

  it.each([
    [{ kind: 'generate', prompt: ' \n ' }, 'prompt'],
    [{ kind: 'generate', prompt: 'x'.repeat(2001) }, 'prompt'],
    [{ kind: 'generate', prompt: 'a', count: 9 }, 'count'],
    [{ kind: 'generate', prompt: 'a', seed: -1 }, 'seed'],
    [{ kind: 'generate', prompt: 'a', seed: 2 ** 32 }, 'seed'],
    [{ kind: 'generate', prompt: 'a', sampling: { decoderSteps: 0 } }, 'sampling.decoderSteps'],
    [{ kind: 'edit', pictureId: '../../etc', instruction: 'a' }, 'pictureId'],
    [{ kind: 'chat', chatId: id, text: 'a', pictureIds: Array(5).fill(id) }, 'pictureIds'],
    [{ kind: 'dance' }, 'kind'],
  ])('refuses %j, naming the field', (request, field) => {
    const parsed = jobRequestSchema.safeParse(request);
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toContain(field);
  });
});

describe('job events', () => {
  it('are numbered from 1 and say what their phase needs', () => {
    const event = { jobId: id, seq: 1, progress: 0, phase: 'text', delta: 'a' };
    expect(jobEventSchema.parse(event)).toEqual(event);
    expect(jobEventSchema.safeParse({ ...event, seq: 0 }).success).toBe(false);
    expect(jobEventSchema.safeParse({ ...event, delta: undefined }).success).toBe(false);
    expect(jobEventSchema.safeParse({ ...event, progress: 1.01 }).success).toBe(false);
  });
});

describe('what a picture keeps', () => {
  const codebookHash = '0'.repeat(64);

  it('has as many codes as cells', () => {
    const grid = { width: 2, height: 2, packId: 'starter', codebookHash, codes: [0, 1, 2, 3] };
    expect(tokenGridSchema.safeParse(grid).success).toBe(true);
    expect(tokenGridSchema.safeParse({ ...grid, codes: [0, 1, 2] }).success).toBe(false);
  });

  it('drops from a recipe what would differ between two equal runs', () => {
    const recipe = {
      version: 1,
      mode: 'generate',
      prompt: 'a cat',
      seed: 7,
      sampling: { guidance: 2, temperature: 1, topK: 0, topP: 1, decoderSteps: 4 },
      pack: { id: 'starter', version: '1.0.0', codebookHash },
      provider: 'cpu',
      threads: 2,
      studioVersion: '0.1.0',
    };
    expect(recipeSchema.parse({ ...recipe, createdAtMs: 5, durationMs: 9 })).toEqual(recipe);
  });
});
