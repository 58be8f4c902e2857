// The languages of the interface, each by its own name (so these are not in a catalogue). The last
// two are English made longer and English mirrored, for testing a translation before there is one.
import type { Language } from '../words/index.ts'

export const languages = ['en', 'en-XA', 'ar-XB'] as const satisfies readonly Language[]

export const languageNames: Record<Language, string> = {
  en: 'English',
  ar: 'العربية',
  'en-XA': 'English (long, test)',
  'ar-XB': 'English (mirrored, test)',
}
