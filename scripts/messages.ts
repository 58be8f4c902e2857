// Message catalogues: one JSON file per screen in resources/messages/<language>/, ICU text, ids that
// begin with the file's name. Here they are checked, parsed once at build time (so that no parser
// runs in the window), and turned into two pseudo-locales that show what a translation will do:
// `en-XA` is longer and accented, `ar-XB` runs from right to left.
//
// As a Vite plugin it serves `virtual:words/<locale>`; run by itself it reports ids that nothing uses.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { Plugin } from 'vite'

export const locales = ['en', 'ar', 'en-XA', 'ar-XB'] as const
export type Locale = (typeof locales)[number]

// npm runs everything from the project's folder; a bundled build file knows no other place.
const root = process.cwd()
const folder = (language: string): string => join(root, 'resources/messages', language)

/** Files that core and main speak from; their words are not part of the window. */
const elsewhere = new Set(['paper.json', 'reply.json', 'shell.json'])

/** Every message of `language` that the window uses, id to ICU text. Throws on a misplaced id. */
export function catalogue(language: string): Map<string, string> {
  const messages = new Map<string, string>()
  const names = readdirSync(folder(language)).filter(name => name.endsWith('.json'))
  for (const name of names.filter(each => !elsewhere.has(each)).toSorted()) {
    const screen = name.slice(0, -'.json'.length)
    const entries: Record<string, string> = JSON.parse(
      readFileSync(join(folder(language), name), 'utf8'),
    )
    for (const [id, text] of Object.entries(entries)) {
      if (!id.startsWith(`${screen}.`)) throw new Error(`${name}: "${id}" must begin "${screen}."`)
      messages.set(id, text)
    }
  }
  return messages
}

const accents: Record<string, string> = {
  ...{
    a: 'åå',
    e: 'éé',
    i: 'ïï',
    o: 'öö',
    u: 'ûû',
    y: 'ýý',
    A: 'Å',
    E: 'É',
    I: 'Î',
    O: 'Ö',
    U: 'Û',
  },
  ...{ c: 'ç', d: 'ð', g: 'ĝ', h: 'ĥ', l: 'ļ', n: 'ñ', r: 'ŕ', s: 'š', t: 'ţ', w: 'ŵ', z: 'ž' },
  ...{ C: 'Ç', D: 'Ð', G: 'Ĝ', H: 'Ĥ', L: 'Ļ', N: 'Ñ', R: 'Ŕ', S: 'Š', T: 'Ţ', W: 'Ŵ', Z: 'Ž' },
}
const longer = (text: string): string =>
  text.replace(/[A-Za-z]/g, letter => accents[letter] ?? letter)

const rightToLeftOverride = '\u202e'
const pop = '\u202c'
const mirrored = (text: string): string =>
  text.replace(/[^\s]+/g, word => `${rightToLeftOverride}${word}${pop}`)

/** The same message with `change` applied to its words and to nothing else. */
function mapText(
  elements: MessageFormatElement[],
  change: (text: string) => string,
): MessageFormatElement[] {
  return elements.map(element => {
    switch (element.type) {
      case TYPE.literal:
        return { ...element, value: change(element.value) }
      case TYPE.tag:
        return { ...element, children: mapText(element.children, change) }
      case TYPE.plural:
      case TYPE.select: {
        const options = Object.entries(element.options).map(
          ([name, option]) => [name, { ...option, value: mapText(option.value, change) }] as const,
        )
        return { ...element, options: Object.fromEntries(options) } as MessageFormatElement
      }
      default:
        return element
    }
  })
}

const literal = (value: string): MessageFormatElement => ({ type: TYPE.literal, value })

/** One message as `locale` shows it, parsed. */
export function compile(text: string, locale: Locale): MessageFormatElement[] {
  const elements = parse(text, { captureLocation: false })
  if (locale === 'en-XA') return [literal('['), ...mapText(elements, longer), literal(']')]
  if (locale === 'ar-XB') return mapText(elements, mirrored)
  return elements
}

/** English stands in for what a language has not translated yet. */
export function compiled(locale: Locale): Record<string, MessageFormatElement[]> {
  const messages = catalogue('en')
  if (locale === 'ar') {
    try {
      for (const [id, text] of catalogue('ar')) messages.set(id, text)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return Object.fromEntries([...messages].map(([id, text]) => [id, compile(text, locale)]))
}

const isLocale = (text: string): text is Locale => (locales as readonly string[]).includes(text)
const prefix = 'virtual:words/'

/** Serves `virtual:words/<locale>` and keeps the ICU parser out of the bundle. */
export function messages(): Plugin {
  return {
    name: 'baraza-messages',
    enforce: 'pre',
    resolveId(id) {
      if (id.startsWith(prefix)) return `\0${id}`
      if (id === '@formatjs/icu-messageformat-parser') {
        return this.resolve('@formatjs/icu-messageformat-parser/no-parser.js')
      }
      return undefined
    },
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined
      const locale = id.slice(prefix.length + 1)
      if (!isLocale(locale)) throw new Error(`No such locale: ${locale}`)
      for (const name of readdirSync(folder('en'))) this.addWatchFile(join(folder('en'), name))
      return `export const messages = JSON.parse(${JSON.stringify(JSON.stringify(compiled(locale)))})`
    },
  }
}

/** Ids that the window's source names: any quoted `screen.name` of a known screen. */
export function usedIds(screens: Set<string>): { exact: Set<string>; stems: Set<string> } {
  const exact = new Set<string>()
  const stems = new Set<string>()
  const source = join(root, 'src/renderer')
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name)) continue
    const text = readFileSync(join(source, name), 'utf8')
    for (const [, id] of text.matchAll(/['"`]([a-z]+\.[A-Za-z0-9.]+)['"`]/g)) {
      if (id !== undefined && screens.has(id.split('.', 1)[0] ?? '')) exact.add(id)
    }
    for (const [, stem] of text.matchAll(/`([a-z]+\.(?:[A-Za-z0-9]+\.)*)\$\{/g)) {
      if (stem !== undefined) stems.add(stem)
    }
  }
  return { exact, stems }
}

/** Ids that nothing names; empty when all is well. (A missing one does not compile.) */
export function unusedIds(): string[] {
  const all = [...catalogue('en').keys()]
  const { exact, stems } = usedIds(new Set(all.map(id => id.split('.', 1)[0] ?? '')))
  return all.filter(id => !exact.has(id) && ![...stems].some(stem => id.startsWith(stem)))
}

if (process.argv[1] === import.meta.filename) {
  const found = unusedIds()
  for (const id of found) console.log(`unused: ${id}`)
  for (const locale of locales) console.log(`${locale}: ${Object.keys(compiled(locale)).length}`)
  if (found.length > 0) process.exitCode = 1
}
