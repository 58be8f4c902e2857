// The languages of the interface, each by its own name (so these are not in a catalogue).
import type { Language } from '../../words/index.ts'

export const languages = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const satisfies readonly Language[]

export const languageNames: Record<Language, string> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
  ru: 'Русский',
  zh: '中文',
  'en-XA': 'English (long, test)',
  'ar-XB': 'English (mirrored, test)',
}
