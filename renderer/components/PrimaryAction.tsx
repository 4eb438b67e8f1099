import Button from '@mui/material/Button';
import { Icon } from './Icon.tsx';
import { Keys } from './Keys.tsx';

interface PrimaryActionProps {
  readonly label: string;
  readonly shortcut: string;
  readonly onRun: () => void;
  readonly disabled: boolean;
  /** Set while it runs: the button then stops it. */
  readonly stop: {
    readonly label: string;
    readonly shortcut: string;
    readonly perform: () => void;
  } | null;
}

/** The one accented button of a screen, its shortcut written in it; turns into Stop while it runs. */
export function PrimaryAction({ label, shortcut, onRun, disabled, stop }: PrimaryActionProps) {
  const shown = stop ?? { label, shortcut, perform: onRun };
  return (
    <Button
      fullWidth
      size="large"
      variant={stop ? 'outlined' : 'contained'}
      color={stop ? 'inherit' : 'primary'}
      disabled={!stop && disabled}
      onClick={shown.perform}
    >
      {stop && <Icon name="stop" />}
      {shown.label}
      <Keys shortcut={shown.shortcut} />
    </Button>
  );
}
