import { iconPaths, type IconName } from './icon-paths.ts';

interface IconProps {
  readonly name: IconName;
  /** Side in px; 20 everywhere except in tight rows (16). */
  readonly size?: 16 | 18 | 20 | 24 | undefined;
}

/** One outlined symbol in the current text colour. Decorative: the control around it carries the name. */
export function Icon({ name, size = 20 }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none', display: 'block' }}
    >
      <path fill="currentColor" d={iconPaths[name]} />
    </svg>
  );
}
