import { captionRequest } from '../../../contract/caption-request.ts';
import type { CliContext, CommandOutput, GlobalOptions } from '../context.ts';
import { askCommand } from './ask.ts';

/** Describes a picture: the request for a caption that packs are trained on. */
export function captionCommand(
  context: CliContext,
  image: string,
  options: GlobalOptions,
): Promise<CommandOutput> {
  return askCommand(context, image, captionRequest, options);
}
