import { create } from 'zustand';
import { toErrorShape, type ErrorShape } from '../../contract/errors.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly error: ErrorShape | null;
  readonly action: { readonly label: string; readonly perform: () => void } | null;
}

interface ToastState {
  readonly toasts: readonly Toast[];
}

export const useToasts = create<ToastState>()(() => ({ toasts: [] }));
let nextId = 1;

export function showToast(text: string, action: Toast['action'] = null): void {
  push({ id: nextId++, text, error: null, action });
}

export function showError(thrown: unknown): void {
  const error = toErrorShape(thrown);
  push({ id: nextId++, text: error.message, error, action: null });
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Three at once at most; the oldest makes room. */
function push(toast: Toast): void {
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, toast].slice(-3) }));
}

/** Runs something the user asked for; what goes wrong is shown, never swallowed. */
export function attempt(run: () => Promise<unknown>): void {
  run().catch(showError);
}
