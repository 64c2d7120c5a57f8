import { en, type MessageKey, type Messages } from './en';
import { vi } from './vi';

export type Language = 'en' | 'vi';

export const languages: readonly { code: Language; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'vi', name: 'Tiếng Việt' },
];

const messages: Record<Language, Messages> = { en, vi };
const storageKey = 'hemicycle.language';

export function isLanguage(code: string | null | undefined): code is Language {
  return languages.some((language) => language.code === code);
}

function firstLanguage(): Language {
  const wished = [localStorage.getItem(storageKey), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wished.find(isLanguage) ?? 'en';
}

// The language of the interface: the person's own choice, else the invitation's, else the browser's.
class Locale {
  language = $state<Language>(firstLanguage());

  choose(language: Language): void {
    localStorage.setItem(storageKey, language);
    this.language = language;
  }

  // What an invitation suggests holds until the person has chosen.
  suggest(language: string | undefined): void {
    if (localStorage.getItem(storageKey) === null && isLanguage(language)) this.language = language;
  }
}

export const locale = new Locale();

export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  return messages[locale.language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
