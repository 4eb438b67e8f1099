import { StudioError } from '../../contract/errors.ts';
import type { JobRequest } from '../../contract/jobs.ts';
import { givenSampling } from '../../contract/pictures.ts';
import type { LoadedPack, PaintedPicture, TaskOptions } from '../engine/tasks.ts';
import { toExchanges, toTurn, type TokenPicture } from './chat-turns.ts';
import type { ServiceContext } from './context.ts';
import { layChangesOver } from './edit-picture.ts';
import type { JobRun } from './job-run.ts';
import { saveMadePicture } from './made-pictures.ts';
import { pixelsOf } from './picture-pixels.ts';
import { createRecipe } from './picture-recipe.ts';
import { codesOf } from './picture-tokens.ts';
import { picturesMeant } from './pictures-meant.ts';
import { createProgressRelay } from './progress-relay.ts';
import { refuseRequest, sayRefusal } from './refusal/refuse-request.ts';
import { nameUnknownWords, readWith } from './unknown-words.ts';

type ChatRequest = Extract<JobRequest, { kind: 'chat' }>;

/**
 * Answers a chat's last question, in words or with a picture: the model chooses. Writes the answer into the job's message. Where the
 * pack does not know what is asked for, the studio says so instead, and the model is not asked.
 */
export async function runChatJob(
  context: ServiceContext,
  run: JobRun,
  request: ChatRequest,
): Promise<void> {
  const { library } = context;
  const pack = context.packs.require();
  const messageId = run.job.messageId;
  if (messageId === null) throw new StudioError('internal', 'A chat job needs its message.');
  const reading = readWith(pack, request.text);
  const refusal = request.anyway ? null : refuseRequest(request.text, reading, pack.manifest.words);
  const message = library.chats.updateMessage(messageId, {
    reading,
    refusal,
    text: refusal === null ? '' : sayRefusal(refusal),
  });
  context.emit({ type: 'chat.message', chatId: request.chatId, message });
  if (refusal !== null) return;
  const said = toExchanges(library.chats.messagesBefore(messageId), (id) =>
    library.pictures.get(id),
  );
  const shown: TokenPicture[] = [];
  for (const picture of picturesMeant(said, pack.manifest.words)) {
    shown.push({ picture, codes: await codesOf(context, picture, pack, run.signal) });
  }
  const relay = createProgressRelay({
    run,
    files: library.files,
    grid: pack.manifest.grid,
    pictureIndex: 0,
    pictureCount: 1,
  });
  let streamed = '';
  const options: TaskOptions = {
    signal: run.signal,
    onProgress(progress) {
      if (progress.type === 'text') streamed += progress.delta;
      relay.onProgress(progress);
    },
  };
  try {
    const answer = await context.engine.run(
      'converse',
      {
        turns: [toTurn(shown, request.text)],
        mode: 'auto',
        seed: request.seed ?? 0,
        sampling: givenSampling(request.sampling),
      },
      options,
    );
    await relay.settle();
    if (answer.text === '' && answer.picture === null) {
      throw new StudioError(
        'model-output',
        nameUnknownWords('The model answered with nothing; ask in other words.', reading),
      );
    }
    const { text, confidence, picture: painted } = answer;
    const write = (pictureIds: string[]): void => {
      library.chats.updateMessage(messageId, { text, pictureIds, confidence, error: null });
    };
    if (painted === null) write([]);
    else await keepPicture(context, { painted, shown, request, pack, run, write });
  } catch (error) {
    // What was written before the end stays in the chat; the queue adds the reason.
    if (streamed !== '') library.chats.updateMessage(messageId, { text: streamed });
    throw error;
  }
}

interface DrawnAnswer {
  readonly painted: PaintedPicture;
  /** The pictures that the model saw. */
  readonly shown: readonly TokenPicture[];
  readonly request: ChatRequest;
  readonly pack: LoadedPack;
  readonly run: JobRun;
  /** Writes the answer into its message, in the picture's transaction. */
  readonly write: (pictureIds: string[]) => void;
}

/** Saves a picture drawn as an answer: a change of the last picture shown when there was one, else a new one. */
async function keepPicture(context: ServiceContext, drawn: DrawnAnswer): Promise<void> {
  const { painted, request, pack, run, write } = drawn;
  const latest = drawn.shown.at(-1) ?? null;
  const recipe = createRecipe({
    mode: 'chat',
    prompt: request.text,
    layout: painted.layout,
    seed: request.seed ?? 0,
    sampling: givenSampling(request.sampling),
    pack,
    studioVersion: context.studioVersion,
    ...(latest === null ? {} : { parentHash: latest.picture.pixelHash }),
  });
  const pixels = latest === null ? painted.pixels : await overLatest(context, latest, drawn);
  await saveMadePicture(context, {
    pixels,
    codes: painted.codes,
    pack,
    recipe,
    parent: latest?.picture ?? null,
    run,
    pictureIndex: 0,
    pictureCount: 1,
    alongside: ({ id }) => write([id]),
  });
}

/**
 * A change keeps the pixels of the cells it left alone, at the size of the picture it changed. A drawing that shares less than a
 * quarter of its cells with the latest picture is another picture, and stays as it was painted.
 */
async function overLatest(
  context: ServiceContext,
  { picture, codes }: TokenPicture,
  { painted, pack, run }: DrawnAnswer,
) {
  const kept = painted.codes.filter((code, cell) => code === codes[cell]).length;
  if (kept * 4 < codes.length) return painted.pixels;
  const source = await pixelsOf(context, picture, run.signal);
  const { manifest } = pack;
  return (await layChangesOver({ source, before: codes, painted, mask: null, manifest })).pixels;
}
