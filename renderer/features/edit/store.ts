import { create } from 'zustand';
import { cancelJob, jobStateOf, retryJob, startJob, useJobs } from '../../studio/jobs.ts';
import { isFinished } from '../../studio/job-progress.ts';
import { upload } from '../../studio/client.ts';
import { usePictures } from '../../studio/pictures.ts';
import { attempt } from '../../studio/toasts.ts';
import {
  addStep,
  emptyMask,
  mayBePainted,
  redoStep,
  undoStep,
  type MaskHistory,
  type MaskStep,
} from './mask-history.ts';

interface EditState {
  /** Source and results in the order they came; `position` is the one on the stage. */
  readonly trail: readonly string[];
  readonly position: number;
  readonly instruction: string;
  readonly tool: 'brush' | 'eraser';
  /** Diameter as a share of the picture's longer side, 0–1. */
  readonly brushSize: number;
  /** A mask belongs to its picture: going back brings it back. */
  readonly masks: Readonly<Record<string, MaskHistory>>;
  readonly jobId: string | null;
  readonly showsBefore: boolean;
  readonly outlinesChanges: boolean;
}

export const useEdit = create<EditState>()(() => ({
  trail: [],
  position: 0,
  instruction: '',
  tool: 'brush',
  brushSize: 0.12,
  masks: {},
  jobId: null,
  showsBefore: false,
  outlinesChanges: true,
}));

export const brushLimits = { minimum: 0.01, maximum: 0.5 } as const;

/** Turns the mask on the stage into a PNG; set by the stage while it shows a picture. */
let exportMask: (() => Promise<Blob | null>) | null = null;

export function provideMask(provide: () => Promise<Blob | null>): () => void {
  exportMask = provide;
  return () => {
    if (exportMask === provide) exportMask = null;
  };
}

export function openForEditing(pictureId: string, instruction?: string): void {
  useEdit.setState({ trail: [pictureId], position: 0, jobId: null, showsBefore: false });
  if (instruction !== undefined) useEdit.setState({ instruction });
  attempt(() => usePictures.getState().ensure(pictureId));
}

export function closePicture(): void {
  useEdit.setState({ trail: [], position: 0, jobId: null });
}

export function writeInstruction(instruction: string): void {
  useEdit.setState({ instruction });
}

export function currentPictureId(state: EditState): string | null {
  return state.trail[state.position] ?? null;
}

export function maskOf(state: EditState): MaskHistory {
  return state.masks[currentPictureId(state) ?? ''] ?? emptyMask;
}

function changeMask(change: (mask: MaskHistory) => MaskHistory): void {
  useEdit.setState((state) => {
    const id = currentPictureId(state);
    return id === null ? {} : { masks: { ...state.masks, [id]: change(maskOf(state)) } };
  });
}

export function addMaskStep(step: MaskStep): void {
  changeMask((mask) => addStep(mask, step));
}

export function resizeBrush(factor: number): void {
  useEdit.setState(({ brushSize }) => ({
    brushSize: Math.min(brushLimits.maximum, Math.max(brushLimits.minimum, brushSize * factor)),
  }));
}

/** Strokes first; with none left, the picture before this one. */
export function undo(): void {
  const state = useEdit.getState();
  if (maskOf(state).steps.length > 0) changeMask(undoStep);
  else if (state.position > 0) useEdit.setState({ position: state.position - 1, jobId: null });
}

export function redo(): void {
  const state = useEdit.getState();
  if (maskOf(state).undone.length > 0) changeMask(redoStep);
  else if (state.position < state.trail.length - 1) {
    useEdit.setState({ position: state.position + 1, jobId: null });
  }
}

export function canUndo(state: EditState): boolean {
  return maskOf(state).steps.length > 0 || state.position > 0;
}

export function canRedo(state: EditState): boolean {
  return maskOf(state).undone.length > 0 || state.position < state.trail.length - 1;
}

export function isEditing(): boolean {
  const { jobId } = useEdit.getState();
  return jobId !== null && !isFinished(jobStateOf(useJobs.getState(), jobId));
}

export function canChange(): boolean {
  const state = useEdit.getState();
  return currentPictureId(state) !== null && state.instruction.trim() !== '' && !isEditing();
}

/** Repaints the picture, or only the painted part of it. */
export function runEdit(): void {
  if (!canChange()) return;
  const state = useEdit.getState();
  const pictureId = currentPictureId(state)!;
  attempt(async () => {
    const mask = mayBePainted(maskOf(state)) ? await exportMask?.() : null;
    const jobId = await startJob({
      kind: 'edit',
      pictureId,
      instruction: state.instruction.trim(),
      ...(mask ? { maskUploadId: await upload(mask) } : {}),
    });
    useEdit.setState({ jobId });
  });
}

export function retryEdit(jobId: string): void {
  attempt(async () => useEdit.setState({ jobId: await retryJob(jobId) }));
}

export function stopEdit(): void {
  const { jobId } = useEdit.getState();
  if (jobId) attempt(() => cancelJob(jobId));
}

/** A finished edit comes onto the stage; what had been undone before it is no longer ahead. */
export function acceptResult(jobId: string, pictureId: string): void {
  useEdit.setState((state) => {
    if (state.jobId !== jobId || state.trail.includes(pictureId)) return {};
    const trail = [...state.trail.slice(0, state.position + 1), pictureId];
    return { trail, position: trail.length - 1, jobId: null };
  });
}
