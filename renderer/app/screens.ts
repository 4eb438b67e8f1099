import type { Screen } from '../components/screen.ts';
import { chatScreen } from '../features/chat/screen.ts';
import { codebookScreen } from '../features/codebook/screen.ts';
import { createScreen } from '../features/create/screen.ts';
import { editScreen } from '../features/edit/screen.ts';
import { galleryScreen } from '../features/gallery/screen.ts';
import { packsScreen } from '../features/packs/screen.ts';
import { settingsScreen } from '../features/settings/screen.ts';
import type { ScreenId } from '../studio/navigation.ts';

/** In the order of the rail; the first group is numbered from 1 and stands at the top. */
export const workScreens: readonly Screen[] = [
  chatScreen,
  createScreen,
  editScreen,
  galleryScreen,
  codebookScreen,
];
export const houseScreens: readonly Screen[] = [packsScreen, settingsScreen];

const byId = new Map([...workScreens, ...houseScreens].map((screen) => [screen.id, screen]));

/** An address of a screen that does not exist shows Create. */
export function screenOf(id: ScreenId): Screen {
  return byId.get(id) ?? createScreen;
}
