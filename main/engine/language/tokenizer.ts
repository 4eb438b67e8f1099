import { Tokenizer } from '@huggingface/tokenizers';
import { StudioError } from '../../../contract/errors.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';

export interface TextTokenizer {
  /** Ids of a text; runs of white space count as one space. Never a special token, whatever the text spells. */
  encode(text: string): number[];
  /** The text of ids that `encode` may give; special tokens are not among them. */
  decode(ids: readonly number[]): string;
}

interface TokenizerFile {
  readonly added_tokens?: readonly { readonly id: number; readonly content: string }[];
}

/**
 * A tokenizer from a Hugging Face `tokenizer.json`. Its added tokens are taken out, so that "<boi>" typed by a user stays the five
 * characters it is. Throws `pack-invalid`.
 */
export function createTextTokenizer(bytes: Uint8Array, manifest: PackManifest): TextTokenizer {
  const specialIds = new Set(Object.values(manifest.specialTokens));
  const { textVocabulary } = manifest.language;
  let tokenizer: Tokenizer;
  try {
    const file = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    ) as TokenizerFile;
    const added = new Set(file.added_tokens?.map((token) => token.id));
    for (const [name, id] of Object.entries(manifest.specialTokens)) {
      if (!added.has(id))
        throw new Error(`special token ${name} (${id}) is not among its added tokens`);
    }
    tokenizer = new Tokenizer({ ...file, added_tokens: [] }, {});
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new StudioError('pack-invalid', `The tokenizer cannot be used: ${problem}.`);
  }
  for (const id of tokenizer.get_vocab().values()) {
    if (id >= textVocabulary) {
      throw new StudioError(
        'pack-invalid',
        `The tokenizer has the id ${id}; the manifest's textVocabulary is ${textVocabulary}.`,
      );
    }
  }
  return {
    encode(text) {
      const normalized = text.trim().replace(/\s+/gu, ' ');
      if (normalized === '') return [];
      const { ids } = tokenizer.encode(normalized, { add_special_tokens: false });
      for (const id of ids) {
        if (specialIds.has(id)) {
          throw new StudioError(
            'bad-input',
            `The text "${normalized}" cannot be written in tokens.`,
          );
        }
      }
      return ids;
    },
    decode(ids) {
      return ids.length === 0
        ? ''
        : tokenizer.decode([...ids], {
            skip_special_tokens: false,
            clean_up_tokenization_spaces: false,
          });
    },
  };
}
