// A final text that a member gives to the Secretariat through whole cores.
import type { ActId, DocumentId, GroupId, MemberId } from '#shared/ids'
import { at, meet, scene, type Scene } from './adopted-text.ts'
import { grantOf } from './core.ts'
import { admit, device, type Device } from './cores.ts'
import { laterRefusal } from './refusal.ts'

export const failureOf = async (work: () => unknown) => laterRefusal((async () => work())())

export const memberOf = async (
  { core }: Device,
  group: GroupId,
  handle: string,
): Promise<MemberId> => {
  const { memberList } = await core.answers['groups.get']({ group })
  return memberList.find(each => each.handle === handle)!.id
}

/** Everything of a group or circle, for all or for `member`, by a file. */
export const giveFile = async (from: Device, to: Device, space: GroupId, member?: MemberId) => {
  const path = at('given')
  const [file, members] = [grantOf(from.core, path), member ? [member] : []]
  await from.core.answers['exchange.write']({ group: space, for: members, file })
  return to.core.answers['exchange.read']({ file: grantOf(to.core, path) })
}

/** Admits a member outside the plenary, whose file holds the membership alone. */
export const letIn = async (
  chair: Device,
  group: GroupId,
  handle: string,
  role: 'secretariat' | 'guest',
): Promise<{ device: Device; member: MemberId }> => {
  const newcomer = await device()
  await admit(chair, newcomer, group, handle, role)
  const member = await memberOf(chair, group, handle)
  return { device: newcomer, member }
}

/** A final text of a chair, a rapporteur and a member; Olga has the role of the Secretariat. */
export const adopted = async () => {
  const made = await scene()
  const [chair, bea, cleo] = made.all as [Device, Device, Device]
  const { device: olga, member } = await letIn(chair, made.group, 'Olga', 'secretariat')
  await meet(made.group, made.all)
  return { ...made, chair, bea, cleo, olga, member }
}

export const prepared = ({ core }: Device, decision: ActId) =>
  core.answers['secretariat.prepare']({ decision, language: 'en' })

type Wanted = Pick<Scene, 'decision'> & { member: MemberId }

/** The circle and the readers, as a dialog shows them to `device` now. */
export const shownTo = async (device: Device, { decision, member }: Wanted) => {
  const { recipients } = await prepared(device, decision)
  const found = recipients.find(each => each.member === member)
  return { circle: found?.circle?.id ?? null, readers: found?.readers ?? [] }
}

export const give = async (
  device: Device,
  wanted: Wanted,
  format: 'pack' | 'docx' | 'pdf' = 'pack',
  shown?: Awaited<ReturnType<typeof shownTo>>,
) =>
  device.core.answers['secretariat.give']({
    ...{ decision: wanted.decision, member: wanted.member, format },
    ...(shown ?? (await shownTo(device, wanted))),
    ...({ language: 'en', circleName: 'Secretariat', fileName: 'adopted-text' } as const),
  })

/** Saves a Word document for a person outside the group. */
export const save = async ({ core }: Device, decision: ActId) =>
  core.answers['secretariat.save']({
    ...({ decision, language: 'en', format: 'docx' } as const),
    file: grantOf(core, at('adopted-text.docx')),
  })

/** Does this once, as soon as one more circle begins on this device. */
export const whenACircleBegins = ({ core }: Device, group: GroupId, work: () => void): void => {
  const count = async () => (await core.answers['circles.list']({ group })).length
  const before = count()
  const stop = core.onEvent(name => {
    if (name !== 'groups.changed') return
    void Promise.all([before, count()]).then(([was, is]) => {
      if (is === was) return
      stop()
      work()
    })
  })
}

export const consent = ({ core }: Device, document: DocumentId, scope: 'outside' | 'withdrawn') =>
  core.answers['consents.put']({ document, code: 'R1', scope, until: null, what: '' })
