// Two whole cores on one network: a code that is typed on one ends in a group on both.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Core, Environment } from '#core'
import type { GroupId } from '#shared/ids'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { typedNetwork } from '#tests/lan'
import { laterRefusal } from '#tests/refusal'

const now = Date.now

const refused = (work: () => unknown) => laterRefusal((async () => work())())

const newCore = async (special: Partial<Environment> = {}): Promise<Core> => {
  const directory = join(temporaryDirectory(), 'profile')
  const core = lockedCore(directory, {
    now,
    lan: { ...typedNetwork, handshake: 5_000 },
    ...special,
  })
  await core.answers['profile.create']({ passphrase })
  return core
}

/** Resolves when events report the group in this state. */
const becomes = (core: Core, group: GroupId, state: string): Promise<void> =>
  new Promise(resolve => {
    const look = async (): Promise<void> => {
      const { state: current } = await core.answers['groups.get']({ group })
      if (current === state) resolve()
    }
    core.onEvent(name => void (name === 'groups.changed' && look()))
    void look()
  })

const inviter = async () => {
  const core = await newCore()
  const group = await core.answers['groups.create'](foundingOf())
  const document = await core.answers['documents.create']({
    group,
    kind: 'minutes',
    title: 'First meeting',
    language: 'en',
  })
  await core.answers['documents.share']({ document })
  const file = grantOf(core, join(temporaryDirectory(), 'invitation'))
  const { code, invitation } = await core.answers['invitations.write']({
    group,
    role: 'member',
    file,
  })
  const { addresses } = await core.listen()
  return { core, group, document, code, invitation, address: addresses[0] ?? '' }
}

test('when a code is typed, the documents arrive without any file', async () => {
  const a = await inviter()
  const b = await newCore()
  await b.listen()
  const asked = { code: a.code, address: a.address }
  const { file } = await b.answers['invitations.byCode'](asked)
  expect(await b.answers['invitations.read']({ file })).toMatchObject({
    name: 'Advisory group',
    inviter: 'Amina',
    role: 'member',
    kind: 'member',
  })
  const { group } = await b.answers['joining.askHere']({
    file,
    handle: 'Bina',
    device: 'Laptop',
    address: a.address,
  })
  expect(group).toBe(a.group)
  const { requests } = await a.core.answers['groups.get']({ group })
  expect(requests).toMatchObject([{ handle: 'Bina', device: 'Laptop', kind: 'member' }])
  const reply = requests[0]?.reply ?? ('' as never)
  const words = await b.answers['joining.words']({ group })
  expect(await a.core.answers['joining.replyWords']({ group, reply })).toEqual(words)
  const isIn = becomes(b, group, 'active')
  await a.core.answers['joining.admit']({ group, reply })
  await isIn
  await expect
    .poll(async () => (await b.answers['documents.list']({ group })).map(({ title }) => title))
    .toEqual(['First meeting'])
  const { document } = a
  expect(await b.answers['documents.digest']({ document })).toBe(
    await a.core.answers['documents.digest']({ document }),
  )
})

test('when the network is off, in the example, or after cancelling, no device is searched for', async () => {
  const b = await newCore()
  const asked = { code: 'ABCD-EFGH-JKLM-NPQR' }
  expect(await refused(() => b.answers['invitations.byCode'](asked))).toBe('network-off')
  await b.listen()
  expect(await refused(() => b.answers['invitations.byCode']({ code: 'ABC' }))).toBe(
    'invalid-input',
  )
  const example = await newCore({ example: true })
  expect(await refused(() => example.answers['invitations.byCode'](asked))).toBe('not-permitted')
  const looking = refused(() => b.answers['invitations.byCode'](asked))
  await b.answers['joining.stopLooking'](undefined)
  expect(await looking).toBe('cancelled')
  const locked = refused(() => b.answers['invitations.byCode'](asked))
  await b.close()
  expect(await locked).toBe('cancelled')
})

test('when a request is not accepted, no group stays', async () => {
  const a = await inviter()
  const b = await newCore()
  await b.listen()
  const { code, address, group, invitation } = a
  const { file } = await b.answers['invitations.byCode']({ code, address })
  await a.core.answers['invitations.cancel']({ group, invitation })
  const ask = () => b.answers['joining.askHere']({ file, handle: 'Bina', address })
  expect(await refused(ask)).toBe('code-unanswered')
  expect(await b.answers['groups.list'](undefined)).toEqual([])
})
