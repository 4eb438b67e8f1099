import { beforeEach, describe, expect, it } from 'vitest';
import {
  acceptResult,
  addMaskStep,
  canRedo,
  canUndo,
  currentPictureId,
  maskOf,
  redo,
  undo,
  useEdit,
} from './store.ts';

describe('edit trail', () => {
  beforeEach(() => {
    useEdit.setState({ trail: ['source00'], position: 0, masks: {}, jobId: 'job00001' });
  });

  it('goes back from a result to its source, with the mask that made it', () => {
    addMaskStep({ type: 'invert' });
    acceptResult('job00001', 'result00');
    expect(currentPictureId(useEdit.getState())).toBe('result00');
    undo();
    expect(currentPictureId(useEdit.getState())).toBe('source00');
    expect(maskOf(useEdit.getState()).steps).toHaveLength(1);
    undo();
    expect(canUndo(useEdit.getState())).toBe(false);
  });

  it('comes forward again, and forgets the way ahead after another result', () => {
    acceptResult('job00001', 'result00');
    undo();
    expect(canRedo(useEdit.getState())).toBe(true);
    redo();
    expect(currentPictureId(useEdit.getState())).toBe('result00');
    undo();
    useEdit.setState({ jobId: 'job00002' });
    acceptResult('job00002', 'result01');
    expect(useEdit.getState().trail).toEqual(['source00', 'result01']);
  });

  it('ignores the result of a job that is no longer shown', () => {
    acceptResult('job00009', 'result09');
    expect(useEdit.getState().trail).toEqual(['source00']);
  });
});
