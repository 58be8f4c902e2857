// A member's device that begins a feed for every message: more of them than one frame, one `after`
// or one request can name. It stops no device, and honest members end with the same.
import { expect, test } from 'vitest'
import { encode } from '#core/keys'
import type { DocumentId, MessageId } from '#shared/ids'
import { forge, type Forged } from '#tests/forge'
import { typedNetwork } from '#tests/lan'
import { reopened } from '#tests/group'
import { proves } from '#tests/of-proofs'
import { aliceWithSync, joined, withSync, type Device } from '#tests/sync'
import { realLater } from '../../../src/core/sync/ports.ts'

/** `count` feeds of one line each, by `who`, which a holder of the keys can write. */
const flood = (who: Device, page: DocumentId, count: number): Forged[] => {
  const pen = { group: who.group.id, ...who.group.self }
  const secret = who.archive.documents.get(page)?.secret ?? null
  const after = { records: who.group.recordHeads(), feeds: [] }
  return Array.from({ length: count }, (_, line) => {
    const body = encode([1, 'update', null, [`flood ${line}`]])
    return forge(pen, { after, document: page, kind: 'update', secret, body })
  })
}

/** The same person in a next session, with these messages taken in before. */
const withTakenIn = (who: Device, given: readonly Forged[]): Device => {
  const { archive, group } = who
  who.sync.close()
  archive.transaction(() => {
    // Open feeds are read from the messages where no row names them.
    archive.openFeeds.remove({ group: group.id })
    for (const { message, body, signature } of given) {
      const { id, audience, device, feed, seq, kind, document, header } = message
      const place = { id, group: group.id, audience, device, feed, seq, kind, document, header }
      archive.messages.put({ ...place, signature, body, state: 'applied' })
    }
  })
  return withSync(reopened(who), realLater, typedNetwork)
}

/**
 * Resolves when `holds` does, and checks only after a change: each check costs time in proportion
 * to the feeds.
 */
const onceHolds = (who: Device, holds: () => boolean): Promise<void> =>
  new Promise(resolve => {
    const look = (): void => {
      if (!holds()) return
      unlisten()
      resolve()
    }
    const unlisten = who.sync.onChange(look)
    look()
  })

const lines = (who: Device, page: DocumentId, start: string): number =>
  who.notebook.lines(page)?.filter(line => line.startsWith(start)).length ?? 0

const flooded = async (count: number, missing: number) => {
  const a = aliceWithSync(realLater)
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a, realLater)
  const m = await joined('Mallory', a, realLater)
  b.group.addRecords(a.group.recordsBeyond([]))
  const all = flood(m, page, count)
  return {
    page,
    all,
    a: withTakenIn(a, all.slice(missing)),
    b: withTakenIn(b, all.slice(0, -missing)),
  }
}

/** Whether all of `ids` are here; a message that was found once is not looked up again. */
const hasAll = ({ archive }: Device, ids: readonly MessageId[]): (() => boolean) => {
  let left = [...ids]
  return () => {
    const next = left.findIndex(id => !archive.messages.has(id))
    left = next < 0 ? [] : left.slice(next)
    return left.length === 0
  }
}

/** A frame names fewer than the last of these: `npm run prove -- sync` has them all. */
const counts = proves ? [2_000, 17_000] : [2_000]

test.each(counts)(
  'a device begins %i feeds of one message: all of them arrive, and honest text goes on',
  { timeout: 400_000 },
  async count => {
    const { a, b, page, all } = await flooded(count, 20)
    await a.sync.lan.start()
    await b.sync.lan.dial(a.group.id, a.sync.lan.status().addresses[0] ?? '')
    const ids = all.map(({ message }) => message.id)
    await Promise.all([a, b].map(who => onceHolds(who, hasAll(who, ids))))
    await Promise.all([a, b].map(who => who.sync.level(who.group.id)))
    expect([lines(a, page, 'flood'), lines(b, page, 'flood')]).toEqual([count, count])
    a.notebook.write(page, 'Alice goes on')
    b.notebook.write(page, 'Bob goes on')
    await Promise.all([a, b].map(who => who.sync.level(who.group.id)))
    await onceHolds(a, () => lines(a, page, 'Bob goes on') === 1)
    await onceHolds(b, () => lines(b, page, 'Alice goes on') === 1)
    expect([...a.defects, ...b.defects]).toEqual([])
    expect([a.sync.warnings(a.group.id), b.sync.warnings(b.group.id)]).toEqual([[], []])
  },
)
