// The fake core's answers about meetings and what follows from them: kept in memory, over an agenda that
// is a real text, so that what is written in it shows. No person, text or group in it is real.
import type { AgendaItem, CoreContract, Meeting, MeetingSummary, Speaker } from '#shared/contract'
import { MeetingAct } from '#shared/contract'
import type { BlockKind } from '#document/model'
import type { EntryId } from '#document/ids'
import { type ItemText, readItems, setItemFacts } from '#document/meetings'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Handlers, Output } from '#shared/rpc'
import { fakeDocument, type FakeDocument } from './fake-document.ts'
import { fakeFollowUp } from './fake-follow-up.ts'
import { exampleGroup, hexId } from './fake-group.ts'

type Calls = Extract<
  keyof CoreContract['calls'],
  `meetings.${string}` | `minutes.${string}` | `actions.${string}` | `recommendations.${string}`
>

/** `called`: the next meeting is called; `open`: it is in session. */
export type FakeMeetings = 'none' | 'called' | 'open'

export type FakeMeetingsParts = {
  scene: FakeMeetings
  now: number
  /** False: a member without an office. */
  isOfficer: boolean
  changed: (group: GroupId, document: DocumentId) => void
}

export const agendaId = hexId(700, 16) as DocumentId
const minutesId = hexId(305, 16) as DocumentId
const pollAgenda = hexId(701, 16) as DocumentId
const circleAgenda = hexId(705, 16) as DocumentId
const id = (letter: string): BlockId => letter.repeat(10) as BlockId
/** The name of an entry beside the agenda. */
export const entry = (letter: string): EntryId => `a-${letter.repeat(10)}` as EntryId
const hour = 3_600_000
const day = 24 * hour

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

export function fakeMeetings({ scene, now, isOfficer, changed }: FakeMeetingsParts) {
  const group = exampleGroup(now)
  const members = group.memberList
  const member = (index: number): MemberId => members[index]?.id ?? group.self
  const text = agendaText()
  const closed = closedText()
  const isOpen = scene === 'open'
  const from = isOpen ? now - 38 * 60_000 : Date.UTC(2018, 8, 20, 14)
  const tell = (agenda: DocumentId = agendaId): void => changed(group.id, agenda)
  text.history.doc.on('update', () => tell())
  closed.history.doc.on('update', () => tell(circleAgenda))

  const states = new Map<string, AgendaItem['state']>(
    isOpen
      ? [
          [id('a'), 'decided'],
          [id('c'), 'debated'],
        ]
      : [],
  )
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
        number: item.depth === 1 ? `${nth}.` : `(${String.fromCharCode(96 + nth)})`,
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
  const acts: MeetingAct[] = isOfficer ? [...MeetingAct.options] : ['mark', 'answer']
  const quorum = { present: isOpen ? 7 : 0, inWriting: 1, entitled: 9, needed: 6, isMet: isOpen }
  const next: MeetingSummary = {
    agenda: agendaId,
    group: group.id,
    audience: group.id,
    title: 'Third regular session',
    isShared: true,
    state: isOpen ? 'open' : 'called',
    from,
    until: from + 90 * 60_000,
    opened: isOpen ? from : null,
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
    isMarked: isOpen,
    hasAttended: isOpen,
    decided: 0,
    minutes: isOpen
      ? { document: minutesId, status: 'draft', corrections: 0, until: null, approved: null }
      : null,
    poll: null,
    acts,
  }
  const past = (
    at: number,
    title: string,
    when: number,
    present: number,
    decided: number,
    minutes: Partial<NonNullable<MeetingSummary['minutes']>>,
  ): MeetingSummary => ({
    ...next,
    agenda: hexId(710 + at, 16) as DocumentId,
    title,
    state: 'closed',
    from: when,
    until: when + 90 * 60_000,
    // The first session was held a day later than planned; each took 28 minutes.
    opened: at === 2 ? when + day : when,
    closed: (at === 2 ? when + day : when) + 28 * 60_000,
    place: at === 2 ? 'New York and by voice' : 'Voice call',
    quorum: { ...quorum, present, entitled: at < 3 ? 9 : 8, isMet: present >= 6 },
    attended: present,
    byAlternate: at === 1 ? 1 : 0,
    isMarked: present > 0,
    hasAttended: at < 2,
    decided,
    minutes: {
      document: minutesId,
      status: 'approved',
      corrections: 0,
      until: null,
      approved: null,
      ...minutes,
    },
    // An officer marked the member in the extra session.
    acts: isOfficer ? ['resume', 'attendance', 'mark'] : at === 1 ? [] : ['mark'],
  })
  const slots = [27, 27.2, 28, 29, 29.2, 30].map((of, at) => {
    const begins = Date.UTC(2018, 10, Math.floor(of), [12, 17, 6, 12, 17, 6][at])
    return { from: begins, until: begins + 90 * 60_000 }
  })
  const given = ['ymyyyn', 'yynyyn', 'yyyyyn', 'yynyyn', 'ynyyny', 'ymyymy', 'nmymnn', 'yyyyyy', '']
  const words = { y: 'yes', m: 'maybe', n: 'no' } as const
  let dates: Meeting['polls'][number] = {
    poll: entry('p'),
    by: member(0),
    at: now - 2 * day,
    slots,
    answers: members.map(({ id: of }, at) => ({
      member: of,
      slots:
        given[at] === ''
          ? null
          : Array.from(given[at] ?? '').map(each => words[each as keyof typeof words]),
      zone: at === 1 ? 'America/New_York' : null,
    })),
    best: 3,
  }
  const poll: MeetingSummary = {
    ...next,
    agenda: pollAgenda,
    title: 'Fourth regular session',
    state: 'planned',
    from: null,
    until: null,
    own: null,
    minutes: null,
    poll: {
      slots: slots.length,
      from: slots[0]?.from ?? 0,
      until: slots.at(-1)?.until ?? 0,
      answered: 8,
      entitled: 9,
      isAnswered: true,
    },
  }
  const meetings: MeetingSummary[] =
    scene === 'none'
      ? []
      : [
          next,
          poll,
          past(0, 'Second regular session', Date.UTC(2018, 5, 12, 14), 8, 4, {
            status: 'corrections',
            corrections: 2,
          }),
          past(1, 'Extra session on the CSW62 outcome', Date.UTC(2018, 3, 9, 14), 7, 2, {
            approved: { at: Date.UTC(2018, 5, 12, 15), edition: '' },
          }),
          past(2, 'First regular session', Date.UTC(2018, 1, 14, 14), 9, 3, {
            approved: { at: Date.UTC(2018, 3, 9, 15), edition: 'Version 2' },
          }),
          past(3, 'Third regular session', Date.UTC(2017, 11, 6, 14), 0, 1, {}),
          past(4, 'Second regular session', Date.UTC(2017, 5, 21, 14), 5, 0, { status: 'notes' }),
        ]

  const regions = ['', '', 'Arab States', 'Latin America', 'Asia and the Pacific', 'South Asia']
  const speaker = (at: number, index: number, seconds: number): Speaker => ({
    id: entry(String.fromCharCode(97 + at)),
    member: member(index),
    item: id('c'),
    what: 'speak',
    text: '',
    at: now - (10 - at) * 60_000,
    region: regions[index] ?? 'Pacific',
    language: '',
    seconds,
    isFirst: seconds === 0,
  })
  let speakers: Meeting['speakers'] = {
    speaking: null,
    orders: isOpen
      ? [
          {
            ...speaker(9, 4, 0),
            what: 'order',
            text: 'Close the list of speakers on paragraph 3(b).',
          },
        ]
      : [],
    asked: isOpen ? [speaker(1, 5, 120), speaker(2, 2, 120), speaker(3, 6, 0)] : [],
    balanced: [entry('d'), entry('c'), entry('b')],
    regions: isOpen
      ? [
          { region: 'Latin America', seconds: 540 },
          { region: 'Asia and the Pacific', seconds: 300 },
          { region: 'Arab States', seconds: 120 },
          { region: 'Pacific', seconds: 0 },
        ]
      : [],
  }
  const people: Meeting['members'] = members.map(({ id: of }, at) => ({
    member: of,
    isEntitled: true,
    answer: at === 7 ? 'apology' : at === 8 ? null : 'coming',
    alternate: at === 7 ? member(5) : null,
    attendance: !isOpen || at > 6 ? null : at === 5 ? 'text' : 'present',
    heldBy: null,
    leftAt: null,
    region: regions[at] ?? '',
    language: '',
    isApart: false,
  }))
  let leftOver: Meeting['leftOver'] = [
    {
      what: 'deferred',
      document: minutesId,
      block: id('m'),
      from: 'Second regular session',
      words: 'Regional observatory, Guatemala',
      minutes: 10,
      owner: member(3),
      due: null,
      isLate: false,
    },
    {
      what: 'action',
      document: minutesId,
      block: id('n'),
      from: 'Second regular session',
      words: 'Send the wording on the regional observatory',
      minutes: null,
      owner: member(2),
      due: '2018-09-15',
      isLate: true,
    },
  ]
  const reasons = new Map<DocumentId, Meeting['reasons']>()
  let withheldPlace: Meeting['withheldPlace'] = null
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
      polls: agenda === pollAgenda ? [dates] : [],
      reasons: reasons.get(agenda) ?? [],
      withheldPlace,
      leftOver: isNext && !isOpen ? leftOver : [],
      undecided: list.filter(isUndecided).map(({ agenda: of, block }) => ({ agenda: of, block })),
    }
  }
  const summaryOf = (agenda: DocumentId): MeetingSummary => {
    const found = meetings.find(each => each.agenda === agenda)
    if (!found) throw new Failure('not-found')
    return found
  }
  const setPlace = (agenda: DocumentId, place: string | null, circle: GroupId | null): void => {
    Object.assign(summaryOf(agenda), {
      place: circle === null ? place : null,
      isPlaceWithheld: circle !== null,
    })
    withheldPlace =
      circle === null || place === null
        ? null
        : { words: place, circle, name: 'Safety', writes: true }
    tell(agenda)
  }
  const spoke = (floor: string, seconds: number): void => {
    const wish = [...speakers.orders, ...speakers.asked].find(each => each.id === floor)
    speakers = {
      ...speakers,
      speaking: seconds === 0 && wish ? { speaker: wish, since: Date.now() } : null,
      orders: speakers.orders.filter(each => each.id !== floor),
      asked: speakers.asked.filter(each => each.id !== floor),
    }
    tell()
  }
  const mark = (
    marked: readonly MemberId[],
    state: NonNullable<Meeting['members'][number]['attendance']>,
  ): void => {
    for (const each of people) if (marked.includes(each.member)) each.attendance = state
    quorum.present = people.filter(
      ({ attendance: is }) => is !== null && ['present', 'remote', 'text'].includes(is),
    ).length
    quorum.isMet = quorum.present >= quorum.needed
    tell()
  }
  const handlers: Pick<Handlers<CoreContract>, Calls> = {
    'meetings.list': () => ({ mayPlan: isOfficer, meetings }),
    'meetings.get': ({ agenda }) => meetingOf(agenda),
    'meetings.create'({ title }) {
      meetings.unshift({ ...poll, agenda: agendaId, title, poll: null })
      return { agenda: agendaId }
    },
    'meetings.addItem': missing,
    'meetings.setItem': missing,
    'meetings.closeItem': () => ({ agenda: circleAgenda }),
    'meetings.carry'({ block }) {
      leftOver = leftOver.filter(each => each.block !== block)
      tell()
      return { block }
    },
    'meetings.place'({ agenda, place, circle }) {
      setPlace(agenda, place, circle)
      return { agenda }
    },
    // A question is open about the first part of the strategy.
    'meetings.consentable': () => ({
      items: listOf().flatMap(({ block, circle }) =>
        circle === null && block !== id('c') ? [{ block, isTextOpen: false }] : [],
      ),
    }),
    // The fake core asks them as its decisions are asked.
    'meetings.consent': missing,
    'meetings.dates'({ agenda }) {
      tell(agenda)
      return { poll: dates.poll }
    },
    'meetings.free'({ slots: own, zone = null }) {
      dates = {
        ...dates,
        answers: dates.answers.map(answer =>
          answer.member === group.self ? { member: answer.member, slots: own, zone } : answer,
        ),
      }
      tell(pollAgenda)
    },
    'meetings.call'({ agenda, ...called }) {
      Object.assign(summaryOf(agenda), called, { state: 'called' })
      tell(agenda)
    },
    'meetings.cancel'({ agenda, reason }) {
      reasons.set(agenda, [{ what: 'cancel', by: group.self, at: now, reason }])
      summaryOf(agenda).state = 'cancelled'
      tell(agenda)
    },
    'meetings.coming'({ agenda, answer }) {
      summaryOf(agenda).own = answer
      tell(agenda)
    },
    'meetings.open'({ agenda }) {
      Object.assign(summaryOf(agenda), { state: 'open', opened: from, closed: null })
      tell(agenda)
      return { minutes: minutesId }
    },
    'meetings.item'({ block, state }) {
      // One item is debated at a time.
      for (const [other, is] of states) if (is === 'debated') states.set(other, 'open')
      states.set(block, state)
      tell()
    },
    'meetings.end'({ agenda }) {
      Object.assign(summaryOf(agenda), { state: 'closed', closed: from + 28 * 60_000 })
      tell(agenda)
    },
    'meetings.resume': ({ agenda }) => tell(agenda),
    'meetings.present'({ agenda, members: marked, state }) {
      mark(marked, state)
      tell(agenda)
    },
    'meetings.floor'({ what, text: said }) {
      const asked = { ...speaker(12 + speakers.asked.length, 0, 0), what, text: said }
      speakers =
        what === 'order'
          ? { ...speakers, orders: [...speakers.orders, asked] }
          : { ...speakers, asked: [...speakers.asked, asked] }
      tell()
      return { floor: asked.id }
    },
    'meetings.spoke': ({ floor, seconds }) => spoke(floor, seconds),
    'meetings.unfloor'({ floor }) {
      speakers = {
        ...speakers,
        orders: speakers.orders.filter(each => each.id !== floor),
        asked: speakers.asked.filter(each => each.id !== floor),
      }
      tell()
    },
    'meetings.calendar': () => {},
    'meetings.annotated': () => {},
    'minutes.naming': missing,
    'minutes.circulate': missing,
    'minutes.recorded': ({ item }) => recorded(item),
    'minutes.correct': missing,
    'minutes.corrects': missing,
    'minutes.mayCorrect': missing,
    'minutes.circulated': missing,
    'minutes.decisions': missing,
    'minutes.settled': missing,
    'minutes.attendance': missing,
    'minutes.name': missing,
    ...fakeFollowUp({
      ...{ isEmpty: scene === 'none', minutes: minutesId },
      ...{ now, member, tell },
    }),
  }
  /** Lines of minutes about whatever is debated. */
  function recorded(item: BlockId | null): Output<CoreContract, 'minutes.recorded'> {
    const line = (letter: string, kind: BlockKind, number: string, words: string) => ({
      ...{ block: letter.repeat(10) as BlockId, kind, number, text: words, isOffRecord: false },
    })
    const lines = [
      line('p', 'num1', '7.', 'The Rapporteur presented draft 4. Three amendments are open.'),
      line('q', 'action', '', 'Check every quotation from paragraph 42.'),
    ]
    const counts = { decision: 0, reservation: 0, action: 1, information: 0 }
    return { counts, lines: item === null ? [] : lines, last: null }
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
    speaks: (floor: string, seconds: number): void => spoke(floor, seconds),
    arrives: (who: MemberId): void => mark([who], 'present'),
    withholds: (place: string): void => setPlace(agendaId, place, hexId(900, 32) as GroupId),
    textOf: (document: DocumentId): FakeDocument | null =>
      document === agendaId ? text : document === circleAgenda ? closed : null,
  }
}

/** Minutes of the parts of all items. */
const partsOf = (items: readonly ItemText[]): number =>
  items.reduce((sum, { depth, minutes }) => sum + (depth > 1 ? (minutes ?? 0) : 0), 0)
