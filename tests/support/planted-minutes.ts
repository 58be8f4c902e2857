// Minutes in which ten members with planted names speak, present or owe something.
import { expect } from 'vitest'
import { askToJoin, foundGroup } from '#core/group'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import type { GroupId, MemberId } from '#shared/ids'
import { temporaryArchive } from './archive.ts'
import { now, opened } from './committee.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

export const planted = Array.from({ length: 10 }, (_, at) => `Zq${at}planted`)

export const found = (profile: OpenProfile, handle: string): GroupId => {
  const wanted = { name: 'Group', level: 'global', language: 'en', handle } as const
  return profile.groups.add(foundGroup(profile.archive, wanted, { now }).id)
}

/** A group of ten members, and minutes in which each of them speaks, presents or owes something. */
export const plantedMinutes = async () => {
  const profile = await opened()
  const group = found(profile, planted[0]!)
  for (const handle of planted.slice(1)) {
    const inviting = profile.groups.get(group)
    const { file } = inviting.invite({ role: 'member' })
    const asked = askToJoin(temporaryArchive(), { bytes: file, handle }, { now })
    inviting.admit(inviting.readReply(asked.reply).reply)
  }
  const { members } = profile.groups.get(group).state()
  const idOf = (handle: string): MemberId =>
    [...members.values()].find(each => each.handle === handle)!.id
  const minutes = await profile.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: planted.map(handle => ({
      kind: 'action' as const,
      runs: [{ text: ' asked for the floor.' }],
      meeting: { owner: idOf(handle), by: idOf(handle), due: '2026-09-24' },
    })),
  })
  const edit = (...steps: object[]) =>
    profile.documents.editAs(minutes, doc => {
      const { refused } = applyEditScript(doc, steps, { random, now })
      expect(refused).toEqual([])
    })
  await edit(...planted.map((handle, at) => ({ who: idOf(handle), block: at + 1, at: 0 })))
  return { profile, group, minutes, edit, idOf }
}
