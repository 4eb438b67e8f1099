import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { StudioError } from '../../contract/errors.ts';
import { samplingSchema, seedSchema } from '../../contract/pictures.ts';

/** Builds an option parser from a number schema; the message says what is allowed. */
function numberArgument(schema: z.ZodType<number>, allowed: string) {
  return (text: string): number => {
    const parsed = schema.safeParse(/^[\d.]+$/.test(text) ? Number(text) : NaN);
    if (!parsed.success) throw new InvalidArgumentError(`Allowed: ${allowed}.`);
    return parsed.data;
  };
}

export const parseSeed = numberArgument(seedSchema, 'a whole number from 0 to 4294967295');
export const parseCount = numberArgument(z.int().min(1).max(8), 'a whole number from 1 to 8');
export const parseSteps = numberArgument(
  samplingSchema.shape.decoderSteps,
  'a whole number from 1 to 64',
);
export const parseGuidance = numberArgument(samplingSchema.shape.guidance, 'a number from 1 to 10');
export const parsePort = numberArgument(
  z.int().min(0).max(65_535),
  'a whole number from 0 to 65535; 0 takes any free port',
);

/** A prompt, question or instruction without surrounding space; `bad-input` when nothing is left or it is too long. */
export function requireWords(text: string, what: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new StudioError('bad-input', `The ${what} is empty: write something.`);
  if (trimmed.length > 2000) {
    throw new StudioError(
      'bad-input',
      `The ${what} has ${trimmed.length} characters; at most 2000 are allowed.`,
    );
  }
  return trimmed;
}

export function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}
