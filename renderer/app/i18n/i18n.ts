import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';

type Leaves<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Prefix}${Key}`
    : Leaves<Tree[Key], `${Prefix}${Key}.`>;
}[keyof Tree & string];

type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${'zero' | 'one' | 'other'}`
  ? Stem
  : Key;

/** Every string of the interface by its path, such as `create.generate`; plural forms share one. */
export type TranslationKey = WithoutPlural<Leaves<typeof en>>;

export const i18n = i18next.createInstance();

/** Loads the strings; synchronous, since they are bundled. */
export async function startI18n(): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

/** For text made outside components, such as toasts. */
export function translate(
  key: TranslationKey,
  values: Record<string, string | number> = {},
): string {
  return i18n.t(key, values);
}
