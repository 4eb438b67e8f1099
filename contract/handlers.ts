import { channels, type ChannelOutput, type ParsedInput } from './channels.ts';
import { channelNames, type ChannelName } from './channel-names.ts';
import { StudioError } from './errors.ts';
import { toResult, type Result } from './result.ts';

/** The contract's implementation: one function per channel, after validation. A missing channel does not compile. */
export type Handlers = {
  readonly [Name in ChannelName]: (input: ParsedInput<Name>) => Promise<ChannelOutput<Name>>;
};

/** Who calls: the host decides by its own means (frame and origin, cookie and Origin header) whether to trust it. */
export interface Sender {
  readonly host: 'electron' | 'browser' | 'cli';
  readonly trusted: boolean;
  /** For the error message: the frame's URL or the Origin header. */
  readonly origin: string;
}

export type Dispatch = (
  channel: string,
  payload: unknown,
  sender: Sender,
) => Promise<Result<unknown>>;

/** The one wrapper around every handler: sender, channel, input; every throw becomes an envelope. */
export function createDispatch(handlers: Handlers): Dispatch {
  return (channel, payload, sender) =>
    toResult(async () => {
      if (!sender.trusted) {
        throw new StudioError('forbidden-sender', `A call from ${sender.origin} is not allowed.`, {
          channel,
        });
      }
      if (!isChannelName(channel)) {
        throw new StudioError('unknown-channel', `There is no channel "${channel}".`, {
          allowed: channelNames,
        });
      }
      return call(handlers, channel, payload);
    });
}

function isChannelName(name: string): name is ChannelName {
  return (channelNames as readonly string[]).includes(name);
}

async function call<Name extends ChannelName>(
  handlers: Handlers,
  name: Name,
  payload: unknown,
): Promise<ChannelOutput<Name>> {
  const parsed = channels[name].input.safeParse(payload ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`,
    );
    throw new StudioError('bad-input', `${name}: ${problems.join(' ')}`, {
      channel: name,
      problems,
    });
  }
  return handlers[name](parsed.data as ParsedInput<Name>);
}
