import { StudioError } from '../../../contract/errors.ts';
import type { EngineTensor } from './tensor.ts';

/**
 * One input or output of a graph. A dimension is a number, a letter that stands for the same size everywhere in one call
 * (`B`, `T`, …), or a sum of letters (`P+T`).
 */
export interface TensorSpec {
  readonly name: string;
  readonly type: EngineTensor['type'];
  readonly dims: readonly (number | string)[];
}

export interface GraphSpec {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** Letters that must stay free in the file: a fixed size there would break a call the studio makes. */
  readonly dynamic: readonly string[];
}

/** Sizes of the letters in one call. */
export type Bindings = Map<string, number>;

export function describeDims(dims: readonly (number | string)[]): string {
  return `[${dims.join(', ')}]`;
}

/** Whether actual sizes fit a specification; letters met for the first time are bound. */
export function matchDims(
  expected: readonly (number | string)[],
  actual: readonly number[],
  bindings: Bindings,
): boolean {
  if (expected.length !== actual.length) return false;
  return expected.every((dim, index) => {
    const size = actual[index]!;
    if (typeof dim === 'number') return dim === size;
    if (dim.includes('+')) {
      return (
        dim.split('+').reduce((sum, letter) => sum + (bindings.get(letter) ?? NaN), 0) === size
      );
    }
    const bound = bindings.get(dim);
    if (bound === undefined) bindings.set(dim, size);
    return bound === undefined || bound === size;
  });
}

/** What a model file declares about one of its inputs or outputs. */
export interface DeclaredTensor {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/**
 * Checks a file's declared inputs or outputs against a specification: names, types, and every size the file fixes.
 * Sizes that the file leaves symbolic are checked at every call. Throws `pack-invalid`.
 */
export function checkDeclared(
  label: string,
  kind: 'input' | 'output',
  declared: readonly DeclaredTensor[],
  spec: readonly TensorSpec[],
  dynamic: readonly string[],
): void {
  const names = declared.map((tensor) => tensor.name);
  const expected = spec.map((tensor) => tensor.name);
  if ([...names].sort().join() !== [...expected].sort().join()) {
    throw new StudioError(
      'pack-invalid',
      `${label} has the ${kind}s ${names.join(', ')}; they must be ${expected.join(', ')}.`,
      { names, expected },
    );
  }
  for (const tensor of spec) {
    const found = declared.find((candidate) => candidate.name === tensor.name)!;
    if (found.type !== tensor.type) {
      throw new StudioError(
        'pack-invalid',
        `${label}: ${kind} ${tensor.name} is ${found.type}; it must be ${tensor.type}.`,
      );
    }
    if (!fits(found.shape, tensor.dims, dynamic)) {
      throw new StudioError(
        'pack-invalid',
        `${label}: ${kind} ${tensor.name} is ${describeDims(found.shape)}; ` +
          `the manifest says ${describeDims(tensor.dims)}.`,
      );
    }
  }
}

function fits(
  shape: readonly (number | string)[],
  dims: readonly (number | string)[],
  dynamic: readonly string[],
): boolean {
  if (shape.length !== dims.length) return false;
  return dims.every((dim, index) => {
    const found = shape[index];
    if (typeof found !== 'number') return true;
    if (typeof dim === 'number') return found === dim;
    return !dim.split('+').some((letter) => dynamic.includes(letter));
  });
}
