import type { Page } from '@playwright/test';
import type { ChannelInput, ChannelOutput } from '../../contract/channels.ts';
import type { ChannelName } from '../../contract/channel-names.ts';
import { unwrap, type Result } from '../../contract/result.ts';

/** Calls a channel of the studio with the page's own cookie. */
export async function callStudio<Name extends ChannelName>(
  page: Page,
  channel: Name,
  input: ChannelInput<Name>,
): Promise<ChannelOutput<Name>> {
  const result = await page.evaluate(
    async ([name, body]) => {
      const answer = await fetch(`/call/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return (await answer.json()) as unknown;
    },
    [channel, JSON.stringify(input)] as const,
  );
  return unwrap(result as Result<ChannelOutput<Name>>);
}
