// Speakers in minutes. In the text lies one character that names a member (`text.ts`); its words follow
// from one choice for the minutes or one line, so one switch changes every line and every export.
// Two who change words and choice apart lose neither.
import type * as Y from 'yjs'
import type { MemberId } from '#shared/ids'
import {
  blockElements,
  insertReference,
  readBlock,
  setMeetingStates,
  statesForOthers,
} from '#document/tree'
import {
  type Block,
  type Page,
  type Run,
  speakerNamings,
  type SpeakerNaming,
} from '#document/model'
import { readMeetingMeta, writeMeetingMeta } from './meeting-meta.ts'

/** Puts a speaker into the words of a block. */
export const insertSpeaker = (block: Y.XmlElement, at: number, who: MemberId): void =>
  insertReference(block, at, { who })

/** How the speakers of a block read: the choice of its line, else that of the minutes. */
export const namingOf = (block: Pick<Block, 'meeting'>, minutes: SpeakerNaming): SpeakerNaming =>
  block.meeting?.naming ?? minutes

/** The one that says less of a member. */
export const narrowerNaming = (a: SpeakerNaming, b: SpeakerNaming): SpeakerNaming =>
  speakerNamings.indexOf(a) < speakerNamings.indexOf(b) ? a : b

/** Sets the choice of the minutes. Where it says more of members than before, kept lines go on as they read. */
export const nameInMinutes = (
  doc: Y.Doc,
  naming: SpeakerNaming,
  isKept: (block: Y.XmlElement) => boolean,
): void => {
  const before = readMeetingMeta(doc).naming
  const isWider = narrowerNaming(naming, before) !== naming
  doc.transact(() => {
    for (const block of isWider ? blockElements(doc).filter(isKept) : [])
      setMeetingStates(block, { naming: namingOf(readBlock(block), before) })
    writeMeetingMeta(doc, { naming })
  })
}

/** The words for a member. */
export type SpeakerReading = (member: MemberId, naming: SpeakerNaming) => string

const capital = (words: string): string => {
  const [first = '', ...rest] = words
  return first.toLocaleUpperCase() + rest.join('')
}

/** The words of a speaker behind `before`: a line or a sentence that begins with one has a capital. */
export const speakerBehind = (before: string, words: string): string =>
  before.trim() === '' || /[.!?؟。]\s*$/u.test(before) ? capital(words) : words

const hasSpeakers = ({ blocks }: Pick<Page, 'blocks'>): boolean =>
  blocks.some(({ runs }) => runs.some(({ who }) => who !== undefined))

/** The page with each speaker as words, and without a member's id. Not to be written back. */
export const withSpeakers = (page: Page, minutes: SpeakerNaming, read: SpeakerReading): Page => {
  if (!hasSpeakers(page)) return page
  const blocks = page.blocks.map(block => {
    const naming = namingOf(block, minutes)
    let before = ''
    const runs = block.runs.map(({ who, ...run }): Run => {
      const text = who === undefined ? run.text : speakerBehind(before, read(who, naming))
      before += text
      return { ...run, text }
    })
    return { ...block, runs }
  })
  return { ...page, blocks }
}

/** The page for another group: speakers as words, and no state that names a member or a document. */
export const pageForOthers = (page: Page, minutes: SpeakerNaming, read: SpeakerReading): Page => {
  const { blocks, ...rest } = withSpeakers(page, minutes, read)
  return {
    ...rest,
    blocks: blocks.map(({ meeting, ...block }) => {
      const kept = meeting && statesForOthers(meeting)
      return { ...block, ...(kept && { meeting: kept }) }
    }),
  }
}

/** Every member whose name could stand in the text, each once. */
export const speakersIn = ({ blocks }: Pick<Page, 'blocks'>): MemberId[] => [
  ...new Set(blocks.flatMap(({ runs }) => runs.flatMap(({ who }) => who ?? []))),
]
