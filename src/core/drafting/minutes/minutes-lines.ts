// Lines of minutes: what they record, and how they name members.
import type * as Y from 'yjs'
import { speakerWords } from '#core/paper'
import { printedWords } from '#document/reading'
import { settledPage, speakerNamings } from '#document/model'
import {
  nameInMinutes,
  namingOf as linesNaming,
  narrowerNaming,
  withSpeakers,
} from '#document/meetings'
import { blockNamed, setMeetingStates } from '#document/tree'
import type { CoreContract, LineDecision } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import type { Input, Output } from '#shared/rpc'
import { mustWrite } from '../rights.ts'
import { peopleIn } from '../members/index.ts'
import type { Deliberation, Texts } from '../parts.ts'
import { keptLinesIn } from './settled-lines.ts'

/** Lines of minutes by kind; and those below the heading of an item, with speakers as the minutes have them. */
export const recordedIn = (
  ports: Deliberation,
  minutes: DocumentId,
  item: BlockId | null,
): Output<CoreContract, 'minutes.recorded'> => {
  const page = settledPage(ports.documents.page(minutes))
  const people = peopleIn(ports, minutes)
  const { blocks } = withSpeakers(page, people.naming, (member, naming) =>
    speakerWords(page.meta.language, people.find(member), naming),
  )
  const counts = { decision: 0, reservation: 0, action: 0, information: 0 }
  for (const { kind } of blocks) if (kind in counts) counts[kind as keyof typeof counts]++
  const from = item === null ? -1 : blocks.findIndex(({ meeting }) => meeting?.item === item)
  const rest = from < 0 ? [] : blocks.slice(from + 1)
  const end = rest.findIndex(({ meeting }) => meeting?.item !== undefined)
  const below = rest.slice(0, end < 0 ? rest.length : end)
  const last = below.findLast(({ id }) => id !== null) ?? blocks[from]
  const lines = below.map(({ id, kind, number, meeting, runs }) => ({
    block: id,
    kind,
    number,
    text: printedWords({ runs }),
    isOffRecord: meeting?.off === true,
  }))
  return {
    ...{ counts, lines: lines.filter(({ text }) => text.trim() !== '') },
    ...{ last: last?.id ?? null, next: rest[end]?.id ?? null },
  }
}

export const mustBeMinutes = (ports: Texts, document: DocumentId): void => {
  if (ports.documents.page(document).meta.kind !== 'minutes') throw new Failure('invalid-input')
}

/** How each line of minutes names members, and how it would otherwise. */
export const namingOf = (ports: Deliberation, minutes: DocumentId) => {
  const page = settledPage(ports.documents.page(minutes))
  const people = peopleIn(ports, minutes)
  const reads = (member: MemberId) => {
    const [none, role, named] = speakerNamings.map(naming =>
      speakerWords(page.meta.language, people.find(member), naming),
    )
    return { member, named: named ?? '', role: role ?? '', none: none ?? '' }
  }
  const lines = page.blocks.flatMap(({ id, label, meeting, runs }) => {
    if (id === null || label !== undefined) return []
    const members = new Set(runs.flatMap(({ who }) => who ?? []))
    if (meeting?.owner) members.add(meeting.owner)
    const isOffRecord = meeting?.off === true
    const question = meeting?.question ?? null
    if (members.size === 0 && !meeting?.naming && !isOffRecord && question === null) return []
    return [
      {
        block: id,
        naming: meeting?.naming ?? null,
        isOffRecord,
        question,
        members: [...members].map(reads),
      },
    ]
  })
  return { naming: people.naming, lines }
}

/**
 * The choice of the minutes as a whole, or of one line. A line that was decided can name members less openly than it
 * does, and not more: where the minutes do, it gets the choice that it followed. Failures: `not-permitted`,
 * `not-found`, `text-is-fixed`, `line-decided`.
 */
export const nameMembers = async (
  ports: Deliberation,
  wanted: Input<CoreContract, 'minutes.name'>,
  now: number,
): Promise<void> => {
  mustWrite(ports, wanted.minutes)
  const { page, meta } = ports.documents.meeting(wanted.minutes)
  const kept = keptLinesIn(ports, wanted.minutes, now)
  // A line that follows the minutes again would go on with them later.
  const isNarrower = (): boolean => {
    if (wanted.what === 'minutes') return true
    const found = page.blocks.find(({ id }) => id === wanted.block)
    const before = linesNaming(found ?? {}, meta.naming)
    return wanted.naming !== null && narrowerNaming(wanted.naming, before) === wanted.naming
  }
  const name = (doc: Y.Doc): void => {
    if (wanted.what === 'minutes') return nameInMinutes(doc, wanted.naming, kept.isKept)
    const block = blockNamed(doc, wanted.block)
    if (!block) throw new Failure('not-found')
    setMeetingStates(block, { naming: wanted.naming })
  }
  await ports.documents.editAs(wanted.minutes, name, isNarrower() ? undefined : kept)
}

export const decisionsOf = (ports: Deliberation, minutes: DocumentId): LineDecision[] => {
  const { blocks } = ports.documents.page(minutes)
  const people = peopleIn(ports, minutes)
  return blocks.flatMap(line => {
    const { id, kind, label, meeting } = line
    const question = meeting?.question
    if (id === null || label !== undefined || kind !== 'decision' || !question) return []
    const stated = people.decision(question, line)
    return stated ? [{ block: id, question, ...stated }] : []
  })
}
