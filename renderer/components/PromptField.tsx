import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Popper from '@mui/material/Popper';
import { useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStatus } from '../studio/status.ts';
import type { UnknownWord } from '../../contract/known-words.ts';
import { replaceWord } from '../../contract/replace-word.ts';
import { NearWords } from './NearWords.tsx';
import { markedWords, segmentText } from './overlay-segments.ts';
import * as styles from './prompt-field-styles.ts';

interface PromptFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  readonly onKeyDown?: ((event: KeyboardEvent<HTMLTextAreaElement>) => void) | undefined;
  readonly minRows?: number | undefined;
  readonly maxRows?: number | undefined;
  /** Without a frame, inside something that has one. */
  readonly isBare?: boolean | undefined;
  readonly describedBy?: string | undefined;
}

interface Hovered {
  readonly word: UnknownWord;
  readonly anchor: HTMLElement;
}

/**
 * A text field that underlines words the pack has never seen, with the nearest ones it knows on hover. The text area lies over a
 * mirror of its text; the mirror draws the underlines and gives the textarea its height.
 */
export function PromptField(props: PromptFieldProps) {
  const { id, label, value, onChange, placeholder, onKeyDown, describedBy } = props;
  const { minRows = 3, maxRows = 12, isBare = false } = props;
  const { t } = useTranslation();
  const vocabulary = useStatus((state) => state.vocabulary);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const mirrorRef = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);

  const segments = useMemo(
    () => segmentText(value, vocabulary ? markedWords(value, vocabulary, caret) : []),
    [value, vocabulary, caret],
  );

  function hover(event: MouseEvent): void {
    const found = markUnder(mirrorRef.current!, event.clientX, event.clientY);
    const unknown = found && segments[Number(found.dataset['segment'])]?.unknown;
    if (found && unknown) {
      clearTimeout(closing.current);
      setHovered({ word: unknown, anchor: found });
    } else {
      leave();
    }
  }

  /** The way from the word to the suggestions takes a moment. */
  function leave(): void {
    clearTimeout(closing.current);
    closing.current = setTimeout(() => setHovered(null), 250);
  }

  function replace(word: UnknownWord, replacement: string): void {
    const next = replaceWord(value, word, replacement);
    setHovered(null);
    onChange(next.text);
    requestAnimationFrame(() => {
      fieldRef.current?.focus();
      fieldRef.current?.setSelectionRange(next.caret, next.caret);
    });
  }

  return (
    <Box sx={isBare ? styles.bare : styles.framed} onMouseMove={hover} onMouseLeave={leave}>
      <Box sx={styles.scroller(minRows, maxRows)}>
        <Box ref={mirrorRef} aria-hidden="true" sx={styles.mirror}>
          {segments.map((segment, index) =>
            segment.unknown ? (
              <Box component="span" key={segment.start} data-segment={index} sx={styles.unknown}>
                {segment.text}
              </Box>
            ) : (
              <span key={segment.start}>{segment.text}</span>
            ),
          )}
          {'​'}
        </Box>
        <Box
          component="textarea"
          ref={fieldRef}
          id={id}
          aria-label={label}
          aria-describedby={describedBy}
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          maxLength={2000}
          onChange={(event) => {
            setCaret(event.target.selectionStart);
            setHovered(null);
            onChange(event.target.value);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onBlur={() => setCaret(null)}
          onKeyDown={onKeyDown}
          sx={styles.field}
        />
      </Box>
      <Popper
        open={hovered !== null}
        role="dialog"
        aria-label={hovered ? t('prompt.unknown', { word: hovered.word.word }) : undefined}
        anchorEl={hovered?.anchor ?? null}
        placement="bottom-start"
        sx={{ zIndex: 'tooltip' }}
        modifiers={[{ name: 'offset', options: { offset: [0, 6] } }]}
      >
        {hovered && (
          <Paper sx={styles.suggestions} onMouseEnter={() => clearTimeout(closing.current)}>
            <NearWords word={hovered.word} onReplace={(text) => replace(hovered.word, text)} />
          </Paper>
        )}
      </Popper>
    </Box>
  );
}

/** The textarea lies on top, so the mirror's marks never see the pointer: look for the one under it. */
function markUnder(mirror: HTMLElement, x: number, y: number): HTMLElement | null {
  for (const mark of mirror.querySelectorAll<HTMLElement>('[data-segment]')) {
    for (const box of mark.getClientRects()) {
      if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return mark;
    }
  }
  return null;
}
