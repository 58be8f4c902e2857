// Core asks the person before the acts of src/shared/consent.ts, shows what the question shows, and
// does nothing after a refusal.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Core } from '#core'
import type { Act } from '#shared/consent'
import { Failure } from '#shared/failure'
import { at, cardBy, packBy, scene, signedBy } from '#tests/adopted-text'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { invitationOfAnother } from '#tests/another-group'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { give, type Device } from '#tests/cores'
import { laterRefusal } from '#tests/refusal'

/** A core whose person answers `yes` or no to every question, and the questions. */
const asking = async (yes: boolean) => {
  const directory = join(temporaryDirectory(), 'profile')
  const asked: Act[] = []
  const core = lockedCore(directory, {
    now: Date.now,
    allow: async act => {
      asked.push(act)
      if (!yes) throw new Failure('declined')
    },
  })
  await core.answers['profile.create']({ passphrase })
  const group = await core.answers['groups.create'](foundingOf())
  return { directory, core, group, asked }
}
const settingsWith = async (core: Core, localNetwork: boolean) => ({
  ...(await core.answers['settings.get'](undefined)),
  localNetwork,
})
const declined = { code: 'declined' }

test('when the person refuses to switch on the network, it stays off', async () => {
  const { core, asked } = await asking(false)
  const on = core.answers['settings.set'](await settingsWith(core, true))
  await expect(on).rejects.toMatchObject(declined)
  expect(asked).toEqual([{ act: 'network' }])
  expect(await core.answers['settings.get'](undefined)).toMatchObject({ localNetwork: false })
  // A setting that stays off asks nothing.
  await core.answers['settings.set']({ ...(await settingsWith(core, false)), lockAfterMinutes: 3 })
  expect(asked).toHaveLength(1)
})

test('when the network is on, another setting asks nothing, and switching off asks nothing', async () => {
  const { core, asked } = await asking(true)
  await core.answers['settings.set'](await settingsWith(core, true))
  await core.answers['settings.set']({ ...(await settingsWith(core, true)), lockAfterMinutes: 3 })
  await core.answers['settings.set'](await settingsWith(core, false))
  expect(asked).toEqual([{ act: 'network' }])
})

test('when the person refuses a mailbox, none is used', async () => {
  const { core, group, asked } = await asking(false)
  const url = ' wss://mailbox.example.org/x '
  await expect(core.answers['mailbox.set']({ group, url })).rejects.toMatchObject(declined)
  const address = 'wss://mailbox.example.org/x'
  expect(asked).toEqual([{ act: 'mailbox', group: 'Advisory group', address }])
  expect(await core.answers['mailbox.status']({ group })).toMatchObject({ url: null })
  // Removing a mailbox asks nothing.
  await core.answers['mailbox.set']({ group, url: null })
  const wrong = core.answers['mailbox.set']({ group, url: 'ftp://example.org' })
  await expect(wrong).rejects.toMatchObject({ code: 'invalid-input' })
  expect(asked).toHaveLength(1)
})

test('when the person refuses an address, nothing is dialled', async () => {
  const { core, group, asked } = await asking(false)
  const address = '127.0.0.1:9'
  await expect(core.answers['network.dial']({ group, address })).rejects.toMatchObject(declined)
  const code = 'AAAA-AAAA'
  const looking = core.answers['invitations.byCode']({ code, address })
  await expect(looking).rejects.toMatchObject(declined)
  expect(asked).toEqual([
    { act: 'address', address },
    { act: 'address', address },
  ])
})

test('when the person refuses to join a group, no group is added and no reply is written', async () => {
  const { core, asked } = await asking(false)
  const home = temporaryDirectory()
  const text = await invitationOfAnother(home)
  const { file } = await core.answers['invitations.fromPicture']({ text })
  const reply = join(home, 'reply')
  const joining = core.answers['joining.ask']({ file, handle: 'Bola', reply: grantOf(core, reply) })
  await expect(joining).rejects.toMatchObject(declined)
  const here = core.answers['joining.askHere']({ file, handle: 'Bola', address: '127.0.0.1:9' })
  await expect(here).rejects.toMatchObject(declined)
  const joined = { group: 'Another group', inviter: 'Amina' }
  expect(asked).toEqual([
    { act: 'join', ...joined },
    { act: 'join-at', ...joined, address: '127.0.0.1:9' },
  ])
  expect(existsSync(reply)).toBe(false)
  expect(await core.answers['groups.list'](undefined)).toHaveLength(1)
})

test('when the person refuses to give up joining, the group stays', async () => {
  const acts: Act[] = []
  const directory = join(temporaryDirectory(), 'profile')
  const core = lockedCore(directory, {
    now: Date.now,
    allow: async act => {
      acts.push(act)
      if (act.act === 'forget-group') throw new Failure('declined')
    },
  })
  await core.answers['profile.create']({ passphrase })
  const home = temporaryDirectory()
  const text = await invitationOfAnother(home)
  const { file } = await core.answers['invitations.fromPicture']({ text })
  const { group } = await core.answers['joining.ask']({
    file,
    handle: 'Bola',
    reply: grantOf(core, join(home, 'reply')),
  })
  await expect(core.answers['joining.giveUp']({ group })).rejects.toMatchObject(declined)
  expect(acts.at(-1)).toEqual({ act: 'forget-group', group: 'Another group' })
  expect(await core.answers['groups.list'](undefined)).toHaveLength(1)
})

test('when the person refuses to erase the profile, its keys are as before', async () => {
  const { core, directory, asked } = await asking(false)
  const keys = readFileSync(join(directory, 'keys'))
  const erasing = core.answers['profile.erase']({ confirm: 'erase' })
  await expect(erasing).rejects.toMatchObject(declined)
  expect(asked).toEqual([{ act: 'erase' }])
  expect(readFileSync(join(directory, 'keys'))).toEqual(keys)
})

test('when the person refuses to cancel the recovery code or the pieces, they still open the profile', async () => {
  const { core, asked } = await asking(false)
  const { code } = await core.answers['recovery.create']({ passphrase })
  await core.answers['recovery.confirm']({ code })
  await core.answers['recovery.shares']({ passphrase, needed: 2, of: 2 })
  for (const kind of ['code', 'shares'] as const) {
    const removing = Promise.resolve(core.answers['recovery.remove']({ kind }))
    expect(await laterRefusal(removing)).toBe('declined')
  }
  expect(asked).toEqual([{ act: 'remove-code' }, { act: 'remove-pieces' }])
  const status = await core.answers['recovery.status'](undefined)
  expect([status.code, status.shares]).not.toContain(null)
})

test('when the person refuses to sign a pack or to make a card, nothing is signed or written', async () => {
  const asked: Act[] = []
  let yes = false
  const { group, decision, all } = await scene(undefined, [
    {
      allow: async act => {
        asked.push(act)
        if (!yes) throw new Failure('declined')
      },
    },
  ])
  const [chair, bea] = all as [Device, Device]
  const { core } = chair
  const keysOf = async () => {
    const { officers } = await bea.core.answers['adoption.preview']({ decision, names: true })
    return officers.filter(({ hasKey }) => hasKey).length
  }
  expect(await laterRefusal(cardBy(bea, group))).toBe('other-key-missing')
  expect(await keysOf()).toBe(1)

  const [pack, card, page] = [at('pack.zip'), at('card'), at('verify.html')]
  const packing = (names: boolean) =>
    core.answers['adoption.pack']({ decision, names, pdf: false, file: grantOf(core, pack) })
  await expect(packing(true)).rejects.toMatchObject(declined)
  await expect(packing(false)).rejects.toMatchObject(declined)
  const given = await packBy(bea, decision)
  const signing = core.answers['adoption.sign']({
    decision,
    pack: grantOf(core, given.path),
    file: grantOf(core, pack),
  })
  await expect(signing).rejects.toMatchObject(declined)
  const making = core.answers['adoption.card']({
    group,
    file: grantOf(core, card),
    page: grantOf(core, page),
  })
  await expect(making).rejects.toMatchObject(declined)
  const text = { group: 'Advisory group', text: 'Statement', number: '2026/4' }
  expect(asked).toEqual([
    { act: 'sign-pack', ...text },
    { act: 'sign-pack-unnamed', ...text },
    { act: 'sign-pack', ...text },
    { act: 'make-card', group: 'Advisory group' },
  ])
  for (const path of [pack, card, page]) expect(existsSync(path)).toBe(false)

  // No key of this device went on record before the yes.
  await give(chair, bea, group)
  expect(await keysOf()).toBe(1)
  yes = true
  expect(await signedBy(chair, decision, given.path)).toMatchObject({ signed: 1 })
  await give(chair, bea, group)
  expect(await keysOf()).toBe(2)
})
