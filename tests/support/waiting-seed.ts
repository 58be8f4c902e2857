// The advisory group before its newest member, E.G., for whom acts of others and merged texts wait.
import type { DocumentId } from '#shared/ids'
import { type AdvisoryGroup, groupSeed, type Handle } from './advisory-group.ts'
import { readFile } from './restricted-seed.ts'
import type { Seed } from './seeds.ts'

export const waitingTitle = 'Strategy of support for women human rights defenders: recommendations'
/** More texts that were changed on both sides. */
export const otherTitles = Array.from({ length: 12 }, (_, at) => `Text ${at}`)

const paragraphs = (...lines: string[]): object[] =>
  lines.map((words, at) => ({ new: words, after: at, kind: 'num1' }))
const insertInto = (...blocks: number[]) =>
  blocks.map(block => ({ insert: 'Always ', block, at: 0 }))

const proposes = async (made: AdvisoryGroup, by: Handle, about: Handle): Promise<void> => {
  const removal = { group: made.group, member: made.member(about), reason: 'lost' } as const
  await made.core(by).answers['members.remove'](removal)
}

/** The only chair at that time gives the role to T.N. and leaves: what was proposed before can pass no more. */
const replaceChair = async (made: AdvisoryGroup): Promise<void> => {
  const { group } = made
  const { answers } = made.core('K.W.')
  await answers['members.setRole']({ group, member: made.member('T.N.'), role: 'chair' })
  await made.meet('K.W.', 'M.S.', 'T.N.', 'E.G.')
  await answers['members.leave']({ group })
  await readFile(made.core('M.S.'), await made.write('K.W.', group))
  await made.meet('M.S.', 'T.N.', 'E.G.')
}

/** C.R. has a message of the device, and does not hear of it. */
const blockDevice = async (made: AdvisoryGroup, text: DocumentId): Promise<void> => {
  const { group } = made
  await made.core('L.H.').edit(text, insertInto(3))
  await made.meet('K.W.', 'L.H.', 'M.S.', 'C.R.', 'T.N.', 'E.G.')
  const { memberList } = await made.core('M.S.').answers['groups.get']({ group })
  const [device] = memberList.find(({ id }) => id === made.member('L.H.'))!.devices
  await made.core('M.S.').answers['devices.shutOut']({ group, device: device!.id })
}

const agree = async (made: AdvisoryGroup, about: Handle): Promise<void> => {
  const { group } = made
  const { answers } = made.core('E.G.')
  const { proposals } = await answers['groups.get']({ group })
  const found = proposals.find(
    ({ action }) => action.kind === 'remove-member' && action.member === made.member(about),
  )
  await answers['members.second']({ group, proposal: found!.proposal })
}

const make = async (made: AdvisoryGroup) => {
  const { group } = made
  made.before(2)
  // A.D. has not heard of E.G.
  await proposes(made, 'A.D.', 'T.N.')
  await made.meet('K.W.', 'A.D.')
  await made.meet('K.W.', 'M.S.', 'L.H.', 'C.R.', 'T.N.', 'E.G.')
  const words = ['Protect all.', 'Ask all.', 'Hear all.']
  const text = await made.share('recommendations', waitingTitle, paragraphs(...words))
  const others: DocumentId[] = []
  for (const title of otherTitles)
    others.push(await made.share('statement', title, paragraphs('Less room.')))
  await made.meet('K.W.', 'M.S.', 'L.H.', 'E.G.')
  await proposes(made, 'M.S.', 'E.G.')
  await blockDevice(made, text)
  await replaceChair(made)
  await proposes(made, 'M.S.', 'L.H.')
  await proposes(made, 'M.S.', 'A.D.')
  await made.meet('E.G.', 'M.S.', 'T.N.')
  await agree(made, 'A.D.')
  for (const by of ['M.S.', 'E.G.'] as const) await made.core(by).edit(text, insertInto(1, 2))
  await made.meet('E.G.', 'M.S.')
  for (const by of ['M.S.', 'E.G.'] as const)
    for (const document of others) await made.core(by).edit(document, insertInto(1))
  const { core, directory } = made.device('E.G.')
  const settings = await core.answers['settings.get'](undefined)
  await core.answers['settings.set']({ ...settings, isRecoveryPutAway: true })
  return { directory, more: await made.write('M.S.', group) }
}

const chairSeed = groupSeed(['K.W.', 'M.S.', 'L.H.', 'C.R.', 'T.N.', 'A.D.', 'E.G.'], make)

/** The profile of E.G. `more`: a file by which the other texts are changed on both sides. */
export const waitingSeed: Seed<{ more: string }> = async () => {
  const { now, seeded } = await chairSeed()
  const { directory, more } = seeded
  return { directory, now, seeded: { more } }
}
