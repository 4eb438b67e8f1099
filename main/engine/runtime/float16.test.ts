import { expect, it } from 'vitest';
import { widenFloat16 } from './float16.ts';

it('widens special halves exactly', () => {
  const values = widenFloat16(Uint16Array.of(0x0001, 0x7bff, 0x7c00, 0xfc00, 0x7e00, 0x8000));
  expect([...values]).toEqual([2 ** -24, 65504, Infinity, -Infinity, NaN, -0]);
});
