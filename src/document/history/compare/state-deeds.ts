// Changes of a paragraph beside its words: what it is, how it and its words look, and what it says of a meeting. The
// comparison of two texts names each of them, since files and the page show them.
import type * as Y from 'yjs'
import {
  alternativeKey,
  cellKey,
  cellName,
  headKey,
  pictureKey,
  type Block,
  type MeetingStates,
  type Run,
} from '#document/model'
import { meetingKey, runOf } from '#document/tree'
import type { MemberId } from '#shared/ids'
import type { Language } from '#shared/vocabulary'
import type { Paragraph } from './matched-paragraphs.ts'

/** `kind`: in a table its row and column. `details`: of an item of an agenda. */
export type StateDeed =
  | ('kind' | 'look' | 'link' | 'brackets' | 'picture' | 'alternative' | 'head')
  | ('language' | 'direction' | 'owner' | 'due' | 'off' | 'on' | 'naming' | 'details')

/** `key`: the stored value that is another one. */
type Change = { deed: StateDeed; key: string }

/** Without the question that a line states: acts say that. */
const details = ['time', 'by', 'papers', 'place', 'item', 'carried'] as const

const meetingChanges = (before: MeetingStates, now: MeetingStates): Change[] => {
  const changed = (name: keyof MeetingStates, deed: StateDeed): Change[] =>
    JSON.stringify(before[name]) === JSON.stringify(now[name])
      ? []
      : [{ deed, key: meetingKey(name) }]
  return [
    ...changed('owner', 'owner'),
    ...changed('due', 'due'),
    ...changed('off', now.off ? 'off' : 'on'),
    ...changed('naming', 'naming'),
    ...details.flatMap(name => changed(name, 'details')),
  ]
}

/** `language`: of the document, which is that of a paragraph without its own. */
const changesOfBlock = (was: Block, is: Block, language: Language): Change[] => {
  const changed = (deed: StateDeed, key: string, of: (block: Block) => unknown): Change[] =>
    of(was) === of(is) ? [] : [{ deed, key }]
  const isCell = is.cell !== undefined
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  // States of a restricted paragraph are hidden with its words, and did not change.
  const isHidden = was.label !== undefined || is.label !== undefined
  return [
    // Words in another column have another meaning.
    ...changed('kind', isCell ? cellKey : 's_kind', ({ kind, cell }) =>
      cell ? cellName(cell) : kind,
    ),
    ...(was.cell && isCell ? changed('head', headKey, ({ cell }) => cell?.head) : []),
    ...changed('language', 's_lang', block => block.language ?? language),
    ...changed('direction', '__dir', block => block.direction ?? direction),
    ...(isHidden
      ? []
      : [
          ...changed('picture', pictureKey, ({ picture }) => picture?.hash),
          ...changed('alternative', alternativeKey, ({ alternative }) => alternative),
          ...meetingChanges(was.meeting ?? {}, is.meeting ?? {}),
        ]),
  ]
}

const bracketName = (bracket: Block['bracket']): string =>
  bracket ? `${bracket.version} ${bracket.set}` : ''

type Look = Record<'look' | 'link' | 'brackets', string>

const lookOf = (run: Run): Look => {
  const {
    text: _text,
    struck: _struck,
    to: _to,
    who: _who,
    note: _note,
    href = '',
    bracket,
    ...look
  } = run
  return { look: JSON.stringify(look), link: href, brackets: bracketName(bracket) }
}

/** Letters in a row that look the same; `client` is 0 where they are known by their place in the text. */
type Looked = { client: number; from: number; to: number; look: Look }

const lookedIn = ({ letters }: Paragraph, isByPlace: boolean): Looked[] => {
  let place = 0
  const all = letters.map(({ text, attributes, client, clock }): Looked => {
    const from = isByPlace ? place : clock
    place += text.length
    const look = lookOf(runOf({ text: '', attributes }))
    return { client: isByPlace ? 0 : client, from, to: from + text.length, look }
  })
  return all.toSorted((a, b) => a.client - b.client || a.from - b.from)
}

/** How letters of both looked, and how they look. */
function* looksOfBoth(old: readonly Looked[], now: readonly Looked[]): Generator<[Look, Look]> {
  for (let [a, b] = [0, 0]; a < old.length && b < now.length;) {
    const [was, is] = [old[a], now[b]] as [Looked, Looked]
    const isOne = was.client === is.client
    if (isOne && Math.max(was.from, is.from) < Math.min(was.to, is.to)) yield [was.look, is.look]
    const isFirstDone = isOne ? was.to <= is.to : was.client < is.client
    if (isFirstDone) a++
    else b++
  }
}

const looks = ['look', 'link', 'brackets'] as const

/** Changes of words that stayed: how they look, where they lead, and the brackets around them. */
const looksThatChanged = (was: Paragraph, is: Paragraph): StateDeed[] => {
  const isSame = was.text === is.text
  // Words that moved have other letters.
  if (!isSame && was.element !== is.element) return []
  const pairs = [...looksOfBoth(lookedIn(was, isSame), lookedIn(is, isSame))]
  return looks.filter(name => pairs.some(([before, now]) => before[name] !== now[name]))
}

/** The members who made each of them; empty where that cannot be shown. */
export type SetBy = Partial<Record<StateDeed, readonly MemberId[]>>

/**
 * `language`: of the document. `settersOf`: the members who set a value as it is now, or took it out; none where that
 * is not known.
 */
export const stateDeeds = (
  was: Paragraph,
  is: Paragraph,
  language: Language,
  settersOf: (element: Y.XmlElement, key: string) => readonly MemberId[],
): SetBy => {
  const found = new Map<StateDeed, (readonly MemberId[])[]>()
  for (const { deed, key } of changesOfBlock(was.block, is.block, language)) {
    // A value of a paragraph that was put in again elsewhere has who moved it.
    const by = was.element === is.element ? settersOf(is.element, key) : []
    found.set(deed, [...(found.get(deed) ?? []), by])
  }
  for (const deed of looksThatChanged(was, is)) found.set(deed, [])
  if (bracketName(was.block.bracket) !== bracketName(is.block.bracket)) found.set('brackets', [])
  const entries = [...found].map(([deed, all]) => {
    const isKnown = all.every(members => members.length > 0)
    return [deed, isKnown ? [...new Set(all.flat())] : []] as const
  })
  return Object.fromEntries(entries)
}
