// A device believes that a mailbox has what it put in, and reads on from where it took everything
// in: neither leaves a gap after a newcomer came, or after a disk was full for a moment.
import { expect, test } from 'vitest'
import { random, toHex } from '#core/keys'
import { Failure } from '#shared/failure'
import { alice } from '#tests/group'
import { brisk, hosted } from '#tests/mailbox'
import { admitted, offline, online, settled } from '#tests/mailbox-sessions'
import { until, withSync } from '#tests/sync'

/** More than a newcomer is given to pass on. */
const texts = 24
const large = 300_000

test('a newcomer was admitted before long texts went up: the others get all of them', async () => {
  const { url } = await hosted()
  const founder = alice()
  const chen = admitted('Chen', founder)
  founder.group.addRecords(chen.group.recordsBeyond([]))
  const writing = withSync(founder, brisk().later)
  const pages = Array.from({ length: texts }, () => writing.notebook.create())
  for (const page of pages) {
    writing.notebook.share(page)
    writing.notebook.write(page, toHex(random(large / 2)))
    await new Promise(setImmediate)
  }
  const nia = admitted('Nia', writing)
  const { device } = nia.group.self
  await until(() => writing.archive.writtenBootstraps.has({ group: nia.group.id, device }))
  writing.sync.mailboxes.start()
  writing.sync.mailboxes.set(writing.group.id, url)
  await settled(writing)
  offline(writing)
  const c = online(chen, url)
  await until(() => pages.every(page => c.notebook.lines(page)?.length === 1))
  expect(c.archive.waitingMessages.list({ group: c.group.id })).toEqual([])
  offline(c)
})

test('a disk was full while parts came: they are read again', async () => {
  const { url } = await hosted()
  const founder = alice()
  const bob = admitted('Bob', founder)
  founder.group.addRecords(bob.group.recordsBeyond([]))
  const a = online(founder, url)
  const page = a.notebook.create()
  a.notebook.share(page)
  const count = 420
  for (let line = 0; line < count; line++) {
    a.notebook.write(page, `line ${line}`)
    await new Promise(setImmediate)
  }
  await settled(a)
  offline(a)
  const { messages } = bob.archive
  const put = messages.put.bind(messages)
  let isFull = true
  messages.put = message => {
    if (!isFull) return put(message)
    isFull = false
    throw new Failure('disk-full')
  }
  const b = withSync(bob, brisk().later)
  b.sync.mailboxes.start()
  b.sync.mailboxes.set(bob.group.id, url)
  await until(() => b.notebook.lines(page)?.length === count)
  expect(b.notebook.lines(page)).toHaveLength(count)
  b.sync.close()
})

test('a session ended right behind an admission: the next one writes the beginning', async () => {
  const { url } = await hosted()
  const before = withSync(alice(), brisk().later)
  const nia = admitted('Nia', before)
  const a = online(offline(before), url)
  const { device } = nia.group.self
  await until(() => a.archive.writtenBootstraps.has({ group: a.group.id, device }))
  await settled(a)
  expect(a.archive.writtenBootstraps.pluck({ group: a.group.id, device }, 'feed')).not.toBeNull()
  offline(a)
})
