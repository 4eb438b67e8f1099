import { useEffect } from 'react';
import { isAvailable, type Action } from '../studio/actions.ts';
import { useNavigation } from '../studio/navigation.ts';
import { useOverlay } from '../studio/overlays.ts';
import { matchesShortcut, worksWhileWriting } from '../studio/shortcuts.ts';
import { allActions } from './actions.ts';

/** Keys that a focused control understands itself. */
const controlKeys: ReadonlySet<string> = new Set([
  'Enter',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
]);
const controls =
  'button, a, summary, [role=menuitem], [role=tab], [role=slider], [role=combobox], input[type=range]';
const textFields = 'input:not([type=checkbox]):not([type=range]), textarea, [contenteditable=true]';

/** Runs actions by their shortcuts. Nothing runs while a dialog is open, nor single keys while one is writing. */
export function useKeyboard(): void {
  useEffect(() => {
    const held = new Map<string, Action>();

    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || useOverlay.getState().overlay) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest('[role=dialog], [role=menu]:not([data-inline])')) return;
      const action = allActions.find((each) => isMeant(each, event, target));
      if (!action) return;
      event.preventDefault();
      if (event.repeat && action.release) return;
      action.perform();
      if (action.release) held.set(event.code, action);
    }

    function onKeyUp(event: KeyboardEvent): void {
      held.get(event.code)?.release?.();
      held.delete(event.code);
    }

    function releaseAll(): void {
      for (const action of held.values()) action.release?.();
      held.clear();
    }

    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('keyup', onKeyUp);
    globalThis.addEventListener('blur', releaseAll);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('keyup', onKeyUp);
      globalThis.removeEventListener('blur', releaseAll);
    };
  }, []);
}

function isMeant(action: Action, event: KeyboardEvent, target: Element): boolean {
  if (!action.shortcut || !matchesShortcut(action.shortcut, event)) return false;
  if (target.closest(textFields) && !worksWhileWriting(action.shortcut)) return false;
  if (controlKeys.has(action.shortcut) && target.closest(controls)) return false;
  return isAvailable(action, useNavigation.getState().screen);
}
