// Giving up joining: nothing of the request stays, nothing else goes, and the person may ask again.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { GroupId, RecordId } from '#shared/ids'
import { passphrase, reopened, temporaryDirectory } from '#tests/archive'
import { eventually, foundingOf, grantOf, lockedCore } from '#tests/core'
import { device, give, type Device } from '#tests/cores'
import { typedNetwork } from '#tests/lan'
import { laterRefusal } from '#tests/refusal'

const at = (name: string): string => join(temporaryDirectory(), name)
const refused = (work: () => unknown) => laterRefusal((async () => work())())

const invites = async ({ core }: Device, group: GroupId): Promise<string> => {
  const file = at('invitation')
  await core.answers['invitations.write']({ group, role: 'member', file: grantOf(core, file) })
  return file
}

/** Resolves to the path of the reply. */
const asks = async ({ core }: Device, invitation: string): Promise<string> => {
  const reply = at('reply')
  const file = grantOf(core, invitation)
  await core.answers['joining.ask']({ file, handle: 'Bina', reply: grantOf(core, reply) })
  return reply
}

const lets = async ({ core }: Device, group: GroupId, answer: string): Promise<void> => {
  const { reply } = await core.answers['joining.readReply']({ file: grantOf(core, answer) })
  await core.answers['joining.admit']({ group, reply })
}

const givesUp = ({ core }: Device, group: GroupId) => core.answers['joining.giveUp']({ group })
const listed = async ({ core }: Device) =>
  (await core.answers['groups.list'](undefined)).map(({ id, state }) => [id, state])

test('when joining is given up, its request and keys are gone, after a restart too, and nothing else', async () => {
  const a = await device()
  const b = await device()
  const group = await a.core.answers['groups.create'](foundingOf())
  const own = await b.core.answers['groups.create'](foundingOf('Own group'))
  const first = await invites(a, group)
  const second = await invites(a, group)
  await asks(b, first)
  const told: unknown[] = []
  b.core.onEvent((name, detail) => void (name === 'groups.changed' && told.push(detail)))
  await givesUp(b, group)
  expect(told).toContainEqual({ group })
  expect(await listed(b)).toEqual([[own, 'active']])
  expect(await refused(() => b.core.answers['joining.words']({ group }))).toBe('not-found')
  expect(await refused(() => givesUp(b, group))).toBe('not-found')

  await b.core.close()
  const archive = reopened(b.directory)
  expect(archive.groups.list().map(({ id }) => id)).toEqual([own])
  expect(archive.records.list(own)).toHaveLength(1)
  expect(archive.epochs.list(own)).toHaveLength(1)
  archive.close()

  // The same invitation first, then another: both as if there had been no request.
  const core = lockedCore(b.directory)
  await core.answers['profile.unlock']({ passphrase })
  const again = { core, directory: b.directory }
  await asks(again, first)
  await givesUp(again, group)
  await lets(a, group, await asks(again, second))
  await give(a, again, group)
  expect(await listed(again)).toContainEqual([group, 'active'])
})

test('when the member is or was in a group, it cannot be given up', async () => {
  const a = await device()
  const b = await device()
  const group = await a.core.answers['groups.create'](foundingOf())
  expect(await refused(() => givesUp(a, group))).toBe('not-permitted')
  await lets(a, group, await asks(b, await invites(a, group)))
  await give(a, b, group)
  expect(await refused(() => givesUp(b, group))).toBe('not-permitted')
  await b.core.answers['members.leave']({ group })
  expect(await refused(() => givesUp(b, group))).toBe('not-permitted')
  expect(await listed(b)).toEqual([[group, 'removed']])
  await b.core.close()
  const archive = reopened(b.directory)
  expect(() => archive.groups.removeJoining(group)).toThrow(
    expect.objectContaining({ code: 'not-permitted' }),
  )
  expect(archive.records.list(group).length).toBeGreaterThan(2)
})

test('when joining was given up, an encrypted file that admits the device opens nothing', async () => {
  const a = await device()
  const b = await device()
  const group = await a.core.answers['groups.create'](foundingOf())
  const reply = await asks(b, await invites(a, group))
  await lets(a, group, reply)
  const welcome = at('welcome')
  await a.core.answers['exchange.write']({ group, for: [], file: grantOf(a.core, welcome) })
  await givesUp(b, group)
  const read = () => b.core.answers['exchange.read']({ file: grantOf(b.core, welcome) })
  expect(await refused(read)).toBe('file-not-for-this-device')
  expect(await listed(b)).toEqual([])
})

test('when joining over the network is given up, another code admits the device', async () => {
  const online = { now: Date.now, offline: false, lan: { ...typedNetwork, handshake: 5_000 } }
  const a = await device(online)
  const b = await device(online)
  const group = await a.core.answers['groups.create'](foundingOf())
  const { addresses } = await a.core.listen()
  await b.core.listen()
  const address = addresses[0] ?? ''
  const asksHere = async (): Promise<void> => {
    const file = grantOf(a.core, at('invitation'))
    const invited = { group, role: 'member', file } as const
    const { code } = await a.core.answers['invitations.write'](invited)
    const read = await b.core.answers['invitations.byCode']({ code, address })
    await b.core.answers['joining.askHere']({ ...read, handle: 'Bina', address })
  }
  const answered = async (): Promise<RecordId[]> =>
    (await a.core.answers['groups.get']({ group })).requests.map(({ reply }) => reply)
  await asksHere()
  const given = await answered()
  await givesUp(b, group)
  expect(await listed(b)).toEqual([])
  await asksHere()
  const [reply] = (await answered()).filter(each => !given.includes(each))
  await a.core.answers['joining.admit']({ group, reply: reply ?? ('' as never) })
  await eventually(b.core, async () => (await listed(b)).join() === `${group},active`)
})
