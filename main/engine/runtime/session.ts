import type { InferenceSession } from 'onnxruntime-node';
import { StudioError } from '../../../contract/errors.ts';
import {
  probeExecutionProvider,
  sessionOptions,
  type ExecutionProvider,
} from './execution-provider.ts';
import {
  checkDeclared,
  describeDims,
  matchDims,
  type Bindings,
  type DeclaredTensor,
  type GraphSpec,
  type TensorSpec,
} from './graph-spec.ts';
import { elementCount, type EngineTensor } from './tensor.ts';

export type TensorMap<Name extends string = string> = Readonly<Record<Name, EngineTensor>>;

/** One loaded graph. Inputs and outputs are checked against its specification at every call. */
export interface GraphSession {
  readonly label: string;
  /** Runs the graph. The event loop gets a turn before it; the computation itself blocks. Throws `internal` or `pack-invalid`. */
  run(feeds: TensorMap): Promise<TensorMap>;
  dispose(): Promise<void>;
}

/**
 * Loads a graph from bytes or a file and checks what it declares. `label` names it in errors.
 * Throws `pack-invalid` when the file is no graph or does not fit the specification.
 */
export async function createGraphSession(
  model: Uint8Array | string,
  options: { readonly label: string; readonly spec: GraphSpec; readonly threads: number },
): Promise<GraphSession> {
  const { label, spec, threads } = options;
  const provider = await probeExecutionProvider();
  let session: InferenceSession;
  try {
    const { InferenceSession: factory } = provider.onnxRuntime;
    session =
      typeof model === 'string'
        ? await factory.create(model, sessionOptions(threads))
        : await factory.create(model, sessionOptions(threads));
  } catch (error) {
    throw new StudioError('pack-invalid', `${label} cannot be loaded: ${messageOf(error)}`);
  }
  try {
    checkDeclared(label, 'input', declared(session.inputMetadata), spec.inputs, spec.dynamic);
    checkDeclared(label, 'output', declared(session.outputMetadata), spec.outputs, spec.dynamic);
  } catch (error) {
    await session.release();
    throw error;
  }
  return wrap(session, label, spec, provider);
}

function wrap(
  session: InferenceSession,
  label: string,
  spec: GraphSpec,
  provider: ExecutionProvider,
): GraphSession {
  const { Tensor } = provider.onnxRuntime;
  let released = false;
  return {
    label,
    async run(feeds) {
      if (released) throw new StudioError('internal', `${label} was used after it was disposed.`);
      const bindings: Bindings = new Map();
      const inputs: Record<string, InstanceType<typeof Tensor>> = {};
      for (const expected of spec.inputs) {
        const tensor = feeds[expected.name];
        checkInput(label, expected, tensor, bindings);
        // What a graph returned can go straight into the next call.
        inputs[expected.name] =
          tensor instanceof Tensor
            ? tensor
            : new Tensor(tensor.type, tensor.data as never, tensor.dims);
      }
      let outputs: InferenceSession.OnnxValueMapType;
      try {
        outputs = await session.run(inputs);
      } catch (error) {
        throw new StudioError('internal', `${label} failed: ${messageOf(error)}`);
      }
      for (const expected of spec.outputs)
        checkOutput(label, expected, outputs[expected.name], bindings);
      return outputs as unknown as TensorMap;
    },
    async dispose() {
      if (released) return;
      released = true;
      await session.release();
    },
  };
}

function checkInput(
  label: string,
  expected: TensorSpec,
  tensor: EngineTensor | undefined,
  bindings: Bindings,
): asserts tensor is EngineTensor {
  const where = `${label}: input ${expected.name}`;
  if (tensor === undefined) throw new StudioError('internal', `${where} is missing.`);
  if (tensor.type !== expected.type) {
    throw new StudioError('internal', `${where} is ${tensor.type}; it must be ${expected.type}.`);
  }
  if (!matchDims(expected.dims, tensor.dims, bindings)) {
    throw new StudioError(
      'internal',
      `${where} is ${describeDims(tensor.dims)}; it must be ${describeDims(expected.dims)}.`,
    );
  }
  if (tensor.data.length !== elementCount(tensor.dims)) {
    throw new StudioError(
      'internal',
      `${where} has ${tensor.data.length} values for ${describeDims(tensor.dims)}.`,
    );
  }
}

function checkOutput(
  label: string,
  expected: TensorSpec,
  tensor: { readonly type: string; readonly dims: readonly number[] } | undefined,
  bindings: Bindings,
): void {
  const isRight =
    tensor !== undefined &&
    tensor.type === expected.type &&
    matchDims(expected.dims, tensor.dims, bindings);
  if (isRight) return;
  const found = tensor === undefined ? 'missing' : `${tensor.type} ${describeDims(tensor.dims)}`;
  throw new StudioError(
    'pack-invalid',
    `${label}: output ${expected.name} is ${found}; the manifest says ${expected.type} ${describeDims(expected.dims)}.`,
  );
}

function declared(metadata: readonly InferenceSession.ValueMetadata[]): DeclaredTensor[] {
  return metadata.map((value) =>
    value.isTensor
      ? { name: value.name, type: value.type, shape: value.shape }
      : { name: value.name, type: 'not a tensor', shape: [] },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
