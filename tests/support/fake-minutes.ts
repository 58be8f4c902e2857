// The fake core's answers about minutes: the words of each member, and the choices in the text itself.
import type {
  AttendanceOffer,
  CoreContract,
  CorrectedMinutes,
  Decision,
  LineDecision,
  SettledLine,
} from '#shared/contract'
import { readMeetingMeta, writeMeetingMeta } from '#document/meetings'
import { readPage, rootOf, setMeetingStates } from '#document/tree'
import { writeBlocks } from '#document/blocks'
import type { ActId, BlockId, DocumentId, MemberId } from '#shared/ids'
import { isAgreed } from '#shared/outcome'
import type { Handlers, Output } from '#shared/rpc'
import type * as Y from 'yjs'
import type { FakeDocument } from './fake-document.ts'
import { exampleGroup, hexId } from './fake-group.ts'
import { final, member } from '../renderer/decisions/example-decision.ts'
import type { Writable } from './writable.ts'

type Calls = Extract<keyof CoreContract['calls'], `minutes.${string}`>

type FakeMinutesParts = {
  now: number
  attendance: Omit<AttendanceOffer, 'block'> | null
  textOf: (document: DocumentId) => FakeDocument
  tell: (document: DocumentId) => void
  /** The status of the document is another now. */
  circulated: (document: DocumentId) => void
  mayCirculate: (document: DocumentId) => boolean
  /** Begins the next version of these minutes. */
  corrected: (document: DocumentId) => DocumentId
  corrects: (document: DocumentId) => Output<CoreContract, 'minutes.corrects'>
  mayCorrect: (document: DocumentId) => boolean
  /** The item that these minutes are about, where it was decided. */
  decided: () => { agenda: DocumentId; item: BlockId } | null
  /** Acts came that are about this document. */
  tellDecisions: (document: DocumentId) => void
}

/** The decision of 12 June 2018, signed by five, by which the group approved these minutes. */
export const approvalOf = (minutes: DocumentId): Decision => {
  const at = Date.UTC(2018, 5, 12, 12)
  const signers = [0, 1, 2, 3, 5].map(index => ({ member: member(index), at, as: '' }))
  return {
    ...final(),
    id: hexId(502, 32) as ActId,
    document: minutes,
    words: 'Are the minutes of the second regular session approved?',
    at,
    number: 'D/2018/9',
    closes: [{ id: hexId(701, 32) as ActId, by: member(1), at, counts: [] }],
    declarations: [
      {
        ...{ id: hexId(800, 32) as ActId, by: member(1), at, outcome: 'agreed' },
        ...{ number: 'D/2018/9', isOvertaken: false, signers, symbol: '' },
      },
    ],
  }
}

const isDecided = (state: LineDecision['state']): boolean =>
  state !== 'open' && state !== 'withdrawn' && isAgreed(state)

/** The facts that the acts say of a question. */
export type Came = Omit<LineDecision, 'block' | 'question' | 'document' | 'isChanged'>

export function fakeMinutes(parts: FakeMinutesParts) {
  const {
    now,
    textOf,
    tell,
    tellDecisions,
    circulated,
    mayCirculate,
    corrected,
    corrects,
    mayCorrect,
  } = parts
  const { memberList, self } = exampleGroup(now)
  const heard = new Set<DocumentId>()
  /** As core does, says that the text changed. */
  const hear = (minutes: DocumentId): void => {
    if (heard.has(minutes)) return
    heard.add(minutes)
    textOf(minutes).history.doc.on('update', () => tell(minutes))
  }
  const times: Writable<Output<CoreContract, 'minutes.circulated'>['times']> = []
  /** The words that were decided, and what came out. */
  let decided: string | undefined
  let came: Came = {
    ...{ number: '', state: 'open', closedAt: null, present: null, seats: 9, needed: 6 },
    ...{ reservations: 0, text: '7f3a91c2' },
  }
  const handlers: Pick<Handlers<CoreContract>, Calls> = {
    'minutes.naming'({ minutes }) {
      hear(minutes)
      const { doc } = textOf(minutes).history
      const { blocks } = readPage(doc)
      const { naming } = readMeetingMeta(doc)
      const reading = (member: string) => {
        const found = memberList.find(({ id }) => id === member)
        return {
          member: member as never,
          named: found?.handle ?? 'a member',
          role: found ? `the ${found.role}` : 'a member',
          none: 'a member',
        }
      }
      const lines = blocks.flatMap(({ id, runs, meeting }) => {
        const members = new Set(runs.flatMap(({ who }) => who ?? []))
        if (meeting?.owner) members.add(meeting.owner)
        if (id === null || (members.size === 0 && !meeting?.naming)) return []
        return [
          {
            block: id,
            naming: meeting?.naming ?? null,
            isOffRecord: meeting?.off === true,
            question: null,
            members: [...members].map(reading),
          },
        ]
      })
      return { naming, lines }
    },
    'minutes.circulate'({ minutes, until }) {
      const draft = times.length + 1
      times.push({ by: self, at: now, draft, until, text: '7f3a91c2' })
      circulated(minutes)
      tellDecisions(minutes)
      return { draft }
    },
    'minutes.mayCorrect': ({ minutes }) => mayCorrect(minutes),
    'minutes.correct': ({ minutes }) => ({ minutes: corrected(minutes) }),
    'minutes.corrects': ({ minutes }) => corrects(minutes),
    // All of the text is about whatever is debated.
    'minutes.recorded'({ minutes, item }) {
      hear(minutes)
      const { blocks } = readPage(textOf(minutes).history.doc)
      const counts = { decision: 0, reservation: 0, action: 0, information: 0 }
      for (const { kind } of blocks) if (kind in counts) counts[kind as keyof typeof counts]++
      const lines = blocks.map(({ id, kind, number, meeting, runs }) => ({
        ...{ block: id, kind, number, isOffRecord: meeting?.off === true },
        text: runs.map(({ text }) => text).join(''),
      }))
      const last = blocks.findLast(({ kind }) => kind === 'action')?.id ?? null
      return { counts, lines: item === null ? [] : lines.slice(1), last: item && last }
    },
    'minutes.circulated': ({ minutes }) => ({ may: mayCirculate(minutes), times: [...times] }),
    'minutes.decisions'({ minutes }) {
      hear(minutes)
      const { blocks } = readPage(textOf(minutes).history.doc)
      return blocks.flatMap(({ id, meeting, runs }) => {
        const { question } = meeting ?? {}
        if (id === null || !question) return []
        const words = runs.map(({ text }) => text).join('')
        decided ??= words
        return [{ block: id, question, document: minutes, ...came, isChanged: words !== decided }]
      })
    },
    'minutes.settled'({ minutes }) {
      const { blocks } = readPage(textOf(minutes).history.doc)
      const item = parts.decided()
      // Its one item ends with the next heading.
      const ending = blocks.findIndex(({ kind }, at) => at > 0 && kind === 'h1')
      const end = ending < 0 ? blocks.length : ending
      return blocks.flatMap(({ id, kind, meeting }, at): SettledLine[] => {
        if (id === null) return []
        if (kind === 'decision' && meeting?.question && isDecided(came.state))
          return [{ why: 'decision', as: 'line', block: id, question: meeting.question }]
        const as = at === ending - 1 ? 'end' : 'part'
        return item && at < end ? [{ why: 'item', block: id, as, ...item, mayReopen: true }] : []
      })
    },
    'minutes.attendance'({ minutes }) {
      hear(minutes)
      const { blocks } = readPage(textOf(minutes).history.doc)
      const block = blocks.find(({ runs }) => runs.length === 0)?.id
      return parts.attendance && block ? { block, ...parts.attendance } : null
    },
    'minutes.name'(given) {
      textOf(given.minutes).history.change(self, doc => {
        if (given.what === 'minutes') return writeMeetingMeta(doc, { naming: given.naming })
        const blocks = rootOf(doc).toArray() as Y.XmlElement[]
        const block = blocks.find(each => each.getAttribute('s_bid') === given.block)
        if (block) setMeetingStates(block, { naming: given.naming })
      })
    },
  }
  return {
    handlers,
    /** Acts came that say this of every question. */
    cameOut(now: Partial<Came>, minutes: DocumentId): void {
      came = { ...came, ...now }
      tellDecisions(minutes)
    },
  }
}

/** Fills the next version of minutes with their text, in which one paragraph is corrected. */
export function fakeCorrection(
  textOf: FakeMinutesParts['textOf'],
  minutes: DocumentId,
  next: DocumentId,
): CorrectedMinutes {
  const before = 'The Rapporteur presented draft 4. Three amendments were open.'
  const now = before.replace('Three', 'Two')
  const blocks = textOf(minutes)
    .blocks()
    .map(({ id, kind, runs, meeting }) => ({
      kind,
      ...(id !== null && { id }),
      ...(meeting && { meeting }),
      runs: runs.map(run => ({ ...run, text: run.text.replace(before, now) })),
    }))
  const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
  textOf(next).history.change(hexId(100, 32) as MemberId, doc =>
    writeBlocks(doc, blocks, { random }),
  )
  const corrected = blocks.find(({ runs }) => runs.some(({ text }) => text === now))
  const approval = { outcome: 'agreed', closedAt: Date.UTC(2018, 5, 12, 15) } as const
  return {
    document: minutes,
    ...{ ...approval, decision: hexId(502, 32) as ActId, number: 'D/2018/9', text: '2b90e41d' },
    edition: 'version 2',
    approved: null,
    changes: [
      {
        block: (corrected?.id ?? '') as BlockId,
        ...{ place: '1', before, now },
        reasons: [
          {
            what: 'amendment',
            words: 'The third amendment was withdrawn before the session.',
            by: exampleGroup(Date.UTC(2018, 5, 12)).memberList[1]?.id ?? null,
          },
          {
            what: 'comment',
            words: 'The list of the session has two.',
            by: exampleGroup(Date.UTC(2018, 5, 12)).memberList[2]?.id ?? null,
          },
        ],
      },
    ],
  }
}
