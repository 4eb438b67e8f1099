import type { Screen } from '../../components/screen.ts';
import { PacksStage } from './PacksStage.tsx';

export const packsScreen: Screen = { id: 'packs', icon: 'packs', Stage: PacksStage, actions: [] };
