// Message catalogues: one JSON file per screen in resources/messages/<language>/, ICU text, ids that
// begin with the file's name. Here they are checked, parsed once at build time (so that no parser
// runs in the window), and turned into two pseudo-locales that show what a translation will do:
// `en-XA` is longer and accented, `ar-XB` runs from right to left.
//
// As a Vite plugin it serves `virtual:words/<locale>`; run by itself it reports ids that nothing uses.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { Plugin } from 'vite'
import { lengthFault } from './message-length.ts'

/** Languages that the English words were translated into. */
export const translations = ['fr', 'es', 'ar', 'ru', 'zh'] as const
export const locales = ['en', ...translations, 'en-XA', 'ar-XB'] as const
export type Locale = (typeof locales)[number]

// npm runs everything from the project's folder; a bundled build file knows no other place.
const root = process.cwd()
const folder = (language: string): string => join(root, 'resources/messages', language)

/** Files that core and main speak from; their words are not part of the window. */
const elsewhere = new Set(['paper.json', 'reply.json', 'shell.json'])

const filesOf = (language: string): string[] =>
  readdirSync(folder(language))
    .filter(name => name.endsWith('.json'))
    .toSorted()

/** The messages of one file, id to ICU text. Throws on a misplaced id. */
function fileOf(language: string, name: string): Map<string, string> {
  const screen = name.slice(0, -'.json'.length)
  const entries: Record<string, string> = JSON.parse(
    readFileSync(join(folder(language), name), 'utf8'),
  )
  for (const id of Object.keys(entries)) {
    if (!id.startsWith(`${screen}.`)) throw new Error(`${name}: "${id}" must begin "${screen}."`)
  }
  return new Map(Object.entries(entries))
}

/** Every message of `language` that the window uses, id to ICU text. Throws on a misplaced id. */
export const catalogue = (language: string): Map<string, string> =>
  new Map(
    filesOf(language)
      .filter(name => !elsewhere.has(name))
      .flatMap(name => [...fileOf(language, name)]),
  )

const accents: Record<string, string> = {
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
  c: 'ç',
  d: 'ð',
  g: 'ĝ',
  h: 'ĥ',
  l: 'ļ',
  n: 'ñ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  w: 'ŵ',
  z: 'ž',
  C: 'Ç',
  D: 'Ð',
  G: 'Ĝ',
  H: 'Ĥ',
  L: 'Ļ',
  N: 'Ñ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  W: 'Ŵ',
  Z: 'Ž',
}
const longer = (text: string): string =>
  text.replace(/[A-Za-z]/g, letter => accents[letter] ?? letter)

const rightToLeftOverride = '\u202e'
const pop = '\u202c'
const mirrored = (text: string): string =>
  text.replace(/[^\s]+/g, word => `${rightToLeftOverride}${word}${pop}`)

/** The same message with each element that holds no other replaced by what `change` makes of it. */
function mapLeaves(
  elements: MessageFormatElement[],
  change: (leaf: MessageFormatElement) => MessageFormatElement[],
): MessageFormatElement[] {
  return elements.flatMap(element => {
    switch (element.type) {
      case TYPE.tag:
        return [{ ...element, children: mapLeaves(element.children, change) }]
      case TYPE.plural:
      case TYPE.select: {
        const options = Object.entries(element.options).map(
          ([name, option]) =>
            [name, { ...option, value: mapLeaves(option.value, change) }] as const,
        )
        return [{ ...element, options: Object.fromEntries(options) } as MessageFormatElement]
      }
      default:
        return change(element)
    }
  })
}

const literal = (value: string): MessageFormatElement => ({ type: TYPE.literal, value })

/** The same message with `change` applied to its words and to nothing else. */
const mapText = (
  elements: MessageFormatElement[],
  change: (text: string) => string,
): MessageFormatElement[] =>
  mapLeaves(elements, leaf => [
    leaf.type === TYPE.literal ? { ...leaf, value: change(leaf.value) } : leaf,
  ])

const [isolate, endIsolate] = [literal('\u2068'), literal('\u2069')]

/** Handles, titles and names of files keep their own order among words that run the other way. */
const isolated = (elements: MessageFormatElement[]): MessageFormatElement[] =>
  mapLeaves(elements, leaf => (leaf.type === TYPE.argument ? [isolate, leaf, endIsolate] : [leaf]))

/** Names of keys that are pressed together stay on one line. */
const withKeys = (text: string): string =>
  text.replace(/\b(Ctrl|Alt|Shift|Maj) (?=\p{Lu})/gu, '$1\u00a0')

/** One message as `locale` shows it, parsed. */
export function compile(text: string, locale: Locale): MessageFormatElement[] {
  const elements = mapText(parse(text, { captureLocation: false }), withKeys)
  if (locale === 'en-XA') return [literal('['), ...mapText(elements, longer), literal(']')]
  if (locale === 'ar-XB') return mapText(elements, mirrored)
  if (locale === 'ar') return isolated(elements)
  return elements
}

export function compiled(locale: Locale): Record<string, MessageFormatElement[]> {
  const isTranslated = (translations as readonly string[]).includes(locale)
  const messages = catalogue(isTranslated ? locale : 'en')
  return Object.fromEntries([...messages].map(([id, text]) => [id, compile(text, locale)]))
}

/**
 * The parts of a message that a translation has to keep: its values, its elements and its
 * selectors.
 */
function partsOf(elements: MessageFormatElement[], parts = new Set<string>()): Set<string> {
  for (const element of elements) {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        break
      case TYPE.tag:
        parts.add(`<${element.value}>`)
        partsOf(element.children, parts)
        break
      case TYPE.plural:
      case TYPE.select:
        parts.add(`{${element.value}}`)
        for (const [name, { value }] of Object.entries(element.options)) {
          // How many forms a word has is the language's own matter.
          if (element.type === TYPE.select || name.startsWith('=')) {
            parts.add(`{${element.value} ${name}}`)
          }
          partsOf(value, parts)
        }
        break
      default:
        parts.add(`{${element.value}}`)
    }
  }
  return parts
}

/** For none in Arabic, and for millions in French and Spanish, `other` will do. */
const spareForms: Readonly<Record<string, string>> = { ar: 'zero', es: 'many', fr: 'many' }

/** Forms that a language must tell apart. */
function formsOf(language: string): string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
  return pluralCategories.filter(each => each !== spareForms[language])
}

function lacksForms(elements: MessageFormatElement[], forms: readonly string[]): boolean {
  return elements.some(element => {
    if (element.type === TYPE.tag) return lacksForms(element.children, forms)
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return false
    const { options } = element
    if (element.type === TYPE.plural && forms.some(form => options[form] === undefined)) return true
    return Object.values(options).some(({ value }) => lacksForms(value, forms))
  })
}

/** Spaces that French sets before and inside its signs; a line must not begin with the sign. */
const frenchSpaces: readonly (readonly [RegExp, string])[] = [
  [/[ \u00a0][;?!]/, 'a space before “;”, “?” or “!” that is not U+202F'],
  [/[ \u202f][:»]|«[ \u202f]/, 'a space before “:” or within « » that is not U+00A0'],
  [/[ \u00a0]%/, 'a space before “%” that is not U+202F'],
]
/** English and Chinese quote with “ ”, the others with « »: English marks beside Arabic words stand the wrong way round. */
const quotesOf = (language: string, text: string): string | null => {
  if (language === 'en' || language === 'zh')
    return /[«»„]/.test(text) ? 'quotes with other marks than “ ”' : null
  return /[“”„]/.test(text) ? 'quotes with other marks than « »' : null
}
const spacesOf = (language: string, text: string): string | null => {
  const found = language === 'fr' && frenchSpaces.find(([pattern]) => pattern.test(text))
  return found ? `has ${found[1]}` : null
}

/** Arabic questions name the act: a verb would speak to a man. */
const addressOf = (language: string, text: string): string | null =>
  language === 'ar' && /هل (تريد|توافق|ترغب) /.test(text) ? 'asks a man: begin with the act' : null

/** The fault of `text` as the translation of an English message; null when there is none. */
export const faultOf = (
  language: string,
  english: string,
  text: string | undefined,
): string | null => {
  if (text === undefined) return 'is missing'
  if (text.includes("'")) return 'has an apostrophe that ICU takes for its own: write ’'
  const elements = parse(text, { captureLocation: false })
  const [wanted, found] = [partsOf(parse(english)), partsOf(elements)]
  const lacks = [...wanted.difference(found)]
  if (lacks.length > 0) return `lacks ${lacks.join(' ')}`
  // Exactly one: 21 has the form `one` in Russian too, and Chinese has no form for one.
  const more = [...found.difference(wanted)].filter(part => !part.endsWith(' =1}'))
  if (more.length > 0) return `has ${more.join(' ')}, which English has not`
  if (lacksForms(elements, formsOf(language))) return `needs ${formsOf(language).join(', ')}`
  return (
    quotesOf(language, text) ??
    addressOf(language, text) ??
    lengthFault(elements) ??
    spacesOf(language, text)
  )
}

/** Words and phrases that the English of the window does without, and what it says instead. */
const refused: readonly (readonly [RegExp, string])[] = [
  [/\banew\b/i, '“anew”: say “again”, or “a clean copy”'],
  [/\b(some|every|no)body\b/i, '“-body”: say “someone”, “everyone”, “no one”, or name the member'],
  [/\bwhoever\b/i, '“whoever”: name the person or group'],
  [/\bcarets?\b/i, '“caret”: say “cursor”'],
  [/\bco-chairs?\b/i, '“co-chair”: say “chair”'],
  [/\bno longer\b[^.]*\bany ?more\b/i, 'a double “no longer … any more”'],
  [/\bseal(s|ed|ing)?\b/i, '“seal”: say “erase the history”, or “encrypted”'],
  [/\bshut(s|ting)?\b[^.]*\bout\b/i, '“shut out”: say “block”, or “not admitted”'],
  [/\b(recovery shares?|share files?|shares? of (it|a code))\b/i, '“share”: say “recovery piece”'],
  [/\blocked (files?|repl(y|ies)|changes)\b/i, '“locked”: say “encrypted”; “lock” is for the app'],
  [/\bcompare (the )?six words\b/i, '“six words”: say “security words”'],
  [
    /\b(let|lets|letting) (?!your|the system)[^.]{0,30}\bin\b(?! (a|the|one|this))/i,
    '“let in”: say “admit”',
  ],
  [
    /\b(bring|brings|bringing|brought) [^.]{0,25}\b(in|into|back)\b/i,
    '“bring in”: say “add” or “restore”',
  ],
  [
    /\b(take|takes|taken|taking|took)( it| this| that| them)? back\b/i,
    '“take back”: say “undo” or “withdraw”',
  ],
  [
    /\b(take|takes|taken|taking|took)( it| this| that| them)? in\b/i,
    '“take in”: say “accept” or “import”',
  ],
  [/\bfollows? the group\b/i, '“follow the group”: say “add new members automatically”'],
  [/\b(let|lets) go\b/i, '“let go”: say “delete”'],
  [
    /\bin (danger|touch|reach)\b/i,
    '“in touch”: say “connected”; “in danger”: say “emergency erase”',
  ],
  [
    /\b(has|have) the latest\b|\bchanges? to go\b/i,
    '“has the latest”: say “up to date” or “to send”',
  ],
  [
    /\bgive (it |“[^”]*” )?to (all\b(?! members)|a circle)/i,
    '“give to all”: say “show to everyone”',
  ],
  [/(?<!group )\bmailbox(es)?\b(?!\.)/i, '“mailbox”: say “group mailbox”'],
  [/\bexchange by file\b/i, '“exchange by file”: say “send or open a file”'],
  [
    /\bon a line you trust\b|\bin another way\b/i,
    'say “outside Baraza”, “by phone” or “in person”',
  ],
  [
    /\bversions? in (this|another|other) languages?\b/i,
    '“version” of a language: say “translation”',
  ],
  [/\b(another|several|other|its) kinds?\b/i, '“kind”: say “type”'],
  [
    /(?<=^|[.!?] |>|\{)(Who|What|Of|That) [^.!?{}]*\./,
    'a statement that begins with Who, What, Of or That',
  ],
  [
    /^(?:<\w+>|\{\w+, \w+,\s+\{)?(?:It|Its|They)\b/,
    'a message that begins with It, Its or They: name the thing or the person',
  ],
  [
    /^(?:<\w+>)?(?:Who|What) [^.!?]*(?:[.!]|$)/,
    'a label or statement that begins with Who or What: name the thing, or ask',
  ],
]

/** Questions about a draft, and no sentences of the app: they may begin with Who and What. */
const asksAboutDrafts = (id: string): boolean => id.startsWith('prompts.')

/** How `text` breaks the rules for the words of the window; null when it keeps them. */
export const refusedIn = (id: string, text: string): string | null => {
  if (asksAboutDrafts(id)) return null
  // A selector of ICU is no word that a person reads.
  const read = text.replace(/(?<=[,}] )=?[\w-]+(?= \{)/g, '')
  return refused.find(([pattern]) => pattern.test(read))?.[1] ?? null
}

/** English messages with refused words or too many, a line for each; empty when all keep the rules. */
export const refusedWords = (): string[] =>
  filesOf('en').flatMap(name =>
    [...fileOf('en', name)].flatMap(([id, text]) => {
      const [words, length] = [refusedIn(id, text), lengthFault(parse(text))]
      return [
        ...(words === null ? [] : [`${id} has ${words}`]),
        ...(length ? [`${id} ${length}`] : []),
      ]
    }),
  )

/** The faults of a translation, a line for each message; empty when it is whole. */
export function faultsOf(language: string): string[] {
  return filesOf('en').flatMap(name => {
    if (!existsSync(join(folder(language), name))) return [`${name} is missing`]
    const [english, translated] = [fileOf('en', name), fileOf(language, name)]
    const unknown = [...translated.keys()].filter(id => !english.has(id))
    return [
      ...unknown.map(id => `${id} is not in English`),
      ...[...english].flatMap(([id, text]) => {
        const fault = faultOf(language, text, translated.get(id))
        return fault === null ? [] : [`${id} ${fault}`]
      }),
    ]
  })
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
      for (const language of new Set(['en', locale].filter(each => existsSync(folder(each)))))
        for (const name of filesOf(language)) this.addWatchFile(join(folder(language), name))
      return `export const messages = JSON.parse(${JSON.stringify(JSON.stringify(compiled(locale)))})`
    },
  }
}

/**
 * Ids that the window's source names: any quoted `screen.name` of a known screen, and what templates make
 * of them: `screen.${…}` begins with a stem, `${…}.more` ends one that is named elsewhere. Codes make the ids
 * of failures.
 */
function usedIds(screens: Set<string>) {
  const exact = new Set<string>()
  const stems = new Set(['failure.'])
  const ends = new Set<string>()
  const source = join(root, 'src/renderer')
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name)) continue
    const text = readFileSync(join(source, name), 'utf8')
    for (const [, id] of text.matchAll(/['"`]([a-z-]+\.[A-Za-z0-9.]+)['"`]/g)) {
      if (id !== undefined && screens.has(id.split('.', 1)[0] ?? '')) exact.add(id)
    }
    for (const [, stem] of text.matchAll(/`([a-z-]+\.(?:[A-Za-z0-9]+\.)*)\$\{/g)) {
      if (stem !== undefined) stems.add(stem)
    }
    for (const [, end] of text.matchAll(/`\$\{[A-Za-z]+\}(\.?[A-Za-z]+)`/g)) {
      if (end !== undefined) ends.add(end)
    }
  }
  return { exact, stems, ends }
}

/** Ids that nothing names; empty when all is well. (A missing one does not compile.) */
export function unusedIds(): string[] {
  const all = [...catalogue('en').keys()]
  const { exact, stems, ends } = usedIds(new Set(all.map(id => id.split('.', 1)[0] ?? '')))
  const isMade = (id: string): boolean =>
    [...stems].some(stem => id.startsWith(stem)) ||
    [...ends].some(end => id.endsWith(end) && exact.has(id.slice(0, -end.length)))
  return all.filter(id => !exact.has(id) && !isMade(id))
}

if (process.argv[1] === import.meta.filename) {
  const found = [
    ...unusedIds().map(id => `unused: ${id}`),
    ...refusedWords().map(fault => `en: ${fault}`),
    ...translations.flatMap(language => faultsOf(language).map(fault => `${language}: ${fault}`)),
  ]
  for (const line of found) console.log(line)
  if (found.length > 0) process.exitCode = 1
}
