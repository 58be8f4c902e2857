// A session of the advisory group on the device of its rapporteur, which comes to others by files.
import type { EntryId } from '#document/ids'
import type { ActId, BlockId, DocumentId } from '#shared/ids'
import { type AdvisoryGroup, exampleNow, type Handle } from './advisory-group.ts'
import { setClock } from './past-meetings.ts'
import { readFile } from './restricted-seed.ts'

/** Words that the tests look for. */
export const meetingWords = {
  next: 'Third regular session',
  dates: 'Fourth regular session',
  minutes: 'Approval of the minutes of 12 June',
  strategy: 'Strategy of support: recommendations',
  amendments: 'Open amendments to paragraphs 3 and 5',
  examples: 'Country examples: in the text or in an annex?',
  protocol: 'Protocolo de La Esperanza: input on investigating threats',
  travel: 'Security of members on the road',
  other: 'Any other business',
  left: 'Regional observatory, Guatemala',
  question: 'Should the Advisory Group adopt the follow-up to CSW62, paragraph 42?',
  said: 'The Rapporteur presented draft 4. Three amendments are open.',
  action: 'Check every quotation from paragraph 42.',
} as const

const minute = 60_000

type Next = { agenda: DocumentId; items: Record<'minutes' | 'amendments', BlockId> }

const regions: Partial<Record<Handle, string>> = {
  ...{ 'L.H.': 'Arab States', 'C.R.': 'Latin America', 'T.N.': 'Asia and the Pacific' },
  ...{ 'P.J.': 'South Asia', 'V.S.': 'Pacific' },
}

/** The place of the heading of an item, from 1. */
const headingOf = (made: AdvisoryGroup, minutes: DocumentId, item: string): number =>
  made
    .core('M.S.')
    .page(minutes)
    .blocks.findIndex(({ runs }) => runs.some(({ text }) => text.includes(item))) + 1

/** M.S. opens it 38 minutes ago, and marks those who are there. The amendments are debated. */
const openSession = async (made: AdvisoryGroup, { agenda, items }: Next): Promise<DocumentId> => {
  const core = made.core('M.S.')
  const { answers } = core
  setClock(made, exampleNow - 38 * minute)
  const time = { from: exampleNow - 38 * minute, until: exampleNow + 52 * minute }
  await answers['meetings.call']({ agenda, ...time, zones: [], languages: ['en', 'es', 'ar'] })
  const { minutes } = await answers['meetings.open']({ agenda })
  for (const handle of ['K.W.', 'M.S.', 'L.H.', 'C.R.', 'T.N.', 'P.J.'] as const)
    await answers['meetings.present']({
      ...{ agenda, members: [made.member(handle)], region: regions[handle] },
      state: handle === 'P.J.' ? 'text' : 'present',
    })
  await answers['meetings.item']({ agenda, block: items.minutes, state: 'decided' })
  await answers['meetings.item']({ agenda, block: items.amendments, state: 'debated' })
  const after = headingOf(made, minutes, meetingWords.amendments)
  await core.edit(minutes, [
    { new: meetingWords.said, after, kind: 'num1' },
    { new: meetingWords.action, after: after + 1, kind: 'action' },
  ])
  return minutes
}

/** These members ask for the floor, and M.S. hears of it by their files. */
const wish = async (
  made: AdvisoryGroup,
  { agenda, items }: Next,
  by: Handle,
  order = '',
): Promise<EntryId> => {
  const what = order === '' ? 'speak' : 'order'
  const wanted = { agenda, item: items.amendments, what, text: order } as const
  const { floor } = await made.core(by).answers['meetings.floor'](wanted)
  await readFile(made.core('M.S.'), await made.write(by, made.group))
  return floor
}

/** Three spoke before, and four wait. */
const speak = async (made: AdvisoryGroup, next: Next) => {
  const { answers } = made.core('M.S.')
  const clock = (ago: number): void => setClock(made, exampleNow - ago * minute)
  const earlier = [
    ['C.R.', 540, 32],
    ['P.J.', 300, 22],
    ['L.H.', 120, 16],
  ] as const
  for (const [by, seconds, ago] of earlier) {
    clock(ago)
    const floor = await wish(made, next, by)
    await answers['meetings.spoke']({ agenda: next.agenda, floor, seconds })
  }
  const ask = (by: Handle, ago: number, order?: string): Promise<EntryId> => {
    clock(ago)
    return wish(made, next, by, order)
  }
  return {
    'P.J.': await ask('P.J.', 9),
    'L.H.': await ask('L.H.', 8),
    'V.S.': await ask('V.S.', 7),
    'T.N.': await ask('T.N.', 6, 'Close the list of speakers on paragraph 3(b).'),
  }
}

/** Its files as it goes on: each has all that those before it have. */
export const holdSession = async (made: AdvisoryGroup, next: Next, decision: ActId) => {
  const { agenda } = next
  const { answers } = made.core('M.S.')
  const write = () => made.write('M.S.', made.group)
  const minutes = await openSession(made, next)
  const floors = await speak(made, next)
  const session = await write()
  setClock(made, exampleNow - 2 * minute)
  await answers['decisions.position']({
    ...({ decision, choice: 'support', reason: '', reservations: [] } as const),
  })
  await answers['decisions.close']({ decision })
  const after = headingOf(made, minutes, meetingWords.examples)
  await made.core('M.S.').edit(minutes, [
    { new: 'The examples stay in the text.', after, kind: 'num1' },
    { new: 'The follow-up is adopted.', after: after + 1, kind: 'decision' },
    { states: { question: decision }, block: after + 2 },
  ])
  const closed = await write()
  await answers['meetings.present']({
    ...({ agenda, members: [made.member('A.D.')], state: 'present' } as const),
  })
  const arrived = await write()
  const given: string[] = []
  for (const [at, handle] of (['T.N.', 'P.J.', 'L.H.', 'V.S.'] as const).entries()) {
    setClock(made, exampleNow - (90 - at * 10) * 1000)
    await answers['meetings.spoke']({ agenda, floor: floors[handle], seconds: 0 })
    given.push(await write())
  }
  await answers['meetings.spoke']({ agenda, floor: floors['V.S.'], seconds: 30 })
  return { files: { session, closed, arrived, given, spoken: await write() }, floors }
}
