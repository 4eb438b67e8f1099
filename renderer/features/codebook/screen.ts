import type { Screen } from '../../components/screen.ts';
import { CodebookContext } from './CodebookContext.tsx';
import { CodebookParameters } from './CodebookParameters.tsx';
import { CodebookStage } from './CodebookStage.tsx';

export const codebookScreen: Screen = {
  id: 'codebook',
  icon: 'codebook',
  Parameters: CodebookParameters,
  Stage: CodebookStage,
  Context: CodebookContext,
  actions: [],
};
