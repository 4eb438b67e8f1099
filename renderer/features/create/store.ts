import { create } from 'zustand';
import type { ActivePack } from '../../../contract/pack-manifest.ts';
import type { Recipe, Sampling } from '../../../contract/pictures.ts';
import { cancelJob, jobStateOf, startJob, useJobs } from '../../studio/jobs.ts';
import { isFinished } from '../../studio/job-progress.ts';
import { drawSeed } from '../../studio/platform.ts';
import { usePictures } from '../../studio/pictures.ts';
import { booleanOr, numberOr, preference, stringsOr } from '../../studio/preferences.ts';
import { useStatus } from '../../studio/status.ts';
import { attempt } from '../../studio/toasts.ts';

interface Remembered {
  /** Null until the user has written something: the field then holds the pack's example. */
  readonly prompt: string | null;
  readonly seed: number;
  readonly isSeedLocked: boolean;
  readonly count: number;
  /** Newest first, each prompt once. */
  readonly history: readonly string[];
}

interface CreateState extends Remembered {
  /** What goes where, as somebody arranged it; null lets the model plan. Belongs to the prompt. */
  readonly layout: string | null;
  /** Only what differs from the pack's defaults. */
  readonly sampling: Partial<Sampling>;
  readonly jobId: string | null;
  /** Chosen among the results or the recent ones; null shows the job. */
  readonly shownId: string | null;
  /** Position in the history while stepping through it; −1 is the text being written. */
  readonly historyStep: number;
  readonly draft: string;
}

const longestHistory = 50;
const largestSeed = 0xffffffff;

const remembered = preference<Remembered>('create', (stored) => ({
  prompt: typeof stored['prompt'] === 'string' ? stored['prompt'] : null,
  seed: numberOr(stored['seed'], drawSeed(), 0, largestSeed),
  isSeedLocked: booleanOr(stored['isSeedLocked'], false),
  count: numberOr(stored['count'], 1, 1, 8),
  history: stringsOr(stored['history'], []).slice(0, longestHistory),
}));

export const useCreate = create<CreateState>()(() => ({
  ...remembered.load(),
  layout: null,
  sampling: {},
  jobId: null,
  shownId: null,
  historyStep: -1,
  draft: '',
}));

useCreate.subscribe(({ prompt, seed, isSeedLocked, count, history }) =>
  remembered.save({ prompt, seed, isSeedLocked, count, history }),
);

export function promptOf(state: CreateState, pack: ActivePack | null): string {
  return state.prompt ?? state.history[0] ?? pack?.examples.prompts[0] ?? '';
}

export function currentPrompt(): string {
  return promptOf(useCreate.getState(), useStatus.getState().status?.pack ?? null);
}

export function writePrompt(prompt: string): void {
  useCreate.setState({ prompt, layout: null, historyStep: -1 });
}

export function canGenerate(): boolean {
  return currentPrompt().trim() !== '' && Boolean(useStatus.getState().status?.pack);
}

/** Queues the prompt; an unlocked seed is drawn anew each time, so that the field always shows the seed in use. */
export function generate(): void {
  if (!canGenerate()) return;
  const prompt = currentPrompt().trim();
  const { isSeedLocked, count, sampling, layout } = useCreate.getState();
  const seed = isSeedLocked ? useCreate.getState().seed : drawSeed();
  useCreate.setState(({ history }) => ({
    prompt,
    seed,
    historyStep: -1,
    history: [prompt, ...history.filter((each) => each !== prompt)].slice(0, longestHistory),
  }));
  attempt(async () => {
    const canArrange = useStatus.getState().status?.pack?.layout !== undefined;
    const arranged = layout === null || !canArrange ? {} : { layout };
    const jobId = await startJob({ kind: 'generate', prompt, ...arranged, seed, count, sampling });
    useCreate.setState({ jobId, shownId: null });
  });
}

export function isGenerating(): boolean {
  const { jobId } = useCreate.getState();
  return jobId !== null && !isFinished(jobStateOf(useJobs.getState(), jobId));
}

export function stopGenerating(): void {
  const { jobId } = useCreate.getState();
  if (jobId) attempt(() => cancelJob(jobId));
}

/** Up goes to older prompts, down back to the text that was being written. */
export function stepHistory(direction: 1 | -1): void {
  const { history, historyStep, draft } = useCreate.getState();
  const current = currentPrompt();
  const next = Math.min(history.length - 1, Math.max(-1, historyStep + direction));
  if (next === historyStep) return;
  const kept = historyStep === -1 ? current : draft;
  // The newest entry usually is what stands in the field: stepping onto it would look like nothing happened.
  const isSame = historyStep === -1 && history[next] === current && next + 1 < history.length;
  const step = isSame ? next + 1 : next;
  useCreate.setState({
    historyStep: step,
    draft: kept,
    prompt: step === -1 ? kept : history[step]!,
    layout: null,
  });
}

/** Loads a recipe into the parameters; for variations the seed stays free. */
export function loadRecipe(recipe: Recipe, keepSeed: boolean): void {
  useCreate.setState({
    prompt: recipe.prompt,
    layout: keepSeed && recipe.arranged ? (recipe.layout ?? null) : null,
    seed: keepSeed ? recipe.seed : drawSeed(),
    isSeedLocked: keepSeed,
    count: keepSeed ? 1 : Math.max(2, useCreate.getState().count),
    sampling: recipe.sampling,
    historyStep: -1,
  });
}

/** Draws a recipe's prompt again, with its seed and its things placed like this. */
export function drawLayout(recipe: Recipe, layout: string): void {
  loadRecipe(recipe, true);
  useCreate.setState({ layout });
  generate();
}

export function changeSampling(change: Partial<Sampling>): void {
  useCreate.setState(({ sampling }) => ({ sampling: { ...sampling, ...change } }));
}

/** The picture on the stage: the chosen one, else the job's first, else the newest that was made here. */
export function useShownPictureId(): string | null {
  const jobId = useCreate((state) => state.jobId);
  const shownId = useCreate((state) => state.shownId);
  const fromJob = useJobs((state) =>
    jobId ? (state.progress[jobId]?.pictures[0]?.pictureId ?? null) : null,
  );
  const newest = usePictures(
    (state) => state.order.find((id) => state.byId[id]?.origin === 'generate') ?? null,
  );
  return shownId ?? (jobId ? fromJob : newest);
}
