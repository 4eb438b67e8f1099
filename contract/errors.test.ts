import { describe, expect, it } from 'vitest';
import { StudioError, toErrorShape } from './errors.ts';
import { toResult, unwrap } from './result.ts';

describe('errors across processes', () => {
  it('carries code, message and details through an envelope and JSON', async () => {
    const thrown = new StudioError('bad-mask', 'The mask is black.', { width: 3 });
    const result = await toResult(() => Promise.reject(thrown));
    const received = JSON.parse(JSON.stringify(result)) as typeof result;
    expect(received).toEqual({
      ok: false,
      error: { code: 'bad-mask', message: 'The mask is black.', details: { width: 3 } },
    });
    expect(() => unwrap(received)).toThrow(StudioError);
    expect(() => unwrap(received)).toThrow('The mask is black.');
  });

  it('reports what nobody expected as internal, without its stack', () => {
    expect(toErrorShape(new TypeError('x is undefined'))).toEqual({
      code: 'internal',
      message: 'x is undefined',
    });
    expect(toErrorShape('text')).toEqual({ code: 'internal', message: 'text' });
  });

  it('hands over values, also when the call throws before its first await', async () => {
    expect(unwrap(await toResult(async () => 7))).toBe(7);
    const result = await toResult(() => {
      throw new StudioError('conflict', 'now');
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });
});
