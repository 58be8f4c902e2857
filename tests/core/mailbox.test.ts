// The mailbox in the app: two whole cores whose persons named the same mailbox, with real
// documents, real timers and no other connection.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Core } from '#core'
import type { MailboxStatus } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { eventually, grantOf, onlineCore } from '#tests/core'
import { hosted } from '#tests/mailbox'

const statusOf = (core: Core, group: GroupId): Promise<MailboxStatus> =>
  Promise.resolve(core.answers['mailbox.status']({ group }))

const textOf = (core: Core, document: DocumentId): string =>
  core
    .page(document)
    .blocks.flatMap(({ runs }) => runs.map(({ text }) => text))
    .join('\n')

/** A member's group with a shared document, and another member who has both. */
const twoMembers = async () => {
  const home = temporaryDirectory()
  const at = (name: string) => join(home, name)
  const amina = await onlineCore(join(home, 'amina'))
  const group = await amina.answers['groups.create']({
    name: 'Advisory Group',
    handle: 'A.D.',
    level: 'country',
    language: 'en',
  })
  const document = await amina.answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title: 'Through the mailbox',
    language: 'en',
  })
  await amina.answers['documents.share']({ document })
  const carol = await onlineCore(join(home, 'carol'))
  const invitation = { group, role: 'member', file: grantOf(amina, at('i')) } as const
  await amina.answers['invitations.write'](invitation)
  await carol.answers['joining.ask']({
    file: grantOf(carol, at('i')),
    handle: 'C.R.',
    reply: grantOf(carol, at('r')),
  })
  const { reply } = await amina.answers['joining.readReply']({ file: grantOf(amina, at('r')) })
  await amina.answers['joining.admit']({ group, reply })
  await amina.answers['exchange.write']({ group, for: [], file: grantOf(amina, at('w')) })
  await carol.answers['exchange.read']({ file: grantOf(carol, at('w')) })
  return { amina, carol, group, document }
}

test('when two members use a mailbox, they write one text, live and apart', async () => {
  const { url } = await hosted({ now: Date.now })
  const { amina, carol, group, document } = await twoMembers()
  const off = { group, url: null, state: 'off', waiting: 0, others: 0 }
  expect(await statusOf(carol, group)).toEqual(off)
  for (const core of [amina, carol]) await core.answers['mailbox.set']({ group, url })
  for (const core of [amina, carol]) {
    await eventually(core, async () => (await statusOf(core, group)).others === 1)
    expect(await statusOf(core, group)).toMatchObject({ url, state: 'in-touch' })
    expect((await core.answers['network.status'](undefined)).mailboxes).toHaveLength(1)
  }
  await amina.edit(document, [{ insert: 'Live from Amina. ', block: 1, at: 0 }])
  await eventually(carol, () => textOf(carol, document).includes('Live from Amina.'))
  await carol.edit(document, [{ insert: 'Live from Carol. ', block: 1, at: 0 }])
  await eventually(amina, () => textOf(amina, document).includes('Live from Carol.'))

  // After Carol has left, later messages wait, on every way back.
  await carol.close()
  await eventually(amina, async () => (await statusOf(amina, group)).others === 0)
  await amina.edit(document, [{ insert: 'While Carol was away. ', block: 1, at: 0 }])
  await amina.meetMailbox(group, url)
  await amina.close()
  await carol.answers['profile.unlock']({ passphrase })
  await eventually(carol, () => textOf(carol, document).includes('While Carol was away.'))
  await carol.answers['mailbox.set']({ group, url: null })
  expect(await statusOf(carol, group)).toEqual(off)
})

test('when a member quits right after typing, the mailbox has the words first', async () => {
  const { url } = await hosted({ now: Date.now })
  const { amina, carol, group, document } = await twoMembers()
  // Nothing is asked of a mailbox that nobody named.
  await amina.sendRest()
  await amina.answers['mailbox.set']({ group, url })
  await eventually(amina, async () => {
    const { state, waiting } = await statusOf(amina, group)
    return state === 'in-touch' && waiting === 0
  })
  await amina.edit(document, [{ insert: 'Typed last. ', block: 1, at: 0 }])
  expect(await statusOf(amina, group)).toMatchObject({ waiting: 1 })
  await amina.sendRest()
  expect(await statusOf(amina, group)).toMatchObject({ waiting: 0 })
  await amina.close()
  await amina.sendRest()
  await carol.answers['mailbox.set']({ group, url })
  await eventually(carol, () => textOf(carol, document).includes('Typed last.'))
})

test('when it is the example group, it has no mailbox, and a wrong address changes nothing', async () => {
  const home = temporaryDirectory()
  const example = await onlineCore(join(home, 'example'), { example: true })
  const group = await example.answers['groups.create']({
    name: 'Example',
    handle: 'A.',
    level: 'country',
    language: 'en',
  })
  const set = async (url: string): Promise<void> => example.answers['mailbox.set']({ group, url })
  await expect(set('wss://mailbox.example.org')).rejects.toThrow(new Failure('not-permitted'))
  expect((await statusOf(example, group)).url).toBeNull()
})
