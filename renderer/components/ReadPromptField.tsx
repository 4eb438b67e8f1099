import { useId, type ComponentProps } from 'react';
import { PromptField } from './PromptField.tsx';
import { ReadingNotice } from './ReadingNotice.tsx';

/** A prompt field with a line below it that says how the pack reads its words. */
export function ReadPromptField(props: Omit<ComponentProps<typeof PromptField>, 'describedBy'>) {
  const readingId = useId();
  return (
    <>
      <PromptField {...props} describedBy={readingId} />
      <ReadingNotice id={readingId} text={props.value} onChange={props.onChange} />
    </>
  );
}
