// What an export says in words of its own: in the document's language, as the text around them, and in
// English where the words were not translated.
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

/** The language that our own words have in a text of this one. */
export const printedLanguage = (language: Language): Language =>
  translated[language] ? language : 'en'

/** Puts values in their places in words of a catalogue. */
export const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

/** Words of ours, and among them words of others. */
export type PrintedPart = { text: string; isOurs: boolean }

/** The same as `printedWord` with one value, taken apart at that. */
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

export const printedWord = (
  language: Language,
  id: PrintedWord,
  values: Record<string, string> = {},
): string => filled((translated[language] ?? english)[id], values)
