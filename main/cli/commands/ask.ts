import { requireWords } from '../arguments.ts';
import type { CliContext, CommandOutput, GlobalOptions } from '../context.ts';
import { reportReading } from '../report-reading.ts';
import { readSource, sourceCodes } from '../source-picture.ts';
import { withEngine } from '../with-engine.ts';

/** Answers a question about a picture: picture → codes → the language model's words, the likeliest first. */
export async function askCommand(
  context: CliContext,
  image: string,
  text: string,
  options: GlobalOptions,
): Promise<CommandOutput> {
  const question = requireWords(text, 'question');
  const source = await readSource(image);
  const { signal } = context;
  return withEngine(context, options, async (ready) => {
    const { corrections } = reportReading(question, ready);
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
    return { value: { question, answer: words, confidence, corrections }, text: words };
  });
}
