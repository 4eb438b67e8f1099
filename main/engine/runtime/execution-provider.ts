import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type * as OnnxRuntime from 'onnxruntime-node';
import { StudioError } from '../../../contract/errors.ts';

export interface ExecutionProvider {
  readonly name: string;
  readonly onnxRuntimeVersion: string;
  readonly onnxRuntime: typeof OnnxRuntime;
}

let probed: Promise<ExecutionProvider> | undefined;

/**
 * Loads ONNX Runtime on first use, so that a missing native library breaks a task and not the start, and picks the provider once:
 * the CPU, the only one whose results are the same on every run. Throws `engine-unavailable`.
 */
export function probeExecutionProvider(): Promise<ExecutionProvider> {
  probed ??= probe();
  return probed;
}

async function probe(): Promise<ExecutionProvider> {
  try {
    const imported: typeof OnnxRuntime & { default?: typeof OnnxRuntime } =
      await import('onnxruntime-node');
    const onnxRuntime = imported.default ?? imported; // a CommonJS package: its exports lie under `default`
    return {
      name: 'cpu',
      onnxRuntimeVersion: onnxRuntime.env.versions.node ?? 'unknown',
      onnxRuntime,
    };
  } catch (error) {
    probed = undefined;
    const problem = error instanceof Error ? error.message : String(error);
    throw new StudioError('engine-unavailable', `ONNX Runtime cannot be loaded: ${problem}`, {
      platform: `${process.platform}-${process.arch}`,
    });
  }
}

/** Threads for one operator: the setting, or the physical cores, at most 4 (small graphs get slower beyond that). */
export async function resolveThreads(setting: number | null): Promise<number> {
  if (setting !== null) return setting;
  return Math.min(4, await physicalCores());
}

async function physicalCores(): Promise<number> {
  const logical = availableParallelism();
  if (process.platform !== 'linux') return logical;
  const info = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const cores = new Set<string>();
  for (const block of info.split('\n\n')) {
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
    if (core !== undefined) cores.add(`${/^physical id\s*:\s*(\d+)/m.exec(block)?.[1]}/${core}`);
  }
  return cores.size === 0 ? logical : Math.min(cores.size, logical);
}

/**
 * Session options under which the same inputs give the same bits, for the same thread count and version: one graph at a time,
 * operators in sequence. `UNICODE2_CPU_ARENA=0` turns the arena allocator off, which has crashed in some hosts.
 * Waiting threads sleep instead of spinning: the engine holds six sessions, each with a pool of its own, and on a busy machine
 * spinning made a language step three times as slow (17 → 5 ms with both cores taken) without a gain on a quiet one.
 */
export function sessionOptions(threads: number): OnnxRuntime.InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableCpuMemArena: process.env['UNICODE2_CPU_ARENA'] !== '0',
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
