// The advisory group with much to do among its members: devices with names, a member outside the plenary, and what
// others did that the chair has not heard.
import { join } from 'node:path'
import type { Core } from '#core'
import type { GroupId } from '#shared/ids'
import { exampleNow, type Handle, groupSeed, openDevice } from './advisory-group.ts'
import { passphrase } from './archive.ts'
import { grantOf } from './core.ts'
import { askToJoin } from './cores.ts'
import { type Seed, seedOf } from './seeds.ts'

/** An act of another member. */
export type Deed = 'a proposal' | 'an old proposal' | 'a blocked device' | 'an answer' | 'leaving'

/** Days before the day of the mockups. */
const [early, old] = [101, 100]

/** The profile of the chair, who knows that M.S. and L.H. lack a text. `deeds`: a file for each. */
export const membersSeed = groupSeed(
  ['K.W.', 'M.S.', 'L.H.', 'C.R.', 'T.N.', 'A.D.', 'E.G.'],
  async made => {
    const { group } = made
    const proposes = { group, member: made.member('L.H.'), reason: 'lost' } as const
    const answersOf = (handle: Handle) => made.core(handle).answers
    made.before(early)
    await made.addDevice('K.W.', 'Home computer')
    await made.addDevice('L.H.', 'Old laptop')
    await made.meet('K.W.', 'L.H.')
    await made.share('statement', 'Statement on shrinking spaces', [
      { new: 'Less room in each country.', after: 0, kind: 'num1' },
    ])
    await made.meet('K.W.', 'C.R.', 'T.N.', 'A.D.')
    made.before(old)
    await answersOf('C.R.')['members.remove'](proposes)
    made.before(0)
    await answersOf('A.D.')['members.remove'](proposes)
    const { memberList } = await answersOf('T.N.')['groups.get']({ group })
    const device = memberList
      .flatMap(({ devices }) => devices)
      .find(({ name }) => name === 'Old laptop')
    await answersOf('T.N.')['devices.shutOut']({ group, device: device!.id })
    const answer = await made.write('M.S.', group)
    await answersOf('M.S.')['members.leave']({ group })
    const deeds: Record<Deed, string> = {
      'a proposal': await made.write('A.D.', group),
      'an old proposal': await made.write('C.R.', group),
      'a blocked device': await made.write('T.N.', group),
      'an answer': answer,
      leaving: await made.write('M.S.', group),
    }
    const member = (handle: Handle) => made.member(handle)
    return { group, deeds, member }
  },
  { roles: { 'E.G.': 'secretariat' } },
)

/** The chair hears of it. */
export const hears = async (
  core: Core,
  { deeds }: { deeds: Record<Deed, string> },
  deed: Deed,
): Promise<void> => void (await core.answers['exchange.read']({ file: grantOf(core, deeds[deed]) }))

const admittingSeed = groupSeed(['K.W.'], made => made.admits('N.N.'))

/** The profile of N.N., who asks to join. `welcome`: the file that lets N.N. in. */
export const joiningSeed: Seed<{ welcome: string }> = async () => {
  const { now, seeded } = await admittingSeed()
  const { directory, welcome } = seeded
  return { directory, now, seeded: { welcome } }
}

/**
 * The profile of L.H., who asks to join a second group of the chair. `words`: those that the chair compares; `members`: a
 * file of the first group, which lets nobody in; `welcome`: the file that lets L.H. in.
 */
export const joiningAnotherSeed = seedOf(async () => {
  const { now, seeded } = await asksTwiceSeed()
  return { directory: seeded.directory, now, seeded }
})
const asksTwiceSeed = groupSeed(['K.W.', 'L.H.'], async made => {
  made.before(0)
  const [chair, { core, directory }] = [made.device('K.W.'), made.device('L.H.')]
  const group = await chair.core.answers['groups.create']({
    ...{ name: 'Arab States regional group', handle: 'K.W.', level: 'regional', language: 'en' },
  })
  const answer = await askToJoin(chair, { core, directory }, group, 'L.H.', 'member', made.file(''))
  const { reply } = await chair.core.answers['joining.readReply']({
    file: grantOf(chair.core, answer),
  })
  const { words } = await chair.core.answers['joining.replyWords']({ group, reply })
  await chair.core.answers['joining.admit']({ group, reply })
  const members = await made.write('K.W.', made.group)
  return { directory, words, members, welcome: await made.write('K.W.', group) }
})

/** The profile of the only member, with one device. */
export const aloneSeed = groupSeed(['K.W.'], async () => {})

/** The profile of the chair, who shared two texts. `others`: the profiles of the other members, who have them. */
export const connectedSeed = groupSeed(['K.W.', 'M.S.', 'L.H.'], async made => {
  for (const title of ['Statement on shrinking spaces', 'Annex: country examples'])
    await made.share('statement', title, [
      { new: 'Less room in each country.', after: 0, kind: 'num1' },
    ])
  await made.meet('K.W.', 'M.S.', 'L.H.')
  const others = (['M.S.', 'L.H.'] as const).map(handle => made.device(handle).directory)
  return { group: made.group, others }
})

/** The profile of a person in no group. */
export const newcomerSeed = seedOf(async home => {
  const { core, directory } = openDevice(join(home, 'newcomer'), { now: exampleNow })
  await core.answers['profile.create']({ passphrase })
  await core.close()
  return { directory, now: exampleNow, seeded: {} }
})

/** Days for which an invitation is valid. */
const valid = 7

/**
 * The profile of a person in no group, who chooses an invitation of a chair first. `chair`: the profile of the chair;
 * `invitation`: the file.
 */
export const invitedSeed: Seed<Invited> = async () => {
  const [newcomer, { seeded }] = [await newcomerSeed(), await invitingSeed()]
  return { ...newcomer, seeded, chosen: [seeded.invitation] }
}
type Invited = { chair: string; group: GroupId; invitation: string }
const invitingSeed = groupSeed(['K.W.'], async (made): Promise<Invited> => {
  const { core, directory } = made.device('K.W.')
  const { group } = made
  const invitation = made.file('invitation.baraza')
  made.before(0)
  await core.answers['invitations.write']({
    group,
    role: 'member',
    file: grantOf(core, invitation),
  })
  return { chair: directory, group, invitation }
})

/** The same person, when the invitation has ended. */
export const endedSeed: typeof invitedSeed = async () => {
  const invited = await invitedSeed()
  return { ...invited, now: invited.now + (valid + 1) * 86_400_000 }
}

/**
 * The profile of the chair, who invited one person and a device. The invitation for the person was answered twice, under
 * the name of a member. `stray`: a reply to an invitation of another group.
 */
export const askedSeed = groupSeed(['K.W.', 'L.H.'], async made => {
  const { group } = made
  const core = made.core('K.W.')
  const { answers } = core
  await made.share('statement', 'Statement on shrinking spaces', [
    { new: 'Less room in each country.', after: 0, kind: 'num1' },
  ])
  await made.meet('K.W.', 'L.H.')
  made.before(0)
  const [person, device, elsewhere] = ['person', 'device', 'elsewhere'].map(made.file)
  await answers['invitations.write']({ group, role: 'member', file: grantOf(core, person!) })
  await answers['devices.invite']({ group, file: grantOf(core, device!) })
  const other = made.core('L.H.')
  const apart = await other.answers['groups.create']({
    ...{ name: 'Regional group', handle: 'L.H.', level: 'regional', language: 'en' },
  })
  await other.answers['invitations.write']({
    ...{ group: apart, role: 'member', file: grantOf(other, elsewhere!) },
  })
  return {
    group,
    reply: await made.answers(person!, 'L.H.'),
    second: await made.answers(person!, 'L.H.'),
    device: await made.answers(device!, 'K.W.', 'Home computer'),
    stray: await made.answers(elsewhere!, 'N.N.'),
  }
})
