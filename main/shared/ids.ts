import { randomInt } from 'node:crypto';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A new random id: 20 lower-case base-36 characters, about 103 bits. Safe as a file name on every system. */
export function newId(): string {
  let id = '';
  for (let index = 0; index < 20; index += 1) id += alphabet[randomInt(alphabet.length)]!;
  return id;
}
