// A message that claims an id which another device uses, in a form that the gate refuses. With
// other ids it is written again, in a form that nobody signed: it is refused all the same, in every
// order of arrival.
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import { temporaryArchive } from '#tests/archive'
import { againAs, deviceIn, give, idsOf, send, shortIds, withShortIds } from '#tests/contesting'
import { diceFrom, textIn } from '#tests/documents'
import { cast, turn } from '#tests/page-shared'
import type { Device } from '#tests/writing-device'
import { any, craft, gap, joined, type Content } from '../documents/crafted.ts'

const value = (key: string) => ({ at: { parent: 'meta', key }, is: any('A/1') })
/** Numbers that Yjs writes in more bytes: the stored value is too large. */
const grown: Content = {
  number: 8,
  length: 1,
  write(to) {
    encoding.writeVarUint(to, 1)
    encoding.writeUint8(to, 117)
    encoding.writeVarUint(to, 600)
    for (let left = 600; left > 0; left--) {
      encoding.writeUint8(to, 125)
      encoding.writeVarInt(to, 2 ** 33 + 1)
    }
  },
}

const forms: [string, (client: number) => Uint8Array][] = [
  [
    'bytes behind its end',
    client => joined(craft([{ client, clock: 0, structs: [value('k')] }]), [7]),
  ],
  [
    'two sections of one client',
    client =>
      craft([
        { client, clock: 0, structs: [value('k')] },
        { client, clock: 1, structs: [value('l')] },
      ]),
  ],
  [
    'a deletion of nothing',
    client =>
      craft([{ client, clock: 0, structs: [value('k')] }], [{ client, clock: 0, length: 0 }]),
  ],
  [
    'a gap between its clocks',
    client =>
      craft([{ client, clock: 0, structs: [value('k'), { at: {}, is: gap(3) }, value('l')] }]),
  ],
  [
    'a value that grows',
    client =>
      craft([{ client, clock: 0, structs: [{ at: { parent: 'meta', key: 'k' }, is: grown }] }]),
  ],
]

test.each(forms)('%s: refused before and after the contest is known', async (_, make) => {
  const archives = Array.from({ length: 5 }, () => temporaryArchive())
  const { devices, page } = await cast(archives, withShortIds)
  const [, mallory, ben, chen, dora] = devices as [Device, Device, Device, Device, Device]
  await ben.documents.editAs(page, doc => textIn(doc, 1).insert(0, 'BEN '))
  await ben.documents.flush()
  mallory.close()
  const again = againAs(mallory, page, new Set(await idsOf(ben, page)), diceFrom(7))
  const writer = { device: deviceIn(again), feed: again.replica.feed, writer: 0 }
  send(again, page, make(shortIds.of(page, writer)))
  await turn()
  for (const from of [ben, again]) give(from, chen)
  for (const from of [again, ben]) give(from, dora)
  const looks = [chen, dora].map(each => ({
    digest: String(each.documents.digest(page)),
    refused: each.replica.offences().get(writer.device)?.refused,
    disputed: each.documents.disputed(page).length,
  }))
  expect(looks[0]).toMatchObject({ refused: 1, disputed: 0 })
  expect(looks[1]).toEqual(looks[0])
})
