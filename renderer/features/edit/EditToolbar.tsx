import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../components/IconAction.tsx';
import { addMaskStep, canRedo, canUndo, closePicture, redo, undo, useEdit } from './store.ts';

/** Brush and history above the picture. */
export function EditToolbar() {
  const { t } = useTranslation();
  const tool = useEdit((state) => state.tool);
  const outlinesChanges = useEdit((state) => state.outlinesChanges);
  const showsBefore = useEdit((state) => state.showsBefore);
  const mayUndo = useEdit(canUndo);
  const mayRedo = useEdit(canRedo);
  return (
    <Box
      role="toolbar"
      aria-label={t('edit.tools')}
      sx={{ display: 'flex', alignItems: 'center', gap: 1, marginX: -2, flexWrap: 'wrap' }}
    >
      <IconAction icon="back" label={t('edit.close')} onClick={closePicture} />
      <Divider />
      <IconAction
        icon="edit"
        label={t('edit.brush')}
        shortcut="B"
        pressed={tool === 'brush'}
        onClick={() => useEdit.setState({ tool: 'brush' })}
      />
      <IconAction
        icon="eraser"
        label={t('edit.eraser')}
        shortcut="E"
        pressed={tool === 'eraser'}
        onClick={() => useEdit.setState({ tool: 'eraser' })}
      />
      <IconAction
        icon="invert"
        label={t('edit.invert')}
        shortcut="Shift+V"
        onClick={() => addMaskStep({ type: 'invert' })}
      />
      <IconAction
        icon="clear"
        label={t('edit.clear')}
        shortcut="Mod+Shift+Backspace"
        onClick={() => addMaskStep({ type: 'clear' })}
      />
      <Divider />
      <IconAction
        icon="undo"
        label={t('common.undo')}
        shortcut="Mod+Z"
        disabled={!mayUndo}
        onClick={undo}
      />
      <IconAction
        icon="redo"
        label={t('common.redo')}
        shortcut="Mod+Shift+Z"
        disabled={!mayRedo}
        onClick={redo}
      />
      <Box sx={{ flex: 1 }} />
      <IconAction
        icon="cellsOutline"
        label={t('edit.outline')}
        shortcut="O"
        pressed={outlinesChanges}
        onClick={() => useEdit.setState({ outlinesChanges: !outlinesChanges })}
      />
      <IconAction
        icon="compare"
        label={t('edit.before')}
        shortcut="C"
        pressed={showsBefore}
        onClick={() => useEdit.setState({ showsBefore: !showsBefore })}
      />
    </Box>
  );
}

function Divider() {
  return <Box sx={{ width: '1px', height: 20, marginX: 1, backgroundColor: 'divider' }} />;
}
