import { cpus } from 'node:os';
import { resolve } from 'node:path';
import sharp from 'sharp';
import { StudioError, toErrorShape, type ErrorShape } from '../../../contract/errors.ts';
import type { CliContext, CommandOutput, GlobalOptions } from '../context.ts';
import { packFolder, withEngine } from '../with-engine.ts';
import { measureSpeeds, type MeasuredSpeeds } from '../measure-speeds.ts';

interface Report {
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: {
    readonly platform: string;
    readonly processor: string;
    readonly cores: number;
  };
  readonly engine: {
    readonly provider: string;
    readonly threads: number;
    readonly memoryMb: number;
    /** The most that this run held at once. */
    readonly peakMemoryMb: number;
  } | null;
  readonly pack: {
    readonly folder: string;
    readonly state: 'ready' | 'refused';
    readonly name: string | null;
    readonly loadMs: number | null;
  };
  /** Measured in this run. */
  readonly speeds: MeasuredSpeeds | null;
}

/** Says what is installed, whether the pack works, and how fast it is here; a pack that does not work is a failure. */
export async function doctorCommand(
  context: CliContext,
  options: GlobalOptions,
): Promise<CommandOutput> {
  const folder = resolve(packFolder(context, options));
  const base = {
    versions: {
      studio: context.studioVersion,
      node: process.versions.node,
      sharp: sharp.versions.sharp ?? 'unknown',
      libvips: sharp.versions.vips,
    },
    machine: {
      platform: `${process.platform} ${process.arch}`,
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
    },
  };
  let report: Report;
  try {
    report = await withEngine(context, options, async (ready) => {
      const speeds = await measureSpeeds(ready, context.signal);
      const status = await ready.engine.run('engine.status', {});
      const { provider, threads, memoryMb, onnxRuntime } = status;
      const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
      const { manifest, loadMs } = ready.pack;
      return {
        ...base,
        versions: { ...base.versions, onnxRuntime },
        engine: { provider, threads, memoryMb, peakMemoryMb },
        pack: {
          folder,
          state: 'ready' as const,
          name: `${manifest.name} ${manifest.version}`,
          loadMs,
        },
        speeds,
      };
    });
  } catch (error) {
    const shape = toErrorShape(error);
    const pack = { folder, state: 'refused' as const, name: null, loadMs: null };
    throw failure(shape, { ...base, engine: null, pack, speeds: null });
  }
  return { value: report, text: inWords(report) };
}

/** The report goes with the error, so that `--json` still tells everything that was found. */
function failure(shape: ErrorShape, report: Report): StudioError {
  return new StudioError(shape.code, shape.message, { ...shape.details, report });
}

function inWords({ versions, machine, engine, pack, speeds }: Report): string {
  const rows: [string, string][] = Object.entries(versions);
  rows.push(['machine', `${machine.platform}, ${machine.processor}, ${machine.cores} cores`]);
  if (engine !== null) {
    const { provider, threads, memoryMb, peakMemoryMb } = engine;
    rows.push(['engine', `${provider}, ${threads} threads`]);
    rows.push(['memory', `${Math.round(memoryMb)} MB, at most ${peakMemoryMb} MB`]);
  }
  rows.push(['pack', `${pack.name}, ${pack.folder}`]);
  if (pack.loadMs !== null) rows.push(['pack load', `${Math.round(pack.loadMs)} ms`]);
  for (const [name, value] of Object.entries(speeds ?? {})) rows.push([name, `${value}`]);
  return rows.map(([name, value]) => `${name.padEnd(16)} ${value}`).join('\n');
}
