// A group of several people, each with a session and no network, who have one document; for tests
// of rights in it. They meet by encrypted files.
import { onTestFinished } from 'vitest'
import { askToJoin, foundGroup, mayBeOutside } from '#core/group'
import { random } from '#core/keys'
import type { Role } from '#shared/contract'
import { applyEditScript, type EditResult } from '#document/edits'
import type { DocumentId, GroupId } from '#shared/ids'
import { scriptAuthor } from '../../src/core/drafting/review/amendments.ts'
import { composeProfile, type OpenProfile } from '../../src/core/profile/open-profile.ts'
import { temporaryArchive } from './archive.ts'

export const now = () => 1_700_000_000_000

/** A profile over an archive of its own. */
export const opened = async (): Promise<OpenProfile> => {
  const session = await composeProfile({
    archive: temporaryArchive(),
    now,
    offline: true,
    lan: {},
    emit: () => {},
    onDefect: error => {
      throw error
    },
  })
  onTestFinished(() => session.close())
  return session
}

export const meet = async (group: GroupId, ...sessions: OpenProfile[]): Promise<void> => {
  for (const session of sessions) await session.documents.flush()
  for (const from of sessions)
    for (const to of sessions)
      if (from !== to)
        await to.sync.readFile((await from.sync.writeFile({ group, members: [] })).bytes)
}

/** One more member, who begins with the shared content, or outside the plenary with the records. */
export const admit = async (host: OpenProfile, group: GroupId, role: Role, handle: string) => {
  const guest = await opened()
  const { file } = host.groups.get(group).invite({ role })
  const asked = askToJoin(guest.archive, { bytes: file, handle }, { now })
  guest.groups.add(asked.group)
  const inviting = host.groups.get(group)
  inviting.admit(inviting.readReply(asked.reply).reply)
  await host.documents.flush()
  const own = [...inviting.state().members.values()].find(each => each.handle === handle)
  const members = mayBeOutside(role) && own ? [own.id] : []
  await guest.sync.readFile((await host.sync.writeFile({ group, members })).bytes)
  return guest
}

/** One more device of this session's member, with the shared content. */
export const addDevice = async (host: OpenProfile, group: GroupId): Promise<OpenProfile> => {
  const device = await opened()
  const own = host.groups.get(group)
  const asked = askToJoin(
    device.archive,
    { bytes: own.inviteDevice({}).file, handle: '-' },
    { now },
  )
  device.groups.add(asked.group)
  own.admit(own.readReply(asked.reply).reply)
  await meet(group, host, device)
  return device
}

/** The chair, named "chair", and members named after their roles; all have one document. */
export const committee = async (line: string, roles: readonly Role[]) => {
  const chair = await opened()
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'chair' } as const
  const group = chair.groups.add(foundGroup(chair.archive, wanted, { now }).id)
  const id = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: line }] }],
  })
  await chair.documents.share(id)
  const others: OpenProfile[] = []
  for (const role of roles) {
    // A member who gets one of these roles after the admission has the key of the group, and goes
    // on reading.
    const isGiven = mayBeOutside(role)
    const session = await admit(chair, group, isGiven ? 'member' : role, role)
    others.push(session)
    const { member } = session.groups.get(group).self
    if (isGiven && member) chair.groups.get(group).setRole(member, role)
  }
  await meet(group, chair, ...others)
  const nameOf = (member: string | null): string =>
    [...chair.groups.get(group).state().members.values()].find(each => each.id === member)
      ?.handle ?? 'nobody'
  return { chair, others, group, id, nameOf }
}

/** Carries out an edit script as this session's member. */
export const run = async (
  session: OpenProfile,
  id: DocumentId,
  ...steps: unknown[]
): Promise<EditResult> => {
  let result: EditResult = { applied: 0, refused: [] }
  await session.documents.editAs(id, doc => {
    const author = scriptAuthor(session, id, now())
    result = applyEditScript(doc, steps, { random, now, author })
  })
  return result
}
