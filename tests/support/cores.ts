// Whole cores on profiles of their own that are admitted to one group and exchange by files.
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Core, Environment } from '#core'
import type { Role } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { passphrase, temporaryDirectory } from './archive.ts'
import { grantOf, lockedCore } from './core.ts'

export type Device = { core: Core; directory: string }

export const device = async (special: Partial<Environment> = {}): Promise<Device> => {
  const directory = join(temporaryDirectory(), 'profile')
  const core = lockedCore(directory, special)
  await core.answers['profile.create']({ passphrase })
  return { core, directory }
}

/** The path of the reply of a newcomer who was invited. */
export const askToJoin = async (
  { core }: Device,
  newcomer: Device,
  group: GroupId,
  handle: string,
  role: Role = 'member',
  folder = temporaryDirectory(),
): Promise<string> => {
  const [invitation, answer] = [join(folder, `${handle} i`), join(folder, `${handle} r`)]
  await core.answers['invitations.write']({ group, role, file: grantOf(core, invitation) })
  await newcomer.core.answers['joining.ask']({
    file: grantOf(newcomer.core, invitation),
    handle,
    reply: grantOf(newcomer.core, answer),
  })
  return answer
}

export const admit = async (
  host: Device,
  newcomer: Device,
  group: GroupId,
  handle: string,
  role: Role = 'member',
  folder = temporaryDirectory(),
): Promise<void> => {
  const { core } = host
  const answer = await askToJoin(host, newcomer, group, handle, role, folder)
  const { reply } = await core.answers['joining.readReply']({ file: grantOf(core, answer) })
  const member = await core.answers['joining.admit']({ group, reply })
  // One outside the plenary gets the membership alone.
  const members = role === 'guest' || role === 'secretariat' ? [member] : []
  const welcome = join(folder, `${handle} w`)
  await core.answers['exchange.write']({ group, for: members, file: grantOf(core, welcome) })
  await newcomer.core.answers['exchange.read']({ file: grantOf(newcomer.core, welcome) })
}

/** Admits one more device of the member of `host`. */
export const addDevice = async (
  { core }: Device,
  newcomer: Device,
  group: GroupId,
  name: string,
  folder = temporaryDirectory(),
): Promise<void> => {
  const [invitation, answer] = [join(folder, `${name} i`), join(folder, `${name} r`)]
  await core.answers['devices.invite']({ group, file: grantOf(core, invitation) })
  await newcomer.core.answers['joining.ask']({
    file: grantOf(newcomer.core, invitation),
    handle: name,
    reply: grantOf(newcomer.core, answer),
    device: name,
  })
  const { reply } = await core.answers['joining.readReply']({ file: grantOf(core, answer) })
  await core.answers['joining.admit']({ group, reply })
}

/** Everything that `from` has, by a file in `folder`. */
export const give = async (
  from: Device,
  to: Device,
  group: GroupId,
  folder = temporaryDirectory(),
) => {
  const path = join(folder, 'given')
  await from.core.answers['exchange.write']({ group, for: [], file: grantOf(from.core, path) })
  return to.core.answers['exchange.read']({ file: grantOf(to.core, path) })
}

export const textOf = ({ core }: Device, document: DocumentId): string =>
  core
    .page(document)
    .blocks.flatMap(({ runs }) => runs.map(({ text }) => text))
    .join('\n')

/** One more paragraph after the first. */
export const write = async (
  { core }: Device,
  document: DocumentId,
  text: string,
): Promise<void> => {
  const { refused } = await core.edit(document, [{ new: text, after: 1, kind: 'paragraph' }])
  expect(refused).toEqual([])
}

/** The traces of retired content are overwritten. */
export const scrubbed = ({ core }: Device): Promise<void> =>
  new Promise(resolve => {
    const stop = core.onEvent((name, detail) => {
      if (name !== 'progress' || typeof detail !== 'object' || !('task' in detail)) return
      if (detail.task !== 'scrubbed') return
      stop()
      resolve()
    })
  })
