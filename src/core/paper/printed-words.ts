// The app's own words in an export: in the document's language, or in English if they are not
// translated.
import type { Language } from '#shared/contract'
import arabic from '#resources/messages/ar/paper.json' with { type: 'json' }
import english from '#resources/messages/en/paper.json' with { type: 'json' }
import french from '#resources/messages/fr/paper.json' with { type: 'json' }
import spanish from '#resources/messages/es/paper.json' with { type: 'json' }

export type PrintedWord = keyof typeof english

const translated: Partial<Record<Language, typeof english>> = {
  ar: arabic,
  es: spanish,
  fr: french,
}

/** The language of the app's words in a text of this language. */
export const printedLanguage = (language: Language): Language =>
  translated[language] ? language : 'en'

/** Puts values into a message of a catalogue. */
export const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

/** The app's words, and words of others among them. */
export type PrintedPart = { text: string; isOurs: boolean }

/** As `printedWord` with one value, split at that value. */
export const printedParts = (
  language: Language,
  id: PrintedWord,
  [name, value]: readonly [name: string, value: string],
): PrintedPart[] =>
  (translated[language] ?? english)[id]
    .split(`{${name}}`)
    .flatMap((text, at) => [
      ...(at > 0 ? [{ text: value, isOurs: false }] : []),
      { text, isOurs: true },
    ])
    .filter(({ text }) => text !== '')

/** The app's words split at their values; `value`: the name of one. */
export const printedPartsOf = (
  language: Language,
  id: PrintedWord,
): { text: string; value?: string }[] =>
  (translated[language] ?? english)[id]
    .split(/(\{\w+\})/)
    .filter(part => part !== '')
    .map(text => (text.startsWith('{') ? { text, value: text.slice(1, -1) } : { text }))

export const printedWord = (
  language: Language,
  id: PrintedWord,
  values: Record<string, string> = {},
): string => filled((translated[language] ?? english)[id], values)
