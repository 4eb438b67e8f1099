import { beforeEach, describe, expect, it } from 'vitest';
import { currentPrompt, loadRecipe, stepHistory, useCreate, writePrompt } from './store.ts';

describe('prompt history', () => {
  beforeEach(() => {
    useCreate.setState({ history: ['newest', 'older', 'oldest'], historyStep: -1, prompt: null });
  });

  it('walks to older prompts and back to the text being written', () => {
    writePrompt('half writ');
    stepHistory(1);
    expect(currentPrompt()).toBe('newest');
    stepHistory(1);
    stepHistory(1);
    stepHistory(1);
    expect(currentPrompt()).toBe('oldest');
    for (let back = 0; back < 3; back += 1) stepHistory(-1);
    expect(currentPrompt()).toBe('half writ');
  });

  it('steps over the prompt that already stands in the field', () => {
    writePrompt('newest');
    stepHistory(1);
    expect(currentPrompt()).toBe('older');
  });
});

describe('loadRecipe', () => {
  const sampling = { guidance: 3, temperature: 1, topK: 50, topP: 0.9, decoderSteps: 8 };
  const recipe = {
    version: 1 as const,
    mode: 'generate' as const,
    prompt: 'a red apple',
    seed: 7,
    sampling,
    pack: { id: 'starter', version: '1.0.0', codebookHash: 'a'.repeat(64) },
    provider: 'cpu',
    threads: 2,
    studioVersion: '0.1.0',
  };

  it('locks the seed to make the same picture again, and frees it for variations', () => {
    loadRecipe(recipe, true);
    expect(useCreate.getState()).toMatchObject({
      prompt: 'a red apple',
      seed: 7,
      isSeedLocked: true,
      sampling,
    });
    loadRecipe(recipe, false);
    expect(useCreate.getState().isSeedLocked).toBe(false);
    expect(useCreate.getState().count).toBeGreaterThan(1);
  });
});
