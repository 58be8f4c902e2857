// The advisory group with 256 members: a question of which an officer wrote down what most said, and past decisions.
import { readFileSync, writeFileSync } from 'node:fs'
import type { Core } from '#core'
import { askToJoin } from '#core/group'
import type { MemberId } from '#shared/ids'
import { type AdvisoryGroup, exampleNow, groupSeed } from './advisory-group.ts'
import { grantOf } from './core.ts'
import { askingOf } from './deciding.ts'
import { cheapStretch } from './group.ts'
import { memoryGroups } from './memory-groups.ts'

/** `given`: seats of which an officer wrote down what was said. */
export const crowd = {
  ...{ seats: 256, given: 140, past: 60 },
  question: 'Do we adopt the follow-up?',
  objection: 'It is too early.',
} as const

/** A member without a core: an archive in memory asks, and nothing of it is kept. */
const comesIn = async (made: AdvisoryGroup, handle: string): Promise<MemberId> => {
  const { group } = made
  const core = made.core('K.W.')
  const [invitation, answer] = [made.file('invitation'), made.file('reply')]
  await core.answers['invitations.write']({
    group,
    role: 'member',
    file: grantOf(core, invitation),
  })
  const bytes = new Uint8Array(readFileSync(invitation))
  const asked = { bytes, handle, deviceName: 'Laptop' }
  const environment = { now: () => exampleNow - 100 * 86_400_000, stretch: cheapStretch }
  writeFileSync(answer, askToJoin(memoryGroups(), asked, environment).reply)
  const { reply } = await core.answers['joining.readReply']({ file: grantOf(core, answer) })
  return core.answers['joining.admit']({ group, reply })
}

const choices = ['support', 'abstain', 'aside'] as const

/** The profile of the chair. `objection`: a file of M.S., who objects. */
export const crowdSeed = groupSeed(['K.W.', 'M.S.'], async made => {
  const { group } = made
  const { answers } = made.core('K.W.')
  const members: MemberId[] = []
  for (let at = 2; at < crowd.seats; at++) members.push(await comesIn(made, `N.${at}`))
  made.before(6)
  const document = await made.share('statement', 'Follow-up to CSW62', [
    { new: 'Protect defenders.', after: 0, kind: 'num1' },
  ])
  const asking = askingOf(document, { words: crowd.question })
  for (let at = 0; at < crowd.past; at++) {
    const past = await answers['decisions.ask'](asking)
    await answers['decisions.withdraw']({ ...past, reason: 'It was too early.' })
  }
  const rule = { ...asking.rule, heard: true }
  const { decision } = await answers['decisions.ask']({ ...asking, rule })
  const said = members
    .slice(0, crowd.given)
    .map((member, at) => ({
      ...{ member, choice: choices[at % choices.length]!, reason: `The words of member ${at}.` },
    }))
  await answers['decisions.hear']({ decision, said })
  await made.meet('K.W.', 'M.S.')
  await made
    .core('M.S.')
    .answers['decisions.position']({
      ...{ decision, choice: 'object', reason: crowd.objection, reservations: [] },
    })
  return { objection: await made.write('M.S.', group) }
})

/** The objection of M.S. comes in. */
export const objects = async (
  core: Core,
  { objection }: Awaited<ReturnType<typeof crowdSeed>>['seeded'],
): Promise<void> => void (await core.answers['exchange.read']({ file: grantOf(core, objection) }))
