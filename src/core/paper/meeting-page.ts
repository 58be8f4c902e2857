// Agendas and minutes as files print them: speakers, presenters and owners read as the minutes choose,
// words off the record stay out, and no state of a block leaves the group.
import {
  blockText,
  type Block,
  type MeetingStates,
  type Page,
  type Run,
  type SpeakerNaming,
} from '#document/model'
import { namingOf, narrowerNaming, withSpeakers } from '#document/meetings'
import type { DecisionOutcome, Language, Role } from '#shared/contract'
import type { ActId, DocumentId, MemberId } from '#shared/ids'
import { foldText } from '#shared/text-folding'
import { printedPartsOf, printedWord, type PrintedWord } from './printed-words.ts'

/** A member as files may name one. `region`: as it was marked in the meeting, or empty. */
export type PrintedPerson = { handle: string; role: Role; region: string }

/** The decision that a line states, as the acts here give it. */
export type PrintedDecision = {
  /** The document in whose log the question lies. */
  document: DocumentId
  /** The number that the group gave it; empty before it is final. */
  number: string
  state: DecisionOutcome | 'open' | 'withdrawn'
  /** When it was closed, by the clock of the device that closed it first; null while it is not. */
  closedAt: number | null
  /** Seats that answered; null while it is open. */
  present: number | null
  seats: number
  needed: number
  reservations: number
  /** The first eight hexadecimal digits of its text. */
  text: string
  /** The line reads otherwise than the group decided it. */
  isChanged: boolean
}

/** How members read in a file. */
export type PrintedNames = {
  /** The choice of the minutes; a line can have another. */
  naming: SpeakerNaming
  /** The choice of the person who exports: nobody is named more openly. */
  most?: SpeakerNaming
  /** Null for a member whom this device does not know. */
  find(member: MemberId): PrintedPerson | null
}

export type PrintedPeople = PrintedNames & {
  /** Null for a question that is not on this device. */
  decision(question: ActId, line: Block): PrintedDecision | null
}

const roleWords: Partial<Record<Role, PrintedWord>> = {
  chair: 'paper.speaker.chair',
  rapporteur: 'paper.speaker.rapporteur',
  member: 'paper.speaker.member',
  alternate: 'paper.speaker.alternate',
  observer: 'paper.speaker.observer',
  secretariat: 'paper.speaker.secretariat',
}

/** The words for a member in a text of this language. */
export const speakerWords = (
  language: Language,
  person: PrintedPerson | null,
  naming: SpeakerNaming,
): string => {
  if (person === null || naming === 'none') return printedWord(language, 'paper.speaker.none')
  if (naming === 'named') return person.handle
  if (person.role === 'member' && person.region !== '')
    return printedWord(language, 'paper.speaker.region', { region: person.region })
  return printedWord(language, roleWords[person.role] ?? 'paper.speaker.none')
}

const atMost = (naming: SpeakerNaming, { most }: Pick<PrintedNames, 'most'>): SpeakerNaming =>
  most === undefined ? naming : narrowerNaming(naming, most)

/** How the members of a line read in a file. */
export const printedNaming = (block: Block, names: PrintedNames): SpeakerNaming =>
  atMost(namingOf(block, names.naming), names)

const isMember = (by: string): by is MemberId => /^[0-9a-f]{64}$/.test(by)

/** The presenter of an item: words as they are, a member as the text names members. */
export const presenterWords = (
  language: Language,
  { by }: MeetingStates,
  names: PrintedNames,
): string | null => {
  if (by === undefined) return null
  return isMember(by) ? speakerWords(language, names.find(by), atMost(names.naming, names)) : by
}

/** Behind the words of an action item. */
const actionWords = (block: Block, language: Language, people: PrintedPeople): string => {
  const { owner, due } = block.meeting ?? {}
  const naming = printedNaming(block, people)
  const parts = [
    ...(owner === undefined
      ? []
      : [
          printedWord(language, 'paper.action.owner', {
            who: speakerWords(language, people.find(owner), naming),
          }),
        ]),
    ...(due === undefined ? [] : [printedWord(language, 'paper.action.due', { day: due })]),
  ]
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`
}

const decisionStates: Record<PrintedDecision['state'], PrintedWord> = {
  agreed: 'paper.decision.agreed',
  'no-objection': 'paper.decision.noObjection',
  'agreed-by-vote': 'paper.decision.byVote',
  'not-agreed': 'paper.decision.notAgreed',
  'no-quorum': 'paper.decision.noQuorum',
  open: 'paper.decision.open',
  withdrawn: 'paper.decision.withdrawn',
}

/** Behind the words of a decision: they are the rapporteur's, this follows from the acts. */
const decisionWords = (block: Block, language: Language, people: PrintedPeople): string => {
  const question = block.meeting?.question
  const found = question === undefined ? null : people.decision(question, block)
  if (!found || block.kind !== 'decision') return ''
  const { number, state, closedAt, present, seats, needed, reservations, text, isChanged } = found
  const counted = (count: number): string =>
    printedWord(language, 'paper.decision.quorum', {
      present: String(count),
      seats: String(seats),
      needed: String(needed),
    })
  const parts = [
    ...(number === '' ? [] : [number]),
    printedWord(language, decisionStates[state]),
    ...(present === null ? [] : [counted(present)]),
    ...(closedAt === null ? [] : [new Date(closedAt).toISOString().slice(0, 10)]),
    ...(reservations === 0
      ? []
      : [printedWord(language, 'paper.decision.reservations', { count: String(reservations) })]),
    ...(text === ''
      ? []
      : [
          printedWord(language, 'paper.decision.text', {
            hash: `${text.slice(0, 4)} ${text.slice(4)}`,
          }),
        ]),
    ...(isChanged ? [printedWord(language, 'paper.decision.changed')] : []),
  ]
  return ` (${parts.join('; ')})`
}

const lineWords: Partial<Record<Block['kind'], PrintedWord>> = {
  decision: 'paper.line.decision',
  action: 'paper.line.action',
  information: 'paper.line.information',
  reservation: 'paper.line.reservation',
}

const folded = (text: string): string => foldText(text).replace(/\s/g, '')

/** Says what a line of minutes is; nothing where it has no words, or they begin with the same. */
const leadOf = (block: Block, language: Language): Run[] => {
  const word = lineWords[block.kind]
  const words = folded(blockText(block))
  if (word === undefined || words === '') return []
  const [first] = printedPartsOf(language, word)
  const label = first?.value === undefined ? (first?.text ?? '') : ''
  if (words.startsWith(folded(label))) return []
  const space = label.endsWith(' ') ? [{ text: ' ' }] : []
  return [{ text: label.trimEnd(), bold: true }, ...space]
}

const printedLine = (block: Block, language: Language, people: PrintedPeople): Block => {
  const { meeting, ...rest } = block
  if (meeting?.off) {
    const { picture: _picture, alternative: _alternative, ...place } = rest
    return { ...place, runs: [{ text: `[${printedWord(language, 'paper.offRecord')}]` }] }
  }
  const behind = block.kind === 'action' ? actionWords(block, language, people) : ''
  const outcome = decisionWords(block, language, people)
  const lead = leadOf(rest, language)
  return {
    ...rest,
    ...(lead.length > 0 && { lead }),
    ...(outcome !== '' && { outcome: [{ text: outcome }] }),
    runs: [...rest.runs, ...(behind === '' ? [] : [{ text: behind }])],
  }
}

/** The page without the states of blocks and without ids of members. Not to be written back. */
export const meetingPage = (page: Page, people: PrintedPeople): Page => {
  const { language } = page.meta
  const spoken = withSpeakers(page, people.naming, (member, naming) =>
    speakerWords(language, people.find(member), atMost(naming, people)),
  )
  const blocks = spoken.blocks.map(block => printedLine(block, language, people))
  const cited = new Set(blocks.flatMap(({ runs }) => runs.map(({ note }) => note)))
  const notes = spoken.notes?.filter(({ id }) => cited.has(id))
  const { notes: _notes, ...rest } = spoken
  return { ...rest, blocks, ...(notes && notes.length > 0 && { notes }) }
}
