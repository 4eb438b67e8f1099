import { requireWords } from '../arguments.ts';
import type { CliContext, CommandOutput, GlobalOptions } from '../context.ts';
import { refuseRequest, sayRefusal } from '../../services/refusal/refuse-request.ts';
import { reportReading } from '../report-reading.ts';
import { readSource, sourceCodes } from '../source-picture.ts';
import { withEngine } from '../with-engine.ts';

export interface AskOptions extends GlobalOptions {
  readonly anyway?: boolean;
}

/**
 * Answers a question about a picture: picture → codes → the language model's words, the likeliest first. Where the pack does not
 * know what is asked for, it says so as a chat does, and the model is not asked.
 */
export async function askCommand(
  context: CliContext,
  image: string,
  text: string,
  options: AskOptions,
): Promise<CommandOutput> {
  const question = requireWords(text, 'question');
  const source = await readSource(image);
  const { signal } = context;
  return withEngine(context, options, async (ready) => {
    const reading = reportReading(question, ready);
    const { corrections } = reading;
    const { words: packWords } = ready.pack.manifest;
    const refusal = options.anyway ? null : refuseRequest(question, reading, packWords);
    if (refusal !== null) {
      const said = sayRefusal(refusal);
      return {
        value: { question, answer: said, confidence: null, corrections, refusal },
        text: said,
      };
    }
    const codes = await sourceCodes(source, ready, signal);
    const answer = await ready.engine.run(
      'converse',
      {
        turns: [
          {
            role: 'user',
            parts: [
              { type: 'picture', codes },
              { type: 'text', text: question },
            ],
          },
        ],
        mode: 'text',
        seed: 0,
        sampling: {},
      },
      { signal },
    );
    const { text: words, confidence } = answer;
    return { value: { question, answer: words, confidence, corrections, refusal }, text: words };
  });
}
