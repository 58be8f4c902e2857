// Past sessions of the advisory group, each of 28 minutes, as its chair holds them.
import type { DocumentId } from '#shared/ids'
import { type AdvisoryGroup, exampleNow, type Handle } from './advisory-group.ts'
import { askingOf } from './deciding.ts'

const minute = 60_000
const day = 24 * 60 * minute

export const setClock = (made: AdvisoryGroup, time: number): void =>
  made.before((exampleNow - time) / day)

/** An agenda of the chair alone, with these items. */
export const planMeeting = async (
  made: AdvisoryGroup,
  title: string,
  items: readonly string[],
): Promise<DocumentId> => {
  const core = made.core('K.W.')
  const planned = { group: made.group, title, language: 'en' } as const
  const { agenda } = await core.answers['meetings.create'](planned)
  const begun = core.page(agenda).blocks.length
  await core.edit(agenda, [
    ...items.map((words, at) => ({ new: words, after: begun + at, kind: 'num1' })),
    ...Array.from({ length: begun }, () => ({ remove: 1 })),
  ])
  return agenda
}

type Past = {
  title: string
  from: number
  /** It was opened so much later. */
  late?: number
  /** The chair marked them. */
  present: readonly Handle[]
  /** They marked themselves. */
  marked?: readonly Handle[]
  /** The first one is represented by the other. */
  alternate?: readonly [Handle, Handle]
  deferred?: string
}

const apologise = async (
  made: AdvisoryGroup,
  agenda: DocumentId,
  [member, by]: readonly [Handle, Handle],
): Promise<void> => {
  await made.meet('K.W.', member)
  const answer = { answer: 'apology', alternate: made.member(by) } as const
  await made.core(member).answers['meetings.coming']({ agenda, ...answer })
}

/** Its minutes. */
export const hold = async (made: AdvisoryGroup, past: Past): Promise<DocumentId> => {
  const { title, from, late = 0, present, marked = [], alternate, deferred } = past
  const { answers } = made.core('K.W.')
  setClock(made, from - 2 * day)
  const agenda = await planMeeting(made, title, ['Work of the group', deferred ?? 'Next session'])
  const called = { from, until: from + 90 * minute, zones: [], languages: [] }
  await answers['meetings.call']({ agenda, ...called })
  if (alternate) await apologise(made, agenda, alternate)
  setClock(made, from + late)
  const { minutes } = await answers['meetings.open']({ agenda })
  const mark = (by: Handle, those: readonly Handle[]) =>
    made
      .core(by)
      .answers['meetings.present']({
        ...{ agenda, members: those.map(each => made.member(each)), state: 'present' },
      })
  if (present.length > 0) await mark('K.W.', present)
  const heard = [...marked, ...(alternate?.slice(0, 1) ?? [])]
  if (heard.length > 0) await made.meet('K.W.', ...heard)
  for (const each of marked) await mark(each, [each])
  if (marked.length > 0) await made.meet('K.W.', ...marked)
  const [first, second] = (await answers['meetings.get']({ agenda })).undecided
  await answers['meetings.item']({ ...first!, state: 'decided' })
  await answers['meetings.item']({ ...second!, state: deferred ? 'deferred' : 'noted' })
  setClock(made, from + late + 28 * minute)
  await answers['meetings.end']({ agenda })
  return minutes
}

export const approveMinutes = async (
  made: AdvisoryGroup,
  document: DocumentId,
  { at, number, edition = '' }: { at: number; number: string; edition?: string },
): Promise<void> => {
  const { answers } = made.core('K.W.')
  setClock(made, at)
  const { decision } = await answers['decisions.ask'](askingOf(document, { edition }))
  const support = { decision, choice: 'support' as const, reason: '', reservations: [] }
  await answers['decisions.position'](support)
  await answers['decisions.close']({ decision })
  await answers['decisions.declare']({ decision, number })
}
