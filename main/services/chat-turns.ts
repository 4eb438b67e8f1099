import type { ChatMessage } from '../../contract/chats.ts';
import type { Picture } from '../../contract/pictures.ts';
import type { Turn, TurnPart } from '../engine/tasks.ts';

/** A picture of a conversation, with its codes in the active pack's codebook. */
export interface TokenPicture {
  readonly picture: Picture;
  readonly codes: readonly number[];
}

/** One question with its answer; the last exchange has none yet. */
export interface Exchange {
  readonly questionPictures: readonly TokenPicture[];
  readonly question: string;
  readonly answer: string;
  readonly answerPictures: readonly TokenPicture[];
}

/**
 * A chat's messages as exchanges. A question that the model never answered (its job failed, or the studio refused it) is left out,
 * but its pictures pass on to the next question: the user has shown them.
 */
export async function toExchanges(
  messages: readonly ChatMessage[],
  load: (pictureId: string) => Promise<TokenPicture>,
): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  let shown: string[] = [];
  for (const [index, message] of messages.entries()) {
    if (message.role !== 'user') continue;
    shown.push(...message.pictureIds);
    const reply = messages[index + 1];
    const isLast = index === messages.length - 1;
    const isAnswered =
      reply?.role === 'assistant' &&
      reply.error === null &&
      reply.refusal === null &&
      (reply.text !== '' || reply.pictureIds.length > 0);
    if (!isLast && !isAnswered) continue;
    exchanges.push({
      questionPictures: await loadAll(shown, load),
      question: message.text,
      answer: reply?.text ?? '',
      answerPictures: await loadAll(reply?.pictureIds ?? [], load),
    });
    shown = [];
  }
  return exchanges;
}

async function loadAll(
  ids: readonly string[],
  load: (pictureId: string) => Promise<TokenPicture>,
): Promise<TokenPicture[]> {
  const pictures: TokenPicture[] = [];
  for (const id of ids) pictures.push(await load(id));
  return pictures;
}

/** "The picture" of a conversation. */
export function latestPicture(exchanges: readonly Exchange[]): TokenPicture | null {
  return (
    exchanges
      .flatMap(({ questionPictures, answerPictures }) => [...questionPictures, ...answerPictures])
      .at(-1) ?? null
  );
}

/** Without the oldest exchange; the latest picture stays, shown again in the first one left. Null when only one is left. */
export function dropOldest(exchanges: readonly Exchange[]): Exchange[] | null {
  const [, first, ...rest] = exchanges;
  if (first === undefined) return null;
  const latest = latestPicture(exchanges);
  const left = [first, ...rest];
  if (latest === null || latestPicture(left) !== null) return left;
  return [{ ...first, questionPictures: [latest] }, ...rest];
}

/** Pictures stand before the words that are about them; the model's own turn is words or one picture. */
export function toTurns(exchanges: readonly Exchange[]): Turn[] {
  return exchanges.flatMap((exchange, index): Turn[] => {
    const question: Turn = {
      role: 'user',
      parts: [...exchange.questionPictures.map(picturePart), textPart(exchange.question)],
    };
    if (index === exchanges.length - 1) return [question];
    const drawn = exchange.answerPictures.at(-1);
    const answer = drawn === undefined ? textPart(exchange.answer) : picturePart(drawn);
    return [question, { role: 'assistant', parts: [answer] }];
  });
}

function textPart(text: string): TurnPart {
  return { type: 'text', text };
}

function picturePart({ codes }: TokenPicture): TurnPart {
  return { type: 'picture', codes };
}
