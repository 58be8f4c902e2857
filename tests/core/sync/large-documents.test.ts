// A document that no one message can hold, between real rooms: shared with a group, and given to
// newcomers on a link and in an encrypted file.
// @module-tag long
import { expect, test } from 'vitest'
import type { DocumentId, GroupId } from '#shared/ids'
import { diceFrom, textIn } from '#tests/documents'
import { onlyInProofs } from '#tests/of-proofs'
import { admitted, create, founded, handFile, newSession, type Opened } from '#tests/sessions'
import { until } from '#tests/sync'

/** Nearly nine hundred thousand bytes; the same for the same seed. */
const noise = (seed: number): string => {
  const dice = diceFrom(seed)
  return Array.from({ length: 225_000 }, () =>
    String.fromCodePoint(0x1f300 + dice.below(700)),
  ).join('')
}

/** Alice alone in a group, with a shared document of six mebibytes and a short one. */
const alone = async () => {
  const alice = await newSession()
  const group = founded(alice)
  const large = await create(alice, group, 'First', 'Second')
  for (let times = 0; times < 7; times++)
    await alice.documents.editAs(large, doc => textIn(doc, 0).insert(0, noise(times)))
  const short = await create(alice, group, 'Short')
  for (const each of [large, short]) await alice.documents.share(each)
  return { alice, group, large, short }
}

const areSame = (one: Opened, other: Opened, document: DocumentId): boolean =>
  other.archive.documents.get(document) !== null &&
  one.documents.digest(document) === other.documents.digest(document)

const kindsOf = ({ archive }: Opened, group: GroupId, document: DocumentId): Set<string> => {
  expect(archive.messages.count(group)).toBeGreaterThan(0)
  return new Set(archive.messages.ofDocument(document, 0).map(({ kind }) => kind))
}

test('a document is large: a newcomer begins with it on the local network, and both write on', async () => {
  const { alice, group, large, short } = await alone()
  const bob = await newSession()
  await admitted(alice, bob, group)
  await alice.sync.lan.start()
  const [address = ''] = alice.sync.lan.status().addresses
  await bob.sync.lan.dial(group, address)
  await until(() => areSame(alice, bob, short) && areSame(alice, bob, large))
  expect(kindsOf(bob, group, large)).toEqual(new Set(['snapshot-start', 'snapshot-part']))
  await bob.documents.editAs(large, doc => textIn(doc, 1).insert(0, 'Bob was here. '))
  await bob.documents.flush()
  await until(() => areSame(alice, bob, large))
  expect(alice.documents.page(large).blocks[1]?.runs[0]?.text).toBe('Bob was here. Second')
})

// `npm run prove -- sync`; tests/core/documents/large.test.ts tests the same in one room.
test.each(onlyInProofs)(
  'a document is large: newcomers begin with it from an encrypted file, and an earlier member gets it too',
  async () => {
    const { alice, group, large, short } = await alone()
    const [bob, chen] = [await newSession(), await newSession()]
    await admitted(alice, bob, group)
    await handFile(alice, bob, group)
    const later = await create(alice, group, 'Later')
    await alice.documents.share(later)
    await admitted(alice, chen, group)
    const received = await handFile(alice, chen, group)
    expect(received).toMatchObject({ refused: 0, waiting: 0 })
    expect(new Set(received.documents)).toEqual(new Set([large, short, later]))
    expect(await handFile(alice, bob, group)).toMatchObject({ refused: 0, waiting: 0 })
    expect(await handFile(alice, chen, group)).toMatchObject({
      accepted: 0,
      refused: 0,
      waiting: 0,
    })
    for (const document of [large, short, later])
      for (const member of [bob, chen]) expect(areSame(alice, member, document)).toBe(true)
  },
)
