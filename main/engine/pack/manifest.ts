import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../../contract/errors.ts';
import {
  optionalPackRoles,
  packManifestSchema,
  packRoles,
  type PackManifest,
} from '../../../contract/pack-manifest.ts';
import { samplingSchema } from '../../../contract/pictures.ts';

const maximumManifestBytes = 8 * 1024 * 1024;

/**
 * Reads and checks a pack's `manifest.json`. Throws `pack-missing` (no folder or no manifest), `pack-unsupported` (another format
 * version) or `pack-invalid`, with every problem named.
 */
export async function readManifest(folder: string): Promise<PackManifest> {
  const file = join(folder, 'manifest.json');
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) {
    throw new StudioError('pack-missing', `There is no manifest.json in "${folder}".`, { folder });
  }
  if (found.size > maximumManifestBytes) {
    throw new StudioError(
      'pack-invalid',
      `manifest.json has ${found.size} bytes; at most ${maximumManifestBytes} are read.`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new StudioError('pack-invalid', `manifest.json is not JSON: ${problem}`);
  }
  return parseManifest(json);
}

/** The checks of `readManifest` on parsed JSON. */
export function parseManifest(json: unknown): PackManifest {
  const version = (json as { formatVersion?: unknown } | null)?.formatVersion;
  if (version !== 1) {
    throw new StudioError(
      'pack-unsupported',
      `Format version ${JSON.stringify(version) ?? 'missing'} is not known; this studio reads version 1.`,
      { formatVersion: version },
    );
  }
  const parsed = packManifestSchema.safeParse(json);
  if (!parsed.success) {
    throw invalid(
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'manifest'}: ${issue.message}`),
    );
  }
  const problems = inconsistencies(parsed.data);
  if (problems.length > 0) throw invalid(problems);
  return parsed.data;
}

/** What the schema cannot say: relations between fields. */
function inconsistencies(manifest: PackManifest): string[] {
  const problems: string[] = [];
  for (const role of packRoles) {
    const count = manifest.files.filter((file) => file.role === role).length;
    if (count > 1) problems.push(`files: ${role} is listed ${count} times.`);
    if (count === 0 && !optionalPackRoles.includes(role))
      problems.push(`files: ${role} is missing.`);
  }
  const specials = Object.entries(manifest.specialTokens);
  const { textVocabulary, maxLength } = manifest.language;
  for (const [name, id] of specials) {
    if (id < 0 || id >= textVocabulary) {
      problems.push(`specialTokens.${name}: ${id} is outside 0 to ${textVocabulary - 1}.`);
    }
  }
  if (new Set(specials.map(([, id]) => id)).size !== specials.length) {
    problems.push('specialTokens: two tokens share an id.');
  }
  const cells = manifest.grid.width * manifest.grid.height;
  const layout = manifest.layout ? manifest.layout.longest + 1 : 0;
  if (cells + layout + 5 > maxLength) {
    problems.push(`language.maxLength: ${maxLength} is too short for a picture of ${cells} cells.`);
  }
  const defaults = samplingSchema.safeParse(manifest.defaults);
  if (!defaults.success) {
    for (const issue of defaults.error.issues) {
      problems.push(`defaults.${issue.path.join('.')}: ${issue.message}`);
    }
  }
  return problems;
}

function invalid(problems: readonly string[]): StudioError {
  return new StudioError('pack-invalid', `manifest.json: ${problems.join(' ')}`, { problems });
}
