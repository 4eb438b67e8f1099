/**
 * Seeded randomness, the same on every machine: xoshiro128** (Blackman & Vigna), whose four words are drawn by splitmix32 from the
 * seed, mixed with four drawn from the FNV-1a hash of a label. Different labels give independent streams of one seed, so
 * that drawing one code more or less never changes the decoder's noise.
 */
export interface Random {
  /** 32 random bits as an unsigned integer. */
  bits(): number;
  /** Uniform in [0, 1), 32 bits of resolution. */
  uniform(): number;
  /** Standard normal, by Box–Muller in float64; both values of a pair are used. */
  normal(): number;
}

/** `codes 1`, `layout 1`, `codes 2` …: further candidates of one seed. `redraw 0 1`: what is drawn again of candidate 0. */
export type RandomStream =
  | 'codes'
  | `codes ${number}`
  | 'layout'
  | `layout ${number}`
  | `redraw ${number} ${number}`
  | 'text'
  | 'noise';

/** `seed`: an unsigned 32-bit integer. */
export function createRandom(seed: number, stream: RandomStream): Random {
  const fromSeed = splitmix32(seed >>> 0);
  const fromLabel = splitmix32(fnv1a(stream));
  const state = new Uint32Array(4);
  for (let word = 0; word < 4; word += 1) {
    state[word] = fromSeed() ^ rotateLeft(fromLabel(), 7 * (word + 1));
  }
  if (state.every((word) => word === 0)) state[0] = 1; // the one state the generator cannot leave

  const bits = () => {
    const result = Math.imul(rotateLeft(Math.imul(state[1]!, 5), 7), 9) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = rotateLeft(state[3]!, 11);
    return result;
  };
  const uniform = () => bits() / 0x1_0000_0000;

  let spare: number | null = null;
  const normal = () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log((bits() + 1) / 0x1_0000_0000)); // (0, 1]: no log of 0
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { bits, uniform, normal };
}

function splitmix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

function fnv1a(label: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(label)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function rotateLeft(value: number, by: number): number {
  const shift = by & 31;
  return ((value << shift) | (value >>> ((32 - shift) & 31))) >>> 0;
}
