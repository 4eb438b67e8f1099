import type { Screen } from '../../components/screen.ts';
import { EditContext } from './EditContext.tsx';
import { EditParameters } from './EditParameters.tsx';
import { EditPrimary } from './EditPrimary.tsx';
import { EditPrompt } from './EditPrompt.tsx';
import { EditStage } from './EditStage.tsx';
import {
  addMaskStep,
  canChange,
  canRedo,
  canUndo,
  currentPictureId,
  isEditing,
  redo,
  resizeBrush,
  runEdit,
  stopEdit,
  undo,
  useEdit,
} from './store.ts';

const hasPicture = () => currentPictureId(useEdit.getState()) !== null;
/** One press of a bracket key. */
const brushStep = 1.2;

export const editScreen: Screen = {
  id: 'edit',
  icon: 'edit',
  Parameters: EditParameters,
  Prompt: EditPrompt,
  Primary: EditPrimary,
  Stage: EditStage,
  Context: EditContext,
  actions: [
    {
      id: 'edit.run',
      label: 'edit.run',
      shortcut: 'Mod+Enter',
      screen: 'edit',
      isEnabled: canChange,
      perform: runEdit,
    },
    {
      id: 'edit.stop',
      label: 'common.stop',
      shortcut: 'Escape',
      screen: 'edit',
      isEnabled: isEditing,
      perform: stopEdit,
    },
    {
      id: 'edit.brush',
      label: 'edit.brush',
      shortcut: 'B',
      screen: 'edit',
      isEnabled: hasPicture,
      perform: () => useEdit.setState({ tool: 'brush' }),
    },
    {
      id: 'edit.eraser',
      label: 'edit.eraser',
      shortcut: 'E',
      screen: 'edit',
      isEnabled: hasPicture,
      perform: () => useEdit.setState({ tool: 'eraser' }),
    },
    {
      id: 'edit.smaller',
      label: 'edit.smaller',
      shortcut: '[',
      screen: 'edit',
      isEnabled: hasPicture,
      perform: () => resizeBrush(1 / brushStep),
    },
    {
      id: 'edit.larger',
      label: 'edit.larger',
      shortcut: ']',
      screen: 'edit',
      isEnabled: hasPicture,
      perform: () => resizeBrush(brushStep),
    },
    {
      id: 'edit.invert',
      label: 'edit.invert',
      shortcut: 'Shift+V',
      screen: 'edit',
      isEnabled: hasPicture,
      perform: () => addMaskStep({ type: 'invert' }),
    },
    {
      id: 'edit.clear',
      label: 'edit.clear',
      shortcut: 'Mod+Shift+Backspace',
      screen: 'edit',
      isEnabled: hasPicture,
      perform: () => addMaskStep({ type: 'clear' }),
    },
    {
      id: 'edit.undo',
      label: 'common.undo',
      shortcut: 'Mod+Z',
      screen: 'edit',
      isEnabled: () => canUndo(useEdit.getState()),
      perform: undo,
    },
    {
      id: 'edit.redo',
      label: 'common.redo',
      shortcut: 'Mod+Shift+Z',
      screen: 'edit',
      isEnabled: () => canRedo(useEdit.getState()),
      perform: redo,
    },
    {
      id: 'edit.outline',
      label: 'edit.outline',
      shortcut: 'O',
      screen: 'edit',
      isEnabled: hasPicture,
      perform: () =>
        useEdit.setState(({ outlinesChanges }) => ({ outlinesChanges: !outlinesChanges })),
    },
    {
      id: 'edit.before',
      label: 'edit.before',
      shortcut: 'C',
      screen: 'edit',
      isEnabled: hasPicture,
      perform: () => useEdit.setState({ showsBefore: true }),
      release: () => useEdit.setState({ showsBefore: false }),
    },
  ],
};
