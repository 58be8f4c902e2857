// The app's own words in an export, in the document's language.
import type { Language } from '#shared/contract'
import arabic from '#resources/messages/ar/paper.json' with { type: 'json' }
import english from '#resources/messages/en/paper.json' with { type: 'json' }
import french from '#resources/messages/fr/paper.json' with { type: 'json' }
import russian from '#resources/messages/ru/paper.json' with { type: 'json' }
import spanish from '#resources/messages/es/paper.json' with { type: 'json' }
import chinese from '#resources/messages/zh/paper.json' with { type: 'json' }

export type PrintedWord = keyof typeof english

const catalogues: Record<Language, typeof english> = {
  ar: arabic,
  en: english,
  es: spanish,
  fr: french,
  ru: russian,
  zh: chinese,
}

/** Puts values into a message of a catalogue. */
export const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

/** The app's words split at their values; `value`: the name of one. */
export const printedPartsOf = (
  language: Language,
  id: PrintedWord,
): { text: string; value?: string }[] =>
  catalogues[language][id]
    .split(/(\{\w+\})/)
    .filter(part => part !== '')
    .map(text => (text.startsWith('{') ? { text, value: text.slice(1, -1) } : { text }))

export const printedWord = (
  language: Language,
  id: PrintedWord,
  values: Record<string, string> = {},
): string => filled(catalogues[language][id], values)
