// The words of main, in the system's own dialogs, in the language of the window.
import type { WindowLanguage } from '#shared/vocabulary'
import ar from '#resources/messages/ar/shell.json' with { type: 'json' }
import en from '#resources/messages/en/shell.json' with { type: 'json' }
import es from '#resources/messages/es/shell.json' with { type: 'json' }
import fr from '#resources/messages/fr/shell.json' with { type: 'json' }
import ru from '#resources/messages/ru/shell.json' with { type: 'json' }
import zh from '#resources/messages/zh/shell.json' with { type: 'json' }

export type WordId = keyof typeof en
export type Words = (id: WordId, values?: Record<string, string>) => string

const catalogues: Record<WindowLanguage, Record<WordId, string>> = {
  ar,
  en,
  es,
  fr,
  ru,
  zh,
  'en-XA': en,
  'ar-XB': ar,
}

export const wordsIn =
  (language: WindowLanguage): Words =>
  (id, values = {}) =>
    catalogues[language][id].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
