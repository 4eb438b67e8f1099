import type { Screen } from '../../components/screen.ts';
import { CreateContext } from './CreateContext.tsx';
import { CreateParameters } from './CreateParameters.tsx';
import { CreatePrimary } from './CreatePrimary.tsx';
import { CreatePrompt } from './CreatePrompt.tsx';
import { CreateStage } from './CreateStage.tsx';
import {
  canGenerate,
  generate,
  isGenerating,
  stepHistory,
  stopGenerating,
  useCreate,
} from './store.ts';

export const createScreen: Screen = {
  id: 'create',
  icon: 'create',
  Parameters: CreateParameters,
  Prompt: CreatePrompt,
  Primary: CreatePrimary,
  Stage: CreateStage,
  Context: CreateContext,
  actions: [
    {
      id: 'create.generate',
      label: 'create.generate',
      shortcut: 'Mod+Enter',
      screen: 'create',
      isEnabled: canGenerate,
      perform: generate,
    },
    {
      id: 'create.stop',
      label: 'common.stop',
      shortcut: 'Escape',
      screen: 'create',
      isEnabled: isGenerating,
      perform: stopGenerating,
    },
    {
      id: 'create.olderPrompt',
      label: 'create.olderPrompt',
      shortcut: 'Alt+ArrowUp',
      screen: 'create',
      perform: () => stepHistory(1),
    },
    {
      id: 'create.newerPrompt',
      label: 'create.newerPrompt',
      shortcut: 'Alt+ArrowDown',
      screen: 'create',
      perform: () => stepHistory(-1),
    },
    {
      id: 'create.lockSeed',
      label: 'create.lock',
      shortcut: 'S',
      screen: 'create',
      perform: () => useCreate.setState(({ isSeedLocked }) => ({ isSeedLocked: !isSeedLocked })),
    },
  ],
};
