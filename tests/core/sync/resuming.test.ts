// A transfer that is cut goes on from there: by the bytes on the link, nothing is sent twice beyond
// the one pack that was under way.
// @module-tag long
import { expect, test } from 'vitest'
import { random, toHex } from '#core/keys'
import { memoryLinks } from '../../acceptance/link.ts'
import { aliceWithSync, joined, until, untilSame, type Device } from '#tests/sync'
import { numbersFrom } from '#tests/trials'

/** The most bytes of one pack on the link: 256 KiB of messages, their frames, and padding. */
const onePack = 300 << 10

/** Links the two until all of `limit` bytes went from `a` to `b`; resolves with those bytes. */
const meetFor = (a: Device, b: Device, limit = Number.POSITIVE_INFINITY) => {
  const ends = memoryLinks({ a: a.group.self.device, b: b.group.self.device })
  const passed = { bytes: 0, isOver: false }
  ends.a.onClose(() => {
    passed.isOver = true
  })
  a.sync.addLink(a.group.id, {
    ...ends.a,
    send(frame) {
      if (passed.bytes + frame.length > limit) return ends.a.close()
      passed.bytes += frame.length
      return ends.a.send(frame)
    },
  })
  b.sync.addLink(b.group.id, ends.b)
  return { passed, close: () => ends.a.close() }
}

test('a transfer is cut at any point: it goes on from there', { timeout: 240_000 }, async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const [b, c] = [await joined('Bob', a), await joined('Carol', a)]
  // Statements of heads would be counted too.
  for (const { archive } of [a, b, c])
    archive.settings.set({ ...archive.settings.get(), sharePresence: false })
  a.archive.transaction(() => {
    for (let line = 0; line < 5_000; line++) a.notebook.write(page, `x${toHex(random(150))}`)
  })
  const whole = meetFor(a, c)
  await untilSame(a, c)
  whole.close()
  const all = whole.passed.bytes
  expect(all).toBeGreaterThan(4 * (onePack / 2))

  const number = numbersFrom(7)
  let sent = 0
  let cuts = 0
  for (;;) {
    const { passed, close } = meetFor(a, b, 5_000 + Math.floor(number() * all * 0.4))
    await until(() => passed.isOver || isSame(a, b))
    close()
    sent += passed.bytes
    if (isSame(a, b)) break
    cuts++
    expect(cuts).toBeLessThan(60)
  }
  expect(cuts).toBeGreaterThan(2)
  expect(sent).toBeLessThan(all + cuts * onePack)
  expect(b.notebook.lines(page)).toEqual(a.notebook.lines(page))
})

const isSame = (a: Device, b: Device): boolean => {
  const feed = a.sync.feedOf(a.group.id)
  return (
    a.archive.messages.head(a.group.id, feed)?.seq ===
    b.archive.messages.head(b.group.id, feed)?.seq
  )
}

test('two members wrote for long by turns: they meet without keeping many messages waiting', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const [b, c] = [await joined('Bob', a), await joined('Carol', a)]
  const live = meetFor(a, b)
  for (let round = 0; round < 80; round++) {
    const [from, to] = round % 2 === 0 ? [a, b] : [b, a]
    from.archive.transaction(() => {
      for (let line = 0; line < 10; line++) from.notebook.write(page, `x${toHex(random(300))}`)
    })
    await untilSame(from, to)
  }
  live.close()
  let most = 0
  const { close } = meetFor(a, c)
  await until(() => {
    most = Math.max(most, c.archive.waitingMessages.count({ group: c.group.id }))
    return isSame(a, c) && isSame(b, c)
  })
  await untilSame(a, c)
  close()
  expect(c.notebook.lines(page)).toHaveLength(800)
  expect(most).toBeLessThan(500)
})
