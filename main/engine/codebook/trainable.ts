import { StudioError } from '../../../contract/errors.ts';
import { floatTensor, type EngineTensor } from '../runtime/tensor.ts';

/** C2: row k is what the language model reads and predicts for code k of C1. */
export interface TrainableCodebook {
  readonly size: number;
  readonly rowDimension: number;
  /** All rows [K, c] as one tensor, made once and fed to every call of the visual head. */
  readonly tensor: EngineTensor;
  /** Copies the row of `code` into `target` at `offset`. */
  copyRow(code: number, target: Float32Array, offset: number): void;
  /** The rows of `codes` as a tensor [1, N, c]. */
  gather(codes: readonly number[]): EngineTensor;
}

export function createTrainableCodebook(
  rows: Float32Array,
  size: number,
  rowDimension: number,
): TrainableCodebook {
  const copyRow = (code: number, target: Float32Array, offset: number) => {
    if (!Number.isInteger(code) || code < 0 || code >= size) {
      throw new StudioError(
        'bad-input',
        `Code ${code} is outside the codebook (0 to ${size - 1}).`,
      );
    }
    target.set(rows.subarray(code * rowDimension, (code + 1) * rowDimension), offset);
  };
  return {
    size,
    rowDimension,
    tensor: floatTensor(rows, [size, rowDimension]),
    copyRow,
    gather(codes) {
      const data = new Float32Array(codes.length * rowDimension);
      codes.forEach((code, index) => copyRow(code, data, index * rowDimension));
      return floatTensor(data, [1, codes.length, rowDimension]);
    },
  };
}
