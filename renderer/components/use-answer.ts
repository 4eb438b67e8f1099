import { useEffect, useState } from 'react';
import type { ChannelName } from '../../contract/channel-names.ts';
import type { ChannelInput, ChannelOutput } from '../../contract/channels.ts';
import { call } from '../studio/client.ts';
import { showError } from '../studio/toasts.ts';

/** The studio's answer to a question that a view puts; null until it comes, and when there is nothing to ask. */
export function useAnswer<Name extends ChannelName>(
  name: Name,
  question: ChannelInput<Name> | null,
): ChannelOutput<Name> | null {
  const key = question === null ? null : JSON.stringify(question);
  const [answered, setAnswered] = useState<{ key: string; value: ChannelOutput<Name> } | null>(
    null,
  );
  useEffect(() => {
    if (key === null) return undefined;
    let isCurrent = true;
    call(name, JSON.parse(key) as ChannelInput<Name>).then(
      (value) => isCurrent && setAnswered({ key, value }),
      (thrown: unknown) => isCurrent && showError(thrown),
    );
    return () => {
      isCurrent = false;
    };
  }, [name, key]);
  return answered !== null && answered.key === key ? answered.value : null;
}
