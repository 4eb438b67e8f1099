import type { ComponentType } from 'react';
import type { Action } from '../studio/actions.ts';
import type { ScreenId } from '../studio/navigation.ts';
import type { IconName } from './icon-paths.ts';

export interface PromptProps {
  readonly id: string;
  readonly minRows: number;
}

/** What a feature hands to the frame. Parts left out are not shown. */
export interface Screen {
  readonly id: ScreenId;
  readonly icon: IconName;
  /** Body of the parameters panel. */
  readonly Parameters?: ComponentType;
  /** What is asked for in words: also part of the parameters, and above the primary action of narrow windows. */
  readonly Prompt?: ComponentType<PromptProps>;
  /** Stands below the parameters, and below the stage of narrow windows: always visible. */
  readonly Primary?: ComponentType;
  readonly Stage: ComponentType;
  readonly Context?: ComponentType;
  readonly actions: readonly Action[];
}
