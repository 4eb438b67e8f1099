import type { ChildProcess } from 'node:child_process';
import { StudioError } from '../../contract/errors.ts';
import type {
  EngineTaskName,
  FromEngine,
  TaskInput,
  TaskOptions,
  TaskOutput,
  ToEngine,
} from './tasks.ts';

interface PendingCall {
  readonly onProgress: TaskOptions['onProgress'];
  readonly resolve: (output: never) => void;
  readonly reject: (error: StudioError) => void;
}

/** The tasks under way in the engine process, by message id. */
export class EngineCalls {
  private readonly pending = new Map<number, PendingCall>();
  private readonly onSizeChange: () => void;
  private child: ChildProcess | null = null;
  private nextId = 1;

  constructor(onSizeChange: () => void) {
    this.onSizeChange = onSizeChange;
  }

  get size(): number {
    return this.pending.size;
  }

  attach(child: ChildProcess): void {
    this.child = child;
  }

  async send<Name extends EngineTaskName>(
    task: Name,
    input: TaskInput<Name>,
    { signal, onProgress }: TaskOptions,
  ): Promise<TaskOutput<Name>> {
    if (signal?.aborted) throw new StudioError('job-cancelled', 'The task was cancelled.');
    const id = this.nextId;
    this.nextId += 1;
    const cancel = () => this.post({ type: 'cancel', id });
    try {
      return await new Promise<TaskOutput<Name>>((resolve, reject) => {
        this.pending.set(id, { onProgress, resolve, reject });
        signal?.addEventListener('abort', cancel, { once: true });
        this.post({ type: 'run', id, task, input });
        this.onSizeChange();
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.pending.delete(id);
      this.onSizeChange();
    }
  }

  receive(message: Exclude<FromEngine, { type: 'ready' }>): void {
    const call = this.pending.get(message.id);
    if (call === undefined) return; // it was rejected here already
    if (message.type === 'progress') call.onProgress?.(message.progress);
    else if (message.type === 'done') call.resolve(message.output as never);
    else call.reject(StudioError.from(message.error));
  }

  rejectAll(error: StudioError): void {
    for (const call of this.pending.values()) call.reject(error);
  }

  /** A message that cannot be delivered means that the process is ending; its exit rejects the calls. */
  private post(message: ToEngine): void {
    if (this.child?.connected) this.child.send(message, () => undefined);
  }
}
