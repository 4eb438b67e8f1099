import OutlinedInput from '@mui/material/OutlinedInput';
import Slider from '@mui/material/Slider';
import { useId, useState } from 'react';
import { Field } from './Field.tsx';

interface SliderFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly hint?: string | undefined;
}

/** A number with a slider for the feel and a field for the exact value; the field takes what the slider allows. */
export function SliderField(props: SliderFieldProps) {
  const { label, value, onChange, minimum, maximum, step, hint } = props;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);

  function commit(text: string): void {
    setDraft(null);
    const typed = Number(text.replace(',', '.'));
    if (text.trim() === '' || !Number.isFinite(typed)) return;
    const stepped = Math.round(typed / step) * step;
    onChange(Number(Math.min(maximum, Math.max(minimum, stepped)).toFixed(4)));
  }

  return (
    <Field
      label={label}
      htmlFor={id}
      hint={hint}
      end={
        <OutlinedInput
          id={id}
          value={draft ?? String(value)}
          inputProps={{ inputMode: 'decimal' }}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={(event) => draft !== null && commit(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && draft !== null) commit(draft);
          }}
          sx={{
            width: 56,
            minHeight: 24,
            '& input': {
              padding: '2px 8px',
              textAlign: 'right',
              fontVariantNumeric: 'tabular-nums',
            },
          }}
        />
      }
    >
      <Slider
        value={value}
        min={minimum}
        max={maximum}
        step={step}
        aria-label={label}
        onChange={(_event, next) => onChange(next as number)}
      />
    </Field>
  );
}
