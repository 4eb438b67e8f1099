import { StudioError, toErrorShape, type ErrorShape } from './errors.ts';

/** The envelope every call answers with, on every host. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: ErrorShape };

/** Runs a call and wraps its outcome; never rejects. */
export async function toResult<Value>(run: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return { ok: true, value: await run() };
  } catch (thrown) {
    return { ok: false, error: toErrorShape(thrown) };
  }
}

/** Opens an envelope: the value, or the StudioError thrown. */
export function unwrap<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw StudioError.from(result.error);
}
