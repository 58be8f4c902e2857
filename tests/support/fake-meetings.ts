// The fake core's answers about one meeting, for minutes that are written in its session. Screens of meetings have a
// real core in their tests. No person, text or group in it is real.
import type { AgendaItem, CoreContract, Meeting, MeetingSummary } from '#shared/contract'
import { MeetingAct } from '#shared/contract'
import { type ItemText, readItems, setItemFacts } from '#document/meetings'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import { fakeDocument, type FakeDocument } from './fake-document.ts'
import { exampleGroup, hexId } from './fake-group.ts'

type Calls =
  | `meetings.${'list' | 'get' | 'item'}`
  | Extract<keyof CoreContract['calls'], `minutes.${string}`>

type FakeMeetingsParts = {
  /** The meeting is in session; there is none otherwise. */
  isOpen: boolean
  now: number
  changed: (group: GroupId, document: DocumentId) => void
}

export const agendaId = hexId(700, 16) as DocumentId
const minutesId = hexId(305, 16) as DocumentId
const circleAgenda = hexId(705, 16) as DocumentId
const id = (letter: string): BlockId => letter.repeat(10) as BlockId

const placeOf = (item: AgendaItem | undefined): Meeting['debated'] =>
  item ? { agenda: item.agenda, block: item.block } : null

const agendaText = (): FakeDocument => {
  const line = (letter: string, kind: 'num1' | 'num2' | 'paragraph', text: string) => ({
    id: id(letter),
    kind,
    runs: text === '' ? [] : [{ text }],
  })
  const text = fakeDocument({
    meta: { kind: 'agenda', title: 'Third regular session' },
    blocks: [
      line('a', 'num1', 'Approval of the minutes of 12 June'),
      line('b', 'num1', 'Strategy of support: recommendations'),
      line('c', 'num2', 'Open amendments to paragraphs 3 and 5'),
      line('d', 'num2', 'Country examples: in the text or in an annex?'),
      line('e', 'num1', 'Protocolo de La Esperanza: input on investigating threats'),
      line('f', 'paragraph', 'Take note of draft 1 and decide on the group’s input to CEJIL.'),
      line('g', 'num1', 'Any other business'),
    ],
  })
  const members = exampleGroup(0).memberList
  const put = (letter: string, minutes: number | null, by: number | null, papers: string[] = []) =>
    text.history.change(null, doc =>
      setItemFacts(doc, id(letter), {
        minutes,
        presenter: by === null ? null : (members[by]?.id ?? null),
        papers: papers as DocumentId[],
      }),
    )
  put('a', 5, 0, [hexId(305, 16)])
  put('b', null, 1, [hexId(300, 16)])
  put('c', 25, null)
  put('d', 15, null)
  put('e', 25, 3, [hexId(303, 16)])
  put('g', 5, 0)
  return text
}

const closedText = (): FakeDocument =>
  fakeDocument({
    meta: { kind: 'agenda', title: 'Security of members on the road' },
    blocks: [{ id: id('k'), kind: 'num1', runs: [{ text: 'Security of members on the road' }] }],
  })

const missing = (): never => {
  throw new Failure('not-found')
}

export function fakeMeetings({ isOpen, now, changed }: FakeMeetingsParts) {
  const group = exampleGroup(now)
  const members = group.memberList
  const member = (index: number): MemberId => members[index]?.id ?? group.self
  const text = agendaText()
  const closed = closedText()
  const from = now - 38 * 60_000
  const tell = (agenda: DocumentId = agendaId): void => changed(group.id, agenda)
  text.history.doc.on('update', () => tell())
  closed.history.doc.on('update', () => tell(circleAgenda))

  const states = new Map<string, AgendaItem['state']>([
    [id('a'), 'decided'],
    [id('c'), 'debated'],
  ])
  const listOf = (): AgendaItem[] => {
    const counts = [0, 0, 0, 0]
    let begins = 0
    const list: AgendaItem[] = []
    for (const item of readItems(text.history.doc)) {
      counts[item.depth - 1] = (counts[item.depth - 1] ?? 0) + 1
      counts.fill(0, item.depth)
      const nth = counts[item.depth - 1] ?? 0
      list.push({
        block: item.id,
        agenda: agendaId,
        number: item.depth === 1 ? `${nth}` : `${counts[0]} (${String.fromCharCode(96 + nth)})`,
        depth: item.depth,
        title: item.title,
        ask: item.ask,
        begins,
        minutes:
          item.minutes ?? (item.id === id('b') ? partsOf(readItems(text.history.doc)) : null),
        isOver: false,
        presenter: item.presenter as MemberId | null,
        presenterWords: null,
        papers: item.papers.map((document, at) => ({
          document,
          title: 'Strategy of support for women human rights defenders: recommendations',
          reference: ['EDCSAG/2018/3', 'EDCSAG/2018/6'][at] ?? '',
          cannotRead: item.id === id('e') ? [member(8)] : [],
        })),
        state: states.get(item.id) ?? 'open',
        isApart: false,
        circle: null,
        carried: null,
      })
      begins += item.minutes ?? 0
    }
    const at = list.findIndex(({ block }) => block === id('g'))
    const last = list[at]
    if (last) {
      list.splice(at, 0, {
        ...last,
        block: id('k'),
        agenda: circleAgenda,
        number: '',
        title: readItems(closed.history.doc)[0]?.title ?? '',
        minutes: 15,
        presenter: member(2),
        state: states.get(id('k')) ?? 'open',
        circle: {
          id: hexId(900, 32) as GroupId,
          name: 'Safety',
          members: [member(0), member(2), member(3)],
        },
      })
      last.begins += 15
    }
    return list
  }
  const acts: MeetingAct[] = [...MeetingAct.options]
  const quorum = { present: 7, inWriting: 1, entitled: 9, needed: 6, isMet: true }
  const next: MeetingSummary = {
    agenda: agendaId,
    group: group.id,
    audience: group.id,
    title: 'Third regular session',
    isShared: true,
    state: 'open',
    from,
    until: from + 90 * 60_000,
    opened: from,
    closed: null,
    isCalledApart: false,
    zones: ['Africa/Nairobi', 'America/Guatemala', 'Asia/Kolkata', 'Pacific/Port_Moresby'],
    languages: ['en', 'es', 'ar'],
    place: 'Voice call, link given by phone.',
    isPlaceWithheld: false,
    items: 4,
    planned: 90,
    answers: { coming: 7, apology: 1, unsure: 0, none: 1 },
    own: 'coming',
    quorum,
    attended: quorum.present,
    byAlternate: 0,
    isMarked: true,
    hasAttended: true,
    decided: 0,
    minutes: { document: minutesId, status: 'draft', corrections: 0, until: null, approved: null },
    poll: null,
    acts,
  }
  const meetings: MeetingSummary[] = isOpen ? [next] : []
  const speakers: Meeting['speakers'] = {
    speaking: null,
    ...{ orders: [], asked: [], balanced: [], regions: [] },
  }
  const people: Meeting['members'] = members.map(({ id: of }, at) => ({
    member: of,
    isEntitled: true,
    answer: at === 7 ? 'apology' : at === 8 ? null : 'coming',
    alternate: at === 7 ? member(5) : null,
    attendance: at > 6 ? null : at === 5 ? 'text' : 'present',
    heldBy: null,
    leftAt: null,
    region: '',
    language: '',
    isApart: false,
  }))
  const meetingOf = (agenda: DocumentId): Meeting => {
    const summary = meetings.find(each => each.agenda === agenda)
    if (!summary) throw new Failure('not-found')
    const isNext = agenda === agendaId
    const list = isNext ? listOf() : []
    const isUndecided = ({ block, state }: AgendaItem): boolean =>
      (state === 'open' || state === 'debated') && block !== id('b')
    return {
      ...summary,
      planned: list.reduce(
        (sum, { depth, minutes }) => sum + (depth === 1 ? (minutes ?? 0) : 0),
        0,
      ),
      list,
      debated: placeOf(list.find(({ state }) => state === 'debated')),
      members: people,
      isMarked: people.some(({ attendance }) => attendance !== null),
      speakers,
      ...{ polls: [], reasons: [], withheldPlace: null, leftOver: [] },
      undecided: list.filter(isUndecided).map(({ agenda: of, block }) => ({ agenda: of, block })),
    }
  }
  const handlers: Pick<Handlers<CoreContract>, Calls> = {
    'meetings.list': () => ({ mayPlan: true, meetings }),
    'meetings.get': ({ agenda }) => meetingOf(agenda),
    'meetings.item'({ block, state }) {
      // One item is debated at a time.
      for (const [other, is] of states) if (is === 'debated') states.set(other, 'open')
      states.set(block, state)
      tell()
    },
    'minutes.naming': missing,
    'minutes.circulate': missing,
    'minutes.recorded': missing,
    'minutes.correct': missing,
    'minutes.corrects': missing,
    'minutes.mayCorrect': missing,
    'minutes.circulated': missing,
    'minutes.decisions': missing,
    'minutes.settled': missing,
    'minutes.attendance': missing,
    'minutes.name': missing,
  }
  return {
    /** The item that is debated first, where it was decided. */
    decided: () =>
      isOpen && states.get(id('c')) === 'decided' ? { agenda: agendaId, item: id('c') } : null,
    handlers,
    decides: (): void => {
      states.set(id('c'), 'decided')
      tell()
    },
    textOf: (document: DocumentId): FakeDocument | null =>
      document === agendaId ? text : document === circleAgenda ? closed : null,
  }
}

/** Minutes of the parts of all items. */
const partsOf = (items: readonly ItemText[]): number =>
  items.reduce((sum, { depth, minutes }) => sum + (depth > 1 ? (minutes ?? 0) : 0), 0)
