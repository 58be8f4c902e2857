// Messages of a device that broke a rule earlier are read behind those of others, a little at a
// time.
import { expect, test } from 'vitest'
import { newDeviceKeys, random, toHex } from '#core/keys'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import { forge, forgeAfter, packed, type Forged } from '#tests/forge'
import { aliceWithSync, groupOf, handFile, joined, type Device } from '#tests/sync'
import { nothingYet, takePacks, unsteered } from '../../../src/core/sync/files/file-contents.ts'
import type { GroupSync } from '../../../src/core/sync/group-sync.ts'

const count = 30
/** Long enough for more than one pack. */
const long = 'words '.repeat(5_000)

/**
 * All devices know that Bob's device broke a rule; then Bob and Alice write more, which Bob has.
 */
const begun = async (line: string) => {
  const alice = aliceWithSync()
  const bob = await joined('Bob', alice)
  const carol = await joined('Carol', alice)
  const page = alice.notebook.create()
  alice.notebook.share(page)
  await handFile(alice, bob)
  bob.notebook.write(page, line)
  await handFile(bob, alice)
  await handFile(bob, carol)
  for (let number = 0; number < count; number++) {
    bob.notebook.write(page, `by Bob ${number} ${long}`)
    alice.notebook.write(page, `by Alice ${number}`)
  }
  await handFile(alice, bob)
  return { bob, carol, page }
}

const linesBy = (name: string, { notebook }: Device, page: DocumentId): number =>
  notebook.lines(page)?.filter(line => line.startsWith(`by ${name} `)).length ?? 0

/** At each turn of others, the number of lines of Alice and of Bob. */
const readBy = async (from: Device, to: Device, page: DocumentId): Promise<[number, number][]> => {
  const { bytes } = await from.sync.writeFile({ group: groupOf(from), members: [] })
  const seen: [number, number][] = []
  await to.sync.readFile(bytes, {
    progress: () => void seen.push([linesBy('Alice', to, page), linesBy('Bob', to, page)]),
    isCancelled: () => false,
  })
  return seen
}

test('one of the devices broke a rule: others come first, and its packs behind them in parts', async () => {
  const { bob, carol, page } = await begun('bad line')
  expect(carol.sync.offences(groupOf(carol)).get(bob.group.self.device)?.refused).toBe(1)
  const seen = await readBy(bob, carol, page)
  const lines = seen.filter(([alice, own]) => alice + own > 0)
  expect(lines[0]).toEqual([count, 0])
  expect(lines.at(-1)).toEqual([count, count])
  expect(lines.some(([, own]) => own > 0 && own < count)).toBe(true)
})

test('no device broke a rule: all packs come together', async () => {
  const { bob, carol, page } = await begun('good line')
  const seen = await readBy(bob, carol, page)
  expect(seen.filter(([alice, own]) => alice + own > 0)[0]).toEqual([count, count])
})

test.each([
  [false, [600, 600]],
  [true, [200, 200, 200, 200, 200, 200]],
])(
  'a device that broke a rule wrote a file of many short messages: %s; no step takes in more than %j',
  async (isOffender, steps) => {
    const keys = newDeviceKeys()
    const device = toHex(keys.signing.public) as DeviceId
    const run: Forged[] = [forge({ group: toHex(random(32)) as GroupId, device, keys })]
    const pen = { group: run[0]!.message.group, device, keys }
    while (run.length < 1_200) run.push(forgeAfter(pen, run.at(-1)!))
    const packs = [0, 1, 2, 3, 4, 5].map(at => packed(run.slice(at * 200, at * 200 + 200)))
    const taken: number[] = []
    const replica = {
      authors: { isActive: () => true, isPast: () => false },
      offences: () => new Set(isOffender ? [device] : []),
      receive(some: Parameters<GroupSync['receive']>[0], tally: ReturnType<GroupSync['receive']>) {
        // Messages of an earlier step are not kept for the next.
        expect(tally.judged).toEqual([])
        const messages = some.flatMap(({ items }) => items.map(({ message }) => message))
        taken.push(messages.length)
        tally.judged.push(...messages)
        tally.accepted += messages.length
      },
    } as unknown as GroupSync
    const tally = await takePacks(replica, packs, nothingYet(), unsteered)
    expect(tally.accepted).toBe(1_200)
    expect(taken).toEqual(steps)
  },
)
