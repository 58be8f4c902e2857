// Recovery in a group: a member who lost every device returns as the same member, by a code or by
// pieces.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Core } from '#core'
import type { GroupId, MemberId } from '#shared/ids'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { laterRefusal } from '#tests/refusal'

const newCore = async (directory = join(temporaryDirectory(), 'profile')): Promise<Core> => {
  const core = lockedCore(directory, { now: Date.now })
  await core.answers['profile.create']({ passphrase })
  return core
}

/** A way to pass files from one core to another. */
const desk = () => {
  const folder = temporaryDirectory()
  return (core: Core, name: string) => grantOf(core, join(folder, name))
}

const comesIn = async (
  host: Core,
  guest: Core,
  group: GroupId,
  { member, recovery }: { member?: MemberId; recovery?: string } = {},
): Promise<MemberId> => {
  const file = desk()
  if (member === undefined) {
    await host.answers['invitations.write']({
      group,
      role: 'chair',
      file: file(host, 'invitation'),
    })
  } else {
    await host.answers['devices.invite']({ group, member, file: file(host, 'invitation') })
  }
  await guest.answers['joining.ask']({
    file: file(guest, 'invitation'),
    handle: 'B.C.',
    reply: file(guest, 'reply'),
    ...(recovery !== undefined && { recovery }),
  })
  const { reply } = await host.answers['joining.readReply']({ file: file(host, 'reply') })
  const admitted = await host.answers['joining.admit']({ group, reply })
  await gives(host, guest, group)
  return admitted
}
const gives = async (from: Core, to: Core, group: GroupId): Promise<void> => {
  const file = desk()
  await from.answers['exchange.write']({ group, for: [], file: file(from, 'locked') })
  await to.answers['exchange.read']({ file: file(to, 'locked') })
}
const withCode = async (core: Core): Promise<string> => {
  const { code } = await core.answers['recovery.create']({ passphrase })
  await core.answers['recovery.confirm']({ code })
  return code
}
const isOnRecord = async (core: Core, group: GroupId, member?: MemberId): Promise<boolean> => {
  const { memberList, self } = await core.answers['groups.get']({ group })
  return memberList.find(({ id }) => id === (member ?? self))?.recovery ?? false
}

test('when a code exists, each group has a record of it, groups that are joined or founded later too', async () => {
  const [amina, bao] = [await newCore(), await newCore()]
  const first = await amina.answers['groups.create'](foundingOf('First'))
  const { code: waiting } = await amina.answers['recovery.create']({ passphrase })
  expect(await isOnRecord(amina, first)).toBe(false)
  await amina.answers['recovery.confirm']({ code: waiting })
  expect(await isOnRecord(amina, first)).toBe(true)
  const second = await amina.answers['groups.create'](foundingOf('Second'))
  await Promise.resolve()
  expect(await isOnRecord(amina, second)).toBe(true)

  await withCode(bao)
  const member = await comesIn(amina, bao, first)
  expect(await isOnRecord(bao, first)).toBe(true)
  expect(await isOnRecord(amina, first, member)).toBe(false)
  await gives(bao, amina, first)
  expect(await isOnRecord(amina, first, member)).toBe(true)
})

test('when the only laptop is lost, a code or pieces bring back the same member', async () => {
  const [amina, bao] = [await newCore(), await newCore()]
  const group = await amina.answers['groups.create'](foundingOf())
  const member = await comesIn(amina, bao, group)
  const code = await withCode(bao)
  const { texts } = await bao.answers['recovery.shares']({ passphrase, needed: 2, of: 3 })
  const wanted = { group, kind: 'minutes', language: 'en', title: 'Own' } as const
  const document = await bao.answers['documents.create'](wanted)
  await bao.answers['documents.share']({ document })
  await gives(bao, amina, group)
  await bao.close()

  for (const recovery of [code, texts.slice(1).join('\n')]) {
    const laptop = await newCore()
    const asked = comesIn(amina, laptop, group, { member, recovery })
    expect(await asked).toBe(member)
    const { self, memberList } = await laptop.answers['groups.get']({ group })
    expect(self).toBe(member)
    expect(memberList.filter(({ id }) => id === member)).toHaveLength(1)
    expect(await laptop.answers['documents.list']({ group })).toMatchObject([{ id: document }])
    await laptop.close()
  }
})

test('when the code is another than the recorded one, nobody returns', async () => {
  const [amina, bao, stranger] = [await newCore(), await newCore(), await newCore()]
  const group = await amina.answers['groups.create'](foundingOf())
  const member = await comesIn(amina, bao, group)
  await withCode(bao)
  await gives(bao, amina, group)
  const another = await withCode(stranger)
  const come = (recovery: string) =>
    laterRefusal(comesIn(amina, stranger, group, { member, recovery }))
  expect(await come(another)).toBe('recovery-wrong')
  expect(await come(another.slice(1))).toBe('recovery-mistyped')
})
