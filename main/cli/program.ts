import { Command } from 'commander';
import { parseCount, parseGuidance, parsePort, parseSeed, parseSteps } from './arguments.ts';
import { askCommand, type AskOptions } from './commands/ask.ts';
import { captionCommand } from './commands/caption.ts';
import { doctorCommand } from './commands/doctor.ts';
import { editCommand, type EditOptions } from './commands/edit.ts';
import { generateCommand, type GenerateOptions } from './commands/generate.ts';
import { listPacksCommand, verifyPackCommand } from './commands/packs.ts';
import { serveCommand, type ServeOptions } from './commands/serve.ts';
import { decodeTokensCommand, encodeTokensCommand } from './commands/tokens.ts';
import type { CliContext, CommandOutput, GlobalOptions } from './context.ts';

const picture = 'picture file (PNG, JPEG, WebP, AVIF, GIF, TIFF)';
const outFile = 'file to write: .png, .jpg, .jpeg or .webp';
const seed = 'a whole number; the same seed gives the same picture';

/** The whole command line. `done` gets what a command has to say; errors are thrown, by commander too. */
export function createProgram(context: CliContext, done: (output: CommandOutput) => void): Command {
  const program = new Command('unicode2')
    .description('Make pictures, edit them and ask about them with one small model, offline.')
    .version(context.studioVersion)
    .option('--json', 'print one JSON document on stdout')
    .option('--pack <folder>', 'model pack to use instead of the one that comes with the studio')
    .option('--library <folder>', 'also keep the pictures in this library')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  const command = (parent: Command, name: string, description: string) =>
    parent.command(name).description(description);
  const options = <Options extends GlobalOptions>(from: Command) => from.optsWithGlobals<Options>();

  command(program, 'generate', 'make pictures from a prompt')
    .argument('<prompt>', 'what to show')
    .requiredOption('--out <path>', `${outFile}; or a folder, for several`)
    .option('--seed <number>', seed, parseSeed)
    .option('--count <number>', 'how many pictures, 1 to 8; seeds count up', parseCount, 1)
    .option('--steps <number>', 'decoder steps, 1 to 64', parseSteps)
    .option('--guidance <number>', 'how strictly to follow the prompt, 1 to 10', parseGuidance)
    .option('--layout <text>', 'what to draw where, such as "beach: blue apple325 dog214"')
    .option('--best-of <number>', 'candidates per picture, 1 to 8; the model picks one', parseCount)
    .action(async (prompt: string, _: unknown, self: Command) => {
      done(await generateCommand(context, prompt, options<GenerateOptions>(self)));
    });

  command(program, 'ask', 'answer a question about a picture')
    .argument('<image>', picture)
    .argument('<question>', 'what to ask')
    .option('--anyway', 'ask the model also where the pack does not know a word')
    .action(async (image: string, question: string, _: unknown, self: Command) => {
      done(await askCommand(context, image, question, options<AskOptions>(self)));
    });

  command(program, 'caption', 'describe a picture')
    .argument('<image>', picture)
    .action(async (image: string, _: unknown, self: Command) => {
      done(await captionCommand(context, image, options(self)));
    });

  command(program, 'edit', 'rewrite a picture from an instruction')
    .argument('<image>', picture)
    .argument('<instruction>', 'what to change')
    .requiredOption('--out <file>', outFile)
    .option('--mask <file>', 'picture of the same size: white is repainted, black is kept exactly')
    .option('--seed <number>', seed, parseSeed)
    .action(async (image: string, instruction: string, _: unknown, self: Command) => {
      done(await editCommand(context, image, instruction, options<EditOptions>(self)));
    });

  const tokens = command(program, 'tokens', 'pictures as token grids');
  command(tokens, 'encode', 'print the token grid of a picture as JSON')
    .argument('<image>', picture)
    .action(async (image: string, _: unknown, self: Command) => {
      done(await encodeTokensCommand(context, image, options(self)));
    });
  command(tokens, 'decode', 'paint a token grid')
    .argument('<file>', 'JSON of "tokens encode", or a picture that carries its tokens')
    .requiredOption('--out <file>', outFile)
    .action(async (file: string, _: unknown, self: Command) => {
      done(
        await decodeTokensCommand(context, file, options<GlobalOptions & { out: string }>(self)),
      );
    });

  const packs = command(program, 'packs', 'model packs');
  command(packs, 'list', 'list the packs and whether they are usable').action(
    async (_: unknown, self: Command) => {
      done(await listPacksCommand(context, options(self)));
    },
  );
  command(packs, 'verify', 'check every file of the pack').action(
    async (_: unknown, self: Command) => {
      done(await verifyPackCommand(context, options(self)));
    },
  );

  command(program, 'serve', 'open the studio for the browser')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes any free one', parsePort)
    .action(async (_: unknown, self: Command) => {
      await serveCommand(context, options<ServeOptions>(self), done);
    });

  command(program, 'doctor', 'versions, providers, the pack, and speeds measured now').action(
    async (_: unknown, self: Command) => {
      done(await doctorCommand(context, options(self)));
    },
  );
  return program;
}
