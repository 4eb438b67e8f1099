/** Conversations as positions of the language model: the sequences of docs/pack-format.md. */
import { StudioError } from '../../../contract/errors.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import type { Turn, TurnPart } from '../tasks.ts';
import type { TextTokenizer } from './tokenizer.ts';
import { readUserText } from './user-text.ts';

/** Positions, as parallel lists of one length. */
export interface Sequence {
  /** 0 where the position is visual. */
  readonly textIds: number[];
  /** The unconditional twin: the text of the last user turn and of the layout replaced token by token, all else equal. */
  readonly unconditionalIds: number[];
  /** Code at a visual position, −1 elsewhere. */
  readonly codes: number[];
  /** Cell of a visual token or of a masked cell, −1 for text. */
  readonly cells: number[];
}

export function emptySequence(): Sequence {
  return { textIds: [], unconditionalIds: [], codes: [], cells: [] };
}

/** A sequence that can grow without changing this one. */
export function copySequence(sequence: Sequence): Sequence {
  return {
    textIds: [...sequence.textIds],
    unconditionalIds: [...sequence.unconditionalIds],
    codes: [...sequence.codes],
    cells: [...sequence.cells],
  };
}

export function appendText(sequence: Sequence, id: number, unconditionalId: number = id): void {
  sequence.textIds.push(id);
  sequence.unconditionalIds.push(unconditionalId);
  sequence.codes.push(-1);
  sequence.cells.push(-1);
}

export function appendCode(sequence: Sequence, code: number, cell: number): void {
  sequence.textIds.push(0);
  sequence.unconditionalIds.push(0);
  sequence.codes.push(code);
  sequence.cells.push(cell);
}

function appendMaskedCell(sequence: Sequence, maskId: number, cell: number): void {
  appendText(sequence, maskId);
  sequence.cells[sequence.cells.length - 1] = cell;
}

/**
 * A conversation up to and including the `<assistant>` that the model is to answer after. What
 * the user wrote is read with its typos corrected. Throws `bad-input` when the last turn is
 * not the user's or a picture does not fit the pack, `context-too-long` when `room` more positions would not fit.
 */
export function buildSequence(
  turns: readonly Turn[],
  tokenizer: TextTokenizer,
  manifest: PackManifest,
  room: number,
): Sequence {
  if (turns.at(-1)?.role !== 'user') {
    throw new StudioError('bad-input', "The last turn of a conversation must be the user's.");
  }
  const { bos, eos, user, assistant, unconditional } = manifest.specialTokens;
  const sequence = emptySequence();
  appendText(sequence, bos);
  turns.forEach((turn, index) => {
    const isLast = index === turns.length - 1;
    appendText(sequence, turn.role === 'user' ? user : assistant);
    for (const part of turn.parts) {
      if (part.type === 'text') {
        const text = turn.role === 'user' ? readUserText(part.text, manifest) : part.text;
        for (const id of tokenizer.encode(text)) {
          appendText(sequence, id, isLast ? unconditional : id);
        }
      } else {
        appendPicture(sequence, part, manifest);
      }
    }
    if (turn.role === 'assistant') appendText(sequence, eos);
  });
  appendText(sequence, assistant);
  requireRoom(sequence, room, manifest);
  return sequence;
}

/** Throws `context-too-long` when `room` more positions would pass the model's length. */
export function requireRoom(sequence: Sequence, room: number, manifest: PackManifest): void {
  const length = sequence.textIds.length;
  const { maxLength } = manifest.language;
  if (length + room > maxLength) {
    throw new StudioError(
      'context-too-long',
      `The conversation takes ${length} positions and the answer up to ${room}; the model has ${maxLength}.`,
      { length, room, maxLength },
    );
  }
}

function appendPicture(
  sequence: Sequence,
  { codes }: Extract<TurnPart, { type: 'picture' }>,
  manifest: PackManifest,
): void {
  const cells = manifest.grid.width * manifest.grid.height;
  if (codes.length !== cells) {
    throw new StudioError(
      'bad-input',
      `A picture has ${codes.length} codes; this pack needs ${cells}.`,
    );
  }
  const { beginPicture, endPicture, maskCell } = manifest.specialTokens;
  appendText(sequence, beginPicture);
  codes.forEach((code, cell) => {
    if (code === null) appendMaskedCell(sequence, maskCell, cell);
    else appendCode(sequence, code, cell);
  });
  appendText(sequence, endPicture);
}
