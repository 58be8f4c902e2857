// The consents of respondents of a field assessment, by the codes that stand for them in the text.
// A member who writes in the text records them in the log beside it (see `entry-log.ts`), so the
// signed message proves the author and no record is ever gone. If two members change one apart, the
// narrower one counts, in every part of it. Whether a consent covers a day is checked at export.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { type Random, EntryId } from '#document/ids'
import { threadsName } from '#document/review/comments'
import { blockText, Day, type Block, type Page } from '#document/model'
import {
  At,
  byTime,
  newEntryId,
  readEntryLogs,
  readerOf,
  standingOf,
  type Said,
} from '#document/log'

const mostReplaced = 200
/** UTF-16 units. */
export const longestConsent = 1000

/**
 * The narrowest first. `group`: readers of the document only. `outside`: in a file for another
 * person. `public`: published. `nobody`: the letters are no respondent's code, so there is nothing
 * to ask.
 */
export const consentScopes = ['withdrawn', 'group', 'outside', 'public', 'nobody'] as const
export type ConsentScope = (typeof consentScopes)[number]

/** As it is stored and shown: capitals, one form of each letter and digit. */
export const codeOf = (text: string): string => text.normalize('NFKC').trim().toUpperCase()

const shape = /^\p{L}{0,4}-?\p{Nd}{1,4}$/u
const Code = v.pipe(
  v.string(),
  v.maxLength(12),
  v.check(code => shape.test(code) && codeOf(code) === code),
)
const fields = {
  code: Code,
  scope: v.picklist(consentScopes),
  /** The last day on which it holds; null for one without an end. */
  until: v.nullable(Day),
  /** The content of the consent, in words. */
  what: v.pipe(v.string(), v.maxLength(longestConsent)),
}
export const NewConsent = v.object(fields)
export type NewConsent = v.InferOutput<typeof NewConsent>

const ConsentEntry = v.object({
  kind: v.literal('consent'),
  at: At,
  ...fields,
  /** Earlier ones of the same code, which this one takes the place of. */
  replaces: v.pipe(v.array(EntryId), v.maxLength(mostReplaced)),
})
export type ConsentEntry = v.InferOutput<typeof ConsentEntry>

/** Entries that no reviewer's message may hold. */
export const consentEntries: ReadonlySet<unknown> = new Set<ConsentEntry['kind']>(['consent'])

export type Consent = {
  code: string
  scope: ConsentScope
  until: string | null
  /** The consents that count; several where they were recorded apart. */
  what: readonly string[]
  /** Said apart, and differently. */
  isApart: boolean
  /** Everything that was said of it, the earliest first. */
  record: readonly Said<ConsentEntry>[]
}

const readEntry = readerOf(ConsentEntry)

const consentFrom = (code: string, record: readonly Said<ConsentEntry>[]): Consent => {
  const standing = standingOf(record)
  const scopes = standing.map(({ scope }) => consentScopes.indexOf(scope))
  const days = standing.flatMap(({ until }) => until ?? []).toSorted()
  const said = new Set(standing.map(({ scope, until }) => `${scope} ${until ?? ''}`))
  return {
    code,
    scope: consentScopes[Math.min(...scopes)] ?? 'withdrawn',
    until: days[0] ?? null,
    what: [...new Set(standing.map(({ what }) => what).filter(what => what !== ''))],
    isApart: said.size > 1,
    record: record.toSorted(byTime),
  }
}

/** By code. */
export const readConsents = (doc: Y.Doc): ReadonlyMap<string, Consent> => {
  const all = readEntryLogs(doc, threadsName, readEntry, () => true).map(({ opening }) => opening)
  const byCode = Map.groupBy(all, ({ code }) => code)
  return new Map([...byCode].map(([code, record]) => [code, consentFrom(code, record)]))
}

/** Says it as `doc.clientID`, in the place of what stood. Throws what is of no known shape. */
export const sayConsent = (
  doc: Y.Doc,
  consent: NewConsent,
  { at, random }: { at: number; random: Random },
): void => {
  const before = readConsents(doc).get(consent.code)?.record ?? []
  const replaces = standingOf(before).map(({ id }) => id)
  const entry: ConsentEntry = {
    kind: 'consent',
    at,
    ...v.parse(NewConsent, consent),
    replaces: replaces.slice(-mostReplaced),
  }
  const id = newEntryId(doc, random)
  doc.getMap(threadsName).set(`${id}/${id}`, entry)
}

/** As another document goes on with it. */
export const carriedConsents = (doc: Y.Doc): NewConsent[] =>
  [...readConsents(doc).values()].map(({ code, scope, until, what }) => ({
    code,
    scope,
    until,
    what: what.join('\n').slice(0, longestConsent),
  }))

export type ConsentStanding = 'covers' | 'nobody' | 'unknown' | 'withdrawn' | 'group' | 'expired'

/** Whether words under the code may leave the group on `day` (YYYY-MM-DD), and if not, why. */
export const standingOn = (consent: Consent | undefined, day: string): ConsentStanding => {
  if (!consent) return 'unknown'
  const { scope, until } = consent
  if (scope === 'withdrawn' || scope === 'group' || scope === 'nobody') return scope
  return until !== null && until < day ? 'expired' : 'covers'
}

// One or two capital letters, or letters of a script without them, and a number: (R1), (RJ-12), (م3).
const one = String.raw`(?:\p{Lu}{1,2}|\p{Lo}{1,2})-?\p{Nd}{1,3}`
const inBrackets = new RegExp(
  String.raw`[(\[（]\s*(${one}(?:\s*[,;،、]\s*${one})*)\s*[)\]）]`,
  'gu',
)
const asWord = /(?<![\p{L}\p{N}])\p{L}{0,4}-?\p{Nd}{1,4}(?![\p{L}\p{N}])/gu

/**
 * The codes in a text: those of `known` wherever they stand as a word, and where `isAssessment` whatever
 * stands in brackets as a code does.
 */
export const codesIn = (
  text: string,
  known: ReadonlySet<string>,
  isAssessment: boolean,
): ReadonlySet<string> => {
  const found = new Set(
    [...text.matchAll(asWord)].map(([word]) => codeOf(word)).filter(code => known.has(code)),
  )
  if (isAssessment)
    for (const [, list = ''] of text.matchAll(inBrackets))
      for (const code of list.split(/[,;،、]/)) found.add(codeOf(code))
  return found
}

/** As a reader of the address sees it: codes and names may stand in it in another writing. */
const addressOf = (href: string): string => {
  try {
    return decodeURIComponent(href)
  } catch {
    return href
  }
}

/** A file has these of a block beside its printed words: the description of a picture, and where links lead. */
export const unprintedIn = ({
  alternative = '',
  runs,
}: Pick<Block, 'alternative' | 'runs'>): string =>
  [alternative, ...runs.flatMap(({ href }) => (href === undefined ? [] : addressOf(href)))].join(
    ' ',
  )

/** The words that a file has where it prints the block, those of its footnotes, and what no line of print shows. */
export const saidAt = (block: Block, { notes = [] }: Pick<Page, 'notes'>): string => {
  const cited = new Set(block.runs.map(({ note }) => note))
  const below = notes.filter(({ id }) => cited.has(id)).map(({ text }) => text)
  return [blockText(block), unprintedIn(block), ...below].join('\n')
}

/** R2 before R10. */
export const inOrder = (codes: readonly string[]): string[] =>
  codes.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))

/** Codes in these texts whose words may not leave the group on `day`, in order. */
export const withoutConsent = (
  texts: readonly string[],
  consents: ReadonlyMap<string, Consent>,
  { isAssessment, day }: { isAssessment: boolean; day: string },
): string[] => {
  const known = new Set(consents.keys())
  const codes = new Set(texts.flatMap(text => [...codesIn(text, known, isAssessment)]))
  return inOrder(
    [...codes].filter(code => !['covers', 'nobody'].includes(standingOn(consents.get(code), day))),
  )
}
