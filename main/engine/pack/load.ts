import { join, resolve } from 'node:path';
import { StudioError } from '../../../contract/errors.ts';
import type { PackManifest, PackRole } from '../../../contract/pack-manifest.ts';
import { createCodeDescriber, type DescribeCode } from '../codebook/describe-code.ts';
import type { FrozenCodebook } from '../codebook/frozen.ts';
import type { TrainableCodebook } from '../codebook/trainable.ts';
import { createLanguageModel, type LanguageModel } from '../language/language-model.ts';
import { createTextTokenizer, type TextTokenizer } from '../language/tokenizer.ts';
import { createVisualHead, type VisualHead } from '../language/visual-head.ts';
import { graphThreads } from './graph-threads.ts';
import { probeExecutionProvider, resolveThreads } from '../runtime/execution-provider.ts';
import { createRowProducts } from '../runtime/row-products.ts';
import { createGraphSession, type GraphSession } from '../runtime/session.ts';
import type { LoadedPack } from '../tasks.ts';
import { checkExemplars } from '../vision/exemplars.ts';
import { openFrozenCodebook, readTrainableCodebook } from './codebooks.ts';
import { readPackFile, type PackFile } from './files.ts';
import { graphSpec, type GraphRole } from './graph-specs.ts';
import { readManifest } from './manifest.ts';
import { openVisualHead } from './visual-heads.ts';

/** A pack in use: what the pipelines work with. */
export interface EnginePack {
  readonly manifest: PackManifest;
  readonly info: LoadedPack;
  readonly frozen: FrozenCodebook;
  readonly trainable: TrainableCodebook;
  readonly describeCode: DescribeCode;
  readonly tokenizer: TextTokenizer;
  readonly language: LanguageModel;
  readonly visualHead: VisualHead;
  readonly visionEncoder: GraphSession;
  readonly mapping: GraphSession;
  readonly decoder: GraphSession;
  readonly autoencoderDecoder: GraphSession;
  dispose(): Promise<void>;
}

/**
 * Loads a pack folder: manifest, every listed file (size, sha256), codebooks, tokenizer, atlas, and the graphs the studio runs.
 * Files are read one after the other, so that a big pack needs little more memory than it keeps.
 * Throws `pack-missing`, `pack-unsupported` or `pack-invalid` with the reason; nothing stays open then.
 */
export async function loadEnginePack(folder: string, threads: number | null): Promise<EnginePack> {
  const startedAt = performance.now();
  const root = resolve(folder);
  const manifest = await readManifest(root);
  const provider = await probeExecutionProvider();
  const threadCount = await resolveThreads(threads);
  const sessions: { dispose(): Promise<void> }[] = [];
  const notes: string[] = [];
  const dispose = async () => {
    for (const session of sessions) await session.dispose();
  };
  const openGraph = async (role: GraphRole) => {
    const bytes = await readPackFile(root, packFile(manifest, role));
    const spec = graphSpec(role, manifest);
    const threads = graphThreads(role, manifest, threadCount);
    const session = await createGraphSession(bytes, { label: role, spec, threads });
    sessions.push(session);
    return session;
  };
  try {
    const products = await createRowProducts(threadCount);
    sessions.push(products);
    const frozenFile = packFile(manifest, 'frozenCodebook');
    const frozen = await openFrozenCodebook(root, frozenFile, manifest, {
      products,
      threads: threadCount,
      sessions,
      notes,
    });
    const trainable = readTrainableCodebook(
      await readPackFile(root, packFile(manifest, 'trainableCodebook')),
      manifest,
    );
    const tokenizer = createTextTokenizer(
      await readPackFile(root, packFile(manifest, 'tokenizer')),
      manifest,
    );
    const exemplars = packFile(manifest, 'exemplars');
    await checkExemplars(await readPackFile(root, exemplars), manifest);
    for (const role of ['textTower', 'autoencoderEncoder', 'golden'] as const) {
      // Not run by the studio: their bytes are checked all the same.
      const entry = manifest.files.find((file) => file.role === role);
      if (entry !== undefined) await readPackFile(root, entry);
    }
    const language = createLanguageModel(await openGraph('languageModel'), manifest, trainable);
    const exactHead = createVisualHead(await openGraph('visualHead'), trainable);
    const visualHead = await openVisualHead(root, exactHead, {
      manifest,
      rows: trainable,
      language,
      tokenizer,
      products,
      threads: threadCount,
      sha256: {
        languageModel: packFile(manifest, 'languageModel').sha256,
        trainableCodebook: packFile(manifest, 'trainableCodebook').sha256,
      },
      notes,
    });
    sessions.push(visualHead);
    return {
      manifest,
      frozen,
      trainable,
      describeCode: createCodeDescriber(frozen, trainable),
      tokenizer,
      language,
      visualHead,
      visionEncoder: await openGraph('visionEncoder'),
      mapping: await openGraph('mapping'),
      decoder: await openGraph('decoder'),
      autoencoderDecoder: await openGraph('autoencoderDecoder'),
      info: {
        manifest,
        codebookHash: frozenFile.sha256,
        exemplarsFile: join(root, exemplars.path),
        provider: provider.name,
        threads: threadCount,
        loadMs: Math.round(performance.now() - startedAt),
        notes,
      },
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** The listed file of a role. Required roles are always there: `readManifest` has checked. */
export function packFile(manifest: PackManifest, role: PackRole): PackFile {
  const entry = manifest.files.find((file) => file.role === role);
  if (entry === undefined) {
    throw new StudioError('pack-invalid', `The pack "${manifest.id}" has no ${role}.`, { role });
  }
  return entry;
}
