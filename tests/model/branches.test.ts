// All small worlds in which a device signs two contents for one place: it signs up to four
// messages, and another member stands on any of them. In every order of arrival, on two devices
// that then meet: equal messages under equal names with equal verdicts, both know the device, and
// all messages of the honest one count.
// @module-tag long
import process from 'node:process'
import { expect, test } from 'vitest'
import { openGroup } from '#core/group'
import { temporaryArchive } from '#tests/archive'
import { forge, forgeAfter, packed, type Forged, type Pen } from '#tests/forge'
import { founder, joiner, meet, type Person } from '#tests/group'
import { deviceOf, type Device } from '#tests/writing-device'
import { readPack } from '../../src/core/sync/packs/pack.ts'
import { ordersOf } from './orders.ts'

/**
 * One message: of the device that signs two contents, after another of its own; or of an honest
 * one.
 */
type Act = { by: 'liar' | 'honest'; after: number | null; hears: number | null }

const turn = (): Promise<void> => new Promise(setImmediate)

/** Every world of exactly `count` acts with two contents for one place. */
const worldsOf = (count: number): Act[][] => {
  const grow = (acts: Act[]): Act[][] => {
    if (acts.length === count) return [acts]
    const by = (who: Act['by']) => acts.flatMap((act, at) => (act.by === who ? [at] : []))
    const children = (after: number | null) =>
      acts.filter(act => act.by === 'liar' && act.after === after).length
    const lies = [null, ...by('liar')]
      .filter(after => children(after) < 2)
      .map((after): Act => ({ by: 'liar', after, hears: null }))
    const words = [null, ...by('liar')].map((hears): Act => ({
      by: 'honest',
      after: by('honest').at(-1) ?? null,
      hears,
    }))
    return [...lies, ...words].flatMap(act => grow([...acts, act]))
  }
  const isSplit = (acts: Act[]): boolean =>
    acts.some((a, at) =>
      acts.some(
        (b, other) => other > at && a.by === 'liar' && b.by === 'liar' && a.after === b.after,
      ),
    )
  return grow([]).filter(isSplit)
}

const penOf = ({ group }: Person): Pen => ({ group: group.id, ...group.self })

const written = (acts: readonly Act[], liar: Pen, honest: Pen, records: Person): Forged[] => {
  const made: Forged[] = []
  // One feed: a device that signs two first contents signs them under one name.
  const { message } = forge(liar)
  for (const { by, after, hears } of acts) {
    const heard = hears === null ? [] : [made[hears]!.message]
    const feeds = heard.map(({ feed, seq, id }) => ({ feed, seq, id }))
    const pen = by === 'liar' ? liar : honest
    const first = { after: { records: records.group.recordHeads(), feeds } }
    const feed = by === 'liar' ? { feed: message.feed } : {}
    made.push(
      after === null
        ? forge(pen, { ...first, ...feed })
        : forgeAfter(pen, made[after]!, { after: { records: [], feeds } }),
    )
  }
  return made
}

/** The device as it was when it came in, on an archive of its own. */
const fresh = (person: Person): Device => {
  const archive = temporaryArchive()
  const { id } = person.group
  archive.groups.put(person.archive.groups.get(id)!)
  for (const record of person.archive.records.list(id)) archive.records.put(id, record)
  for (const { epoch, key } of person.archive.epochs.list(id)) archive.epochs.put(id, epoch, key)
  return deviceOf({ ...person, archive, group: openGroup(archive, id, person.environment) })
}

const verdictsOf = ({ person: { archive, group } }: Device): string =>
  archive.messages
    .heads(group.id)
    .flatMap(({ feed, first, seq }) => archive.messages.range(group.id, feed, first, seq + 1))
    .filter(({ audience }) => audience === (group.id as string))
    .map(({ id, line, state }) => `${id} ${line} ${state === 'refused' ? 'refused' : 'counts'}`)
    .toSorted()
    .join('\n')

const isCounted = (row: string, id: string): boolean =>
  row.startsWith(id) && row.endsWith(' counts')

const hears = async (to: Device, from: Device): Promise<void> => {
  await turn()
  to.replica.receive([...from.replica.packsBeyond([])].map(({ bytes }) => readPack(bytes)!))
  await turn()
}

const isProof = process.env['BARAZA_PROVE'] === '1'
const most = Number(process.env['BARAZA_ACTS'] ?? (isProof ? 4 : 3))
const timeout = isProof ? 3 * 3_600_000 : 900_000

test(`every world of at most ${most} messages: one verdict on each`, { timeout }, async () => {
  const host = founder('A', { archive: temporaryArchive() })
  const join = (name: string) => joiner(name, host, { archive: temporaryArchive() })
  const [liar, honest, dana, eve] = [join('M'), join('B'), join('D'), join('E')]
  for (const person of [liar, honest, dana, eve]) meet(host, person)
  let [worlds, pairs] = [0, 0]
  const wrong: unknown[] = []
  for (let count = 2; count <= most; count++) {
    for (const acts of worldsOf(count)) {
      worlds++
      const made = written(acts, penOf(liar), penOf(honest), host)
      const orders = ordersOf(made)
      for (const [at, order] of orders.entries()) {
        pairs++
        const devices = [fresh(dana), fresh(eve)] as const
        const others = orders.at(at - 1)!
        for (const one of order) devices[0].replica.receive([readPack(packed([one]))!])
        for (const one of others) devices[1].replica.receive([readPack(packed([one]))!])
        for (let round = 0; round < 3; round++) {
          await hears(devices[0], devices[1])
          await hears(devices[1], devices[0])
        }
        const [one, other] = devices.map(verdictsOf)
        const stopped = devices.map(({ replica }) =>
          [...replica.offences()].filter(([, { isStopped }]) => isStopped).map(([id]) => id),
        )
        const isNamed = stopped.every(ids => ids.join() === liar.group.self.device)
        const isHeard = made.every(
          ({ message: { id } }, index) =>
            acts[index]!.by === 'liar' || one!.split('\n').some(row => isCounted(row, id)),
        )
        if (one !== other || !isNamed || !isHeard)
          wrong.push({ acts, at, isNamed, isHeard, one, other })
        for (const each of devices) {
          each.close()
          each.person.archive.close()
        }
      }
    }
  }
  console.log(`model: ${worlds} worlds of two contents, ${pairs} pairs of orders`)
  expect(wrong).toEqual([])
  expect(worlds).toBeGreaterThan(5)
})
