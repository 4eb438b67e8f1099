/** Every error code the studio can report, with the advice shown beside it. The codes are part of the contract. */
export const errorCodes = {
  'bad-input': 'Correct the value and try again.',
  'unknown-channel': 'Update the studio: page and process do not match.',
  'forbidden-sender': 'Use the studio from its own window.',
  'not-found': 'It may have been deleted; look in the gallery.',
  conflict: 'Reload and try again.',
  'bad-picture': 'Use a PNG, JPEG, WebP, AVIF, GIF or TIFF picture.',
  'picture-too-large': 'Use a smaller picture.',
  'bad-mask': 'Use a black and white picture; white is repainted.',
  'pack-missing': 'Put a model pack into the packs folder.',
  'pack-invalid': 'Download the pack again.',
  'pack-unsupported': 'Update the studio, or use another pack.',
  'model-output': 'Try another seed.',
  'context-too-long': 'Start a new chat.',
  'engine-crashed': 'Try again: the engine has been started anew.',
  'engine-unavailable': 'Look at "doctor" for what is missing.',
  'job-cancelled': 'Start it again when you like.',
  'write-failed': 'Check the folder and the free space.',
  'library-locked': 'Another studio has this library open.',
  'not-supported': 'This cannot be done here.',
  internal: 'Please report this, with the details.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** What crosses a process boundary in place of a thrown error. */
export interface ErrorShape {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** The one error type of the studio: a code, a message naming the bad value and what is allowed, and details. */
export class StudioError extends Error implements ErrorShape {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, message: string, details?: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = 'StudioError';
    this.code = code;
    this.details = details;
  }

  static from(shape: ErrorShape): StudioError {
    return new StudioError(shape.code, shape.message, shape.details);
  }
}

/** Turns anything thrown into an error shape; what is not a StudioError becomes `internal`, without its stack. */
export function toErrorShape(thrown: unknown): ErrorShape {
  if (thrown instanceof StudioError) {
    return thrown.details === undefined
      ? { code: thrown.code, message: thrown.message }
      : { code: thrown.code, message: thrown.message, details: thrown.details };
  }
  return { code: 'internal', message: thrown instanceof Error ? thrown.message : String(thrown) };
}
