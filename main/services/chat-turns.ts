import type { ChatMessage } from '../../contract/chats.ts';
import type { Picture } from '../../contract/pictures.ts';
import type { Turn } from '../engine/tasks.ts';

/** A picture of a conversation, with its codes in the active pack's codebook. */
export interface TokenPicture {
  readonly picture: Picture;
  readonly codes: readonly number[];
}

/** One question with the pictures that were shown or drawn around it; the last exchange has no answer yet. */
export interface Exchange {
  readonly questionPictures: readonly Picture[];
  readonly question: string;
  readonly answerPictures: readonly Picture[];
}

/**
 * A chat's messages as exchanges. A question that the model never answered (its job failed, or the studio refused it) is left out,
 * but its pictures pass on to the next question: the user has shown them.
 */
export function toExchanges(
  messages: readonly ChatMessage[],
  get: (pictureId: string) => Picture,
): Exchange[] {
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
      questionPictures: shown.map(get),
      question: message.text,
      answerPictures: (reply?.pictureIds ?? []).map(get),
    });
    shown = [];
  }
  return exchanges;
}

/** What the user shows and says; pictures stand before the words that are about them. */
export function toTurn(pictures: readonly TokenPicture[], question: string): Turn {
  const shown = pictures.map(({ codes }) => ({ type: 'picture', codes }) as const);
  return { role: 'user', parts: [...shown, { type: 'text', text: question }] };
}
