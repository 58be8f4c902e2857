// Minutes of the mockups in a group of five: with a decision line that the group is asked about, after a meeting that
// ended, approved, and corrected.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Core } from '#core'
import type { DocumentId, GroupId } from '#shared/ids'
import { type AdvisoryGroup, exampleNow, groupSeed, openDevice } from './advisory-group.ts'
import { passphrase } from './archive.ts'
import { grantOf } from './core.ts'
import { type Device, give } from './cores.ts'
import { editText } from './text-seed.ts'
import { askingOf } from './deciding.ts'
import { planMeeting, setClock } from './past-meetings.ts'
import { seedOf } from './seeds.ts'

export const minutesTitle = 'Minutes, second regular session'

/** The chair, the rapporteur and three members. */
const handles = ['K.W.', 'M.S.', 'L.H.', 'C.R.', 'P.J.'] as const
const founding = { roles: { 'M.S.': 'rapporteur' } } as const

export const decidedWords =
  'The country examples move to an annex. Each recommendation refers to its example by paragraph number.'

const lines = [
  ['h1', 'Strategy of support: recommendations'],
  ['num1', 'The Rapporteur presented draft 4. Three amendments were open.'],
  ['num1', ' asked that the Guatemala example stay close to the text it supports.'],
  ['decision', decidedWords],
  [
    'reservation',
    'The member for the Pacific: reporting must not expose defenders; it needs their consent.',
  ],
  ['num1', 'The member for Asia noted the Young Women’s Leadership Network.'],
  ['action', 'Send the wording on the regional observatory in Guatemala to the Rapporteur.'],
  [
    'information',
    'The Secretariat informed the Group that the strategy is to be rolled out in the fourth quarter of 2018.',
  ],
  ['information', 'A name was given in confidence.'],
] as const

/** The rapporteur speaks, and C.R. owes the action. */
const shareMinutes = (made: AdvisoryGroup): Promise<DocumentId> =>
  made.share('minutes', minutesTitle, [
    ...lines.map(([kind, words], after) => ({ new: words, after, kind })),
    { remove: lines.length + 1 },
    { who: made.member('M.S.'), block: 3, at: 0 },
    { states: { owner: made.member('C.R.'), due: '2018-09-24' }, block: 7 },
    { states: { off: true }, block: 9 },
  ])

const profilesOf = (made: AdvisoryGroup): Record<(typeof handles)[number], string> =>
  Object.fromEntries(handles.map(handle => [handle, made.device(handle).directory])) as Record<
    (typeof handles)[number],
    string
  >

/**
 * The profile of the chair. C.R. supports the decision line, and L.H. does so with one reservation: the rapporteur makes
 * the third of three that are needed.
 */
export const minutesSeed = groupSeed(
  handles,
  async made => {
    made.before(6)
    const { group } = made
    const document = await shareMinutes(made)
    const block = made.block(document, decidedWords)
    const { decision } = await made
      .core('K.W.')
      .answers['decisions.ask'](
        askingOf(document, { block, purpose: 'decide', words: 'Do the examples move?' }, 3),
      )
    await made.meet(...handles)
    made.before(4)
    const position = { decision, reason: '', reservations: [] }
    await made.core('C.R.').answers['decisions.position']({ ...position, choice: 'support' })
    await made
      .core('L.H.')
      .answers['decisions.position']({
        ...position,
        choice: 'reservations',
        reservations: [{ block, words: 'It must not expose defenders.', as: '' }],
      })
    await made.meet('M.S.', 'K.W.', 'L.H.', 'C.R.')
    return { group, document, decision, profiles: profilesOf(made) }
  },
  founding,
)

/**
 * The profile of the chair, on whose device the meeting ended. The chair and the rapporteur marked P.J. apart, so that the
 * marks differ.
 */
export const attendanceSeed = groupSeed(
  handles,
  async made => {
    const { group } = made
    const { answers } = made.core('K.W.')
    const from = exampleNow - 2 * 86_400_000
    setClock(made, from)
    const agenda = await planMeeting(made, 'Second regular session', ['Strategy of support'])
    const time = { from, until: from + 5_400_000, zones: [], languages: [] }
    await answers['meetings.call']({ agenda, ...time })
    const { minutes: document } = await answers['meetings.open']({ agenda })
    await made.meet('K.W.', 'M.S.')
    const mark = (
      by: 'K.W.' | 'M.S.',
      who: (typeof handles)[number],
      state: 'present' | 'absent' | 'remote',
    ) => made.core(by).answers['meetings.present']({ agenda, members: [made.member(who)], state })
    await mark('K.W.', 'K.W.', 'present')
    await mark('K.W.', 'L.H.', 'remote')
    await mark('K.W.', 'P.J.', 'present')
    await mark('M.S.', 'P.J.', 'absent')
    await made.meet('K.W.', 'M.S.')
    for (const item of (await answers['meetings.get']({ agenda })).undecided)
      await answers['meetings.item']({ ...item, state: 'noted' })
    await answers['meetings.end']({ agenda })
    return { group, document }
  },
  founding,
)

/** When the minutes were approved: by the decision D/2018/9, which five signed. */
const approvedAt = Date.UTC(2018, 5, 12, 12)

/** The profile of the chair. */
export const approvedSeed = groupSeed(
  handles,
  async made => {
    const { group } = made
    const { answers } = made.core('K.W.')
    setClock(made, approvedAt - 86_400_000)
    const document = await shareMinutes(made)
    await made.meet(...handles)
    setClock(made, approvedAt)
    const words = 'Are the minutes of the second regular session approved?'
    const { decision } = await answers['decisions.ask'](askingOf(document, { words }))
    await answers['decisions.position']({
      ...{ decision, choice: 'support', reason: '', reservations: [] },
    })
    await answers['decisions.close']({ decision })
    await answers['decisions.declare']({ decision, number: 'D/2018/9' })
    await made.meet(...handles)
    for (const each of handles)
      await made.core(each).answers['decisions.sign']({ decision, as: '' })
    await made.meet(...handles)
    return { group, document, decision, profiles: profilesOf(made) }
  },
  founding,
)

export const presentedWords = lines[1][1]
export const correctedWords = 'The Rapporteur presented draft 4. Two amendments were open.'
export const correctionReason = 'The third amendment was withdrawn before the session.'

/** The amendment that corrects the minutes. */
export const correctingStep = { amend: correctedWords, block: 2, why: correctionReason }

/** The rapporteur asks about the correction, and closes and declares it when the day has passed. Gives a file of that. */
const approveCorrection = async (
  { core }: Device,
  clock: { now: number },
  { group, next, file }: { group: GroupId; next: DocumentId; file: string },
): Promise<string> => {
  const { answers } = core
  const { corrects } = await answers['decisions.prepare']({ document: next, block: null })
  if (!corrects) throw new Error('Nothing is corrected')
  const { declaration: replaces, edition } = corrects
  clock.now = Date.UTC(2018, 11, 1, 12)
  const until = Date.UTC(2018, 11, 10, 11)
  const rule = { kind: 'silence', quorum: 1, threshold: null, heard: false } as const
  const asking = askingOf(next, { replaces, edition, rule, until })
  const { decision } = await answers['decisions.ask'](asking)
  await answers['decisions.see']({ decision })
  clock.now = until + 3_600_000
  await answers['decisions.close']({ decision })
  await answers['decisions.declare']({ decision, number: 'D/2018/22' })
  await answers['exchange.write']({ group, for: [], file: grantOf(core, file) })
  return file
}

/**
 * The profile of the chair, who corrected the approved minutes by an amendment of the rapporteur. `approval`: a file of
 * the rapporteur, by which the group approved the correction without an objection on 10 December 2018.
 */
export const correctionSeed = seedOf(async home => {
  const { now, seeded } = await approvedSeed()
  const { group, document: approved, profiles } = seeded
  const clock = { now }
  const copy = async (handle: 'K.W.' | 'M.S.'): Promise<Device> => {
    const directory = join(home, handle)
    cpSync(profiles[handle], directory, { recursive: true })
    const device = openDevice(directory, clock)
    await device.core.answers['profile.unlock']({ passphrase })
    return device
  }
  const chair = await copy('K.W.')
  const rapporteur = await copy('M.S.')
  try {
    const { answers } = chair.core
    const { minutes: next } = await answers['minutes.correct']({ minutes: approved })
    await answers['documents.share']({ document: next })
    await give(chair, rapporteur, group, home)
    await editText(rapporteur.core, next, [correctingStep])
    await give(rapporteur, chair, group, home)
    await takeAmendment(chair.core, next)
    await give(chair, rapporteur, group, home)
    const file = join(home, 'approval')
    const approval = await approveCorrection(rapporteur, clock, { group, next, file })
    const directory = chair.directory
    return { directory, now, seeded: { group, document: next, approved, approval } }
  } finally {
    await chair.core.close()
    await rapporteur.core.close()
  }
})

/** The chair accepts the one amendment of that text. */
export const takeAmendment = async (core: Core, document: DocumentId): Promise<void> => {
  const [only, ...others] = await core.answers['amendments.list']({ document })
  if (!only || others.length > 0) throw new Error('There is not one amendment')
  await editText(core, document, [{ accept: only.label }])
}
