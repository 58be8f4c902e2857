// "Merged, please read" in core: for documents without a window, over locking and unlocking, until
// the person has read it.
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { rootOf } from '#document/tree'
import type { DocumentId, GroupId } from '#shared/ids'
import { textIn } from '#tests/documents'
import {
  admitted,
  create,
  founded,
  handFile,
  newSession,
  nextSession,
  type Opened,
} from '#tests/sessions'
import { memoryLinks } from '../acceptance/link.ts'
import { until } from '#tests/sync'

/** Alice and Bob with one shared document that both have. */
const two = async (...lines: string[]) => {
  const [alice, bob] = [await newSession(), await newSession()]
  const group = founded(alice)
  const document = await create(alice, group, ...lines)
  await alice.documents.share(document)
  await admitted(alice, bob, group)
  await handFile(alice, bob, group)
  await handFile(bob, alice, group)
  return { alice, bob, group, document }
}

const write = async (who: Opened, document: DocumentId, block: number, text: string, at = 0) => {
  await who.documents.editAs(document, doc => textIn(doc, block).insert(at, text))
  await who.documents.flush()
}

const meet = async (one: Opened, other: Opened, group: GroupId): Promise<void> => {
  await handFile(one, other, group)
  await handFile(other, one, group)
}

const listed = ({ documents }: Opened, document: DocumentId) =>
  documents
    .merges(document)
    .map(({ kind, before, mine, theirs }) => ({
      kind,
      before,
      mine: mine.text,
      theirs: theirs.text,
    }))

const block = ({ documents }: Opened, document: DocumentId, index: number) =>
  documents.page(document).blocks[index]?.id as never

test('when both change one paragraph apart, both are told both wordings until they have read them', async () => {
  const { alice, bob, group, document } = await two('Protect them.', 'Only Alice.', 'Only Bob.')
  await write(alice, document, 0, 'Always. ')
  await write(alice, document, 1, 'Ours. ')
  await write(bob, document, 0, ' Everywhere.', 'Protect them.'.length)
  await write(bob, document, 2, 'Bobs. ')
  expect([alice.summary(document).toRead, bob.summary(document).toRead]).toEqual([0, 0])
  await meet(alice, bob, group)

  const [ofAlice, ofBob] = ['Always. Protect them.', 'Protect them. Everywhere.']
  const merged = { kind: 'merged', before: 'Protect them.' }
  const forAlice = [{ ...merged, mine: ofAlice, theirs: ofBob }]
  const forBob = [{ ...merged, mine: ofBob, theirs: ofAlice }]
  expect(listed(alice, document)).toEqual(forAlice)
  expect(listed(bob, document)).toEqual(forBob)
  expect(alice.documents.digest(document)).toBe(bob.documents.digest(document))

  const again = await nextSession(alice)
  expect(again.summary(document).toRead).toBe(1)
  expect(listed(again, document)).toEqual(forAlice)
  await meet(again, bob, group)
  expect(listed(again, document)).toEqual(forAlice)
  expect(listed(bob, document)).toEqual(forBob)
  again.documents.markRead(document, block(again, document, 1))
  expect(again.summary(document).toRead).toBe(1)
  again.documents.markRead(document, block(again, document, 0))
  expect(again.told).toContainEqual(['documents.changed', { group, document }])
  expect([again.summary(document).toRead, listed(again, document)]).toEqual([0, []])
  const third = await nextSession(again)
  expect([third.summary(document).toRead, listed(third, document)]).toEqual([0, []])
  expect(bob.summary(document).toRead).toBe(1)
})

/** The same with Chloe. */
const three = async (...lines: string[]) => {
  const { alice, bob, group, document } = await two(...lines)
  const chloe = await newSession()
  await admitted(alice, chloe, group)
  for (const other of [chloe, bob]) await meet(alice, other, group)
  return { alice, bob, chloe, group, document }
}

test('when three write apart, each is told what each other made of it, not the outcome of both', async () => {
  const { alice, bob, chloe, group, document } = await three('Protect them.', 'Goes away.')
  await write(alice, document, 0, 'Always. ')
  await write(bob, document, 0, ' Everywhere.', 'Protect them.'.length)
  await write(bob, document, 1, 'Wait, it ')
  await chloe.documents.editAs(document, doc => rootOf(doc).delete(0, 2))
  await handFile(chloe, alice, group)
  // Both others in one file.
  await handFile(alice, bob, group)
  const [ofAlice, ofBob] = ['Always. Protect them.', 'Protect them. Everywhere.']
  const [kind, before] = ['rescue', 'Protect them.']
  const found = listed(bob, document)
  expect(found).toHaveLength(3)
  expect(found).toContainEqual({ kind, before, mine: ofBob, theirs: ofAlice })
  expect(found).toContainEqual({ kind, before, mine: ofBob, theirs: null })
  const wait = 'Wait, it Goes away.'
  expect(found).toContainEqual({ kind, before: 'Goes away.', mine: wait, theirs: null })
})

test('when three write apart, the first one’s wording is not the base of the second', async () => {
  const { alice, bob, chloe, group, document } = await three('Protect them.', 'Goes away.')
  await write(alice, document, 0, 'Always. ')
  await write(alice, document, 1, 'Ours: it ')
  await write(bob, document, 0, ' Everywhere.', 'Protect them.'.length)
  await write(bob, document, 1, 'Bob: it ')
  await write(chloe, document, 0, 'Please. ')
  await chloe.documents.editAs(document, doc => rootOf(doc).delete(1, 1))
  await handFile(chloe, alice, group)
  const [ofAlice, ofBob] = ['Always. Protect them.', 'Protect them. Everywhere.']
  const [alices, bobs] = ['Ours: it Goes away.', 'Bob: it Goes away.']
  const first = [
    { kind: 'merged', before: 'Protect them.', mine: ofAlice, theirs: 'Please. Protect them.' },
    { kind: 'rescue', before: 'Goes away.', mine: alices, theirs: null },
  ]
  // As a second later, when the present text is compared.
  expect(listed(alice, document)).toEqual(first)
  await handFile(bob, alice, group)
  const second = [
    { kind: 'merged', before: 'Protect them.', mine: ofAlice, theirs: ofBob },
    { kind: 'rescue', before: 'Goes away.', mine: alices, theirs: bobs },
  ]
  expect(listed(alice, document)).toEqual([...first, ...second])
  // Chloe has received nothing yet and goes on: what was reported about this edit is not reported
  // again.
  await write(chloe, document, 0, 'Now. ')
  await handFile(chloe, alice, group)
  expect(listed(alice, document).slice(4)).toEqual([
    {
      kind: 'merged',
      before: 'Protect them.',
      mine: ofAlice,
      theirs: 'Now. Please. Protect them.',
    },
  ])
})

test('when one of three wrote on top of the second, the first is told what that did to the own words', async () => {
  const { alice, bob, chloe, group, document } = await three('Protect them.', 'Goes away.')
  await write(alice, document, 0, 'Always. ')
  await write(alice, document, 1, 'Ours: it ')
  // Bob writes before and after receiving the change of Chloe, who removes the second paragraph.
  await write(bob, document, 1, 'Bob: it ')
  await chloe.documents.editAs(document, doc => rootOf(doc).delete(1, 1))
  await write(chloe, document, 0, 'Please. ')
  await handFile(chloe, bob, group)
  await write(bob, document, 0, ' do.', 'Please.'.length)
  await handFile(chloe, alice, group)
  listed(alice, document)
  await handFile(bob, alice, group)
  const found = listed(alice, document)
  const [ofAlice, alices] = ['Always. Protect them.', 'Ours: it Goes away.']
  const goes = { kind: 'rescue', before: 'Goes away.', mine: alices }
  expect(found).toContainEqual({ ...goes, theirs: 'Bob: it Goes away.' })
  expect(found).toContainEqual({
    kind: 'merged',
    before: 'Protect them.',
    mine: ofAlice,
    theirs: 'Please. do. Protect them.',
  })
})

test('when a member wrote on among another’s words, an absent member is told of both', async () => {
  const { alice, bob, chloe, group, document } = await three('Protect them.')
  await write(alice, document, 0, 'Always. ')
  await write(chloe, document, 0, 'Please. ')
  await write(bob, document, 0, ' Everywhere.', 'Protect them.'.length)
  await handFile(chloe, alice, group)
  const [told] = listed(alice, document)
  expect(told).toMatchObject({ mine: 'Always. Protect them.', theirs: 'Please. Protect them.' })
  const text = (): string => alice.documents.page(document).blocks[0]?.runs[0]?.text ?? ''
  await write(alice, document, 0, ' do', text().indexOf('Please') + 'Please'.length)
  const mine = text()
  await handFile(bob, alice, group)
  expect(listed(alice, document).slice(1)).toEqual([
    {
      kind: 'merged',
      before: 'Please. Protect them.',
      mine,
      theirs: 'Please. Protect them. Everywhere.',
    },
  ])
})

test('when words are in no message yet, they count as written apart too', async () => {
  const { alice, bob, group, document } = await two('One.')
  await write(alice, document, 0, 'Ours. ')
  await bob.documents.editAs(document, doc => textIn(doc, 0).insert(0, 'Bobs. '))
  await handFile(alice, bob, group)
  await handFile(bob, alice, group)
  const merged = { kind: 'merged', before: 'One.' }
  expect(listed(alice, document)).toEqual([{ ...merged, mine: 'Ours. One.', theirs: 'Bobs. One.' }])
  expect(listed(bob, document)).toEqual([{ ...merged, mine: 'Bobs. One.', theirs: 'Ours. One.' }])
})

test('when words went with a removed paragraph, both sides are told of a rescue', async () => {
  const { alice, bob, group, document } = await two('Stays.', 'Goes away.')
  await alice.documents.editAs(document, doc => rootOf(doc).delete(1, 1))
  await write(bob, document, 1, 'Wait, it ')
  await meet(alice, bob, group)
  const before = 'Goes away.'
  const kept = 'Wait, it Goes away.'
  expect(listed(alice, document)).toEqual([{ kind: 'rescue', before, mine: null, theirs: kept }])
  expect(listed(bob, document)).toEqual([{ kind: 'rescue', before, mine: kept, theirs: null }])
})

test('when a member changed words that the other wrote before, nothing is to be read', async () => {
  const { alice, bob, group, document } = await two('One.')
  await write(alice, document, 0, 'Alice. ')
  await handFile(alice, bob, group)
  await write(bob, document, 0, 'Bob. ')
  await meet(alice, bob, group)
  await write(alice, document, 0, 'Alice again. ')
  await meet(bob, alice, group)
  expect([listed(alice, document), listed(bob, document)]).toEqual([[], []])
})

test('when both are apart again after meeting, each time is reported separately', async () => {
  const { alice, bob, group, document } = await two('One.')
  const wordings = []
  for (const round of ['1', '2']) {
    await write(alice, document, 0, `A${round} `)
    await write(bob, document, 0, `B${round} `)
    await meet(alice, bob, group)
    wordings.push(alice.documents.page(document).blocks[0]?.runs[0]?.text)
  }
  expect(listed(alice, document)).toEqual([
    { kind: 'merged', before: 'One.', mine: 'A1 One.', theirs: 'B1 One.' },
    { kind: 'merged', before: wordings[0], mine: `A2 ${wordings[0]}`, theirs: `B2 ${wordings[0]}` },
  ])
  expect(alice.summary(document).toRead).toBe(1)
})

test('when the other is linked, a writer sees the change happen and is told of earlier ones', async () => {
  const { alice, bob, group, document } = await two('One.', 'Two.')
  await alice.documents.editAs(document, doc => textIn(doc, 0).insert(0, 'A. '))
  await bob.documents.editAs(document, doc => textIn(doc, 0).insert(0, 'B. '))
  const ends = memoryLinks({
    a: alice.groups.get(group).self.device,
    b: bob.groups.get(group).self.device,
  })
  alice.sync.addLink(group, ends.a)
  bob.sync.addLink(group, ends.b)
  const line = (who: Opened, index: number): string =>
    who.documents.page(document).blocks[index]?.runs[0]?.text ?? ''
  const both = (index: number, text: string) => () =>
    [alice, bob].every(who => line(who, index).length === text.length)
  await until(both(0, 'A. B. One.'))
  for (let times = 0; times < 5; times++) {
    await Promise.all(
      [alice, bob].map(({ documents }) =>
        documents.editAs(document, doc => textIn(doc, 1).insert(0, 'live ')),
      ),
    )
    await Promise.all([alice, bob].map(({ documents }) => documents.flush()))
  }
  const lived = `${'live '.repeat(10)}Two.`
  await until(both(1, lived))
  for (const who of [alice, bob]) {
    expect(line(who, 1)).toBe(lived)
    expect(listed(who, document).map(({ before }) => before)).toEqual(['One.'])
  }
})

test('when a conflict is listed, it names author and place of a paragraph, after a restart too', async () => {
  const { alice, bob, group, document } = await two('First.', 'Goes away.', 'Last.')
  await alice.documents.editAs(document, doc => rootOf(doc).delete(1, 1))
  await write(bob, document, 1, 'Wait, it ')
  const first = block(alice, document, 0)
  await meet(alice, bob, group)
  const where = ({ documents }: Opened) =>
    documents.merges(document).map(({ by, after }) => ({ by, after }))
  const [ofAlice, ofBob] = [alice, bob].map(({ groups }) => groups.get(group).self.member)
  expect(where(alice)).toEqual([{ by: ofBob, after: first }])
  expect(where(bob)).toEqual([{ by: ofAlice, after: first }])
  expect(where(await nextSession(alice))).toEqual([{ by: ofBob, after: first }])
})

/** The values of a paragraph beside its words. */
const valuesOf = ({ documents }: Opened, document: DocumentId) =>
  documents.merges(document).map(({ block: id, values, by }) => ({ block: id, values, by }))

const given = (key: string, value: string) => (doc: Y.Doc) =>
  (rootOf(doc).get(0) as Y.XmlElement).setAttribute(key, value)

test('when both change a paragraph’s kind and the title apart, each is told of both, with the author', async () => {
  const { alice, bob, group, document } = await two('Protect them.')
  const first = block(alice, document, 0)
  await alice.documents.editAs(document, given('s_kind', 'h2'))
  await bob.documents.editAs(document, given('s_kind', 'quote'))
  await alice.documents.rename(document, 'Title of Alice')
  await bob.documents.rename(document, 'Title of Bob')
  await meet(alice, bob, group)
  const title = alice.documents.page(document).meta.title
  expect(title).toMatch(/^Title of (Alice|Bob)$/)
  const [ofAlice, ofBob] = [alice, bob].map(({ groups }) => groups.get(group).self.member)
  expect(valuesOf(alice, document)).toEqual([
    {
      block: null,
      by: ofBob,
      values: [
        { name: 'title', before: 'Working paper', mine: 'Title of Alice', theirs: 'Title of Bob' },
      ],
    },
    {
      block: first,
      by: ofBob,
      values: [{ name: 'kind', before: 'paragraph', mine: 'h2', theirs: 'quote' }],
    },
  ])
  expect(valuesOf(bob, document)).toMatchObject([
    { block: null, by: ofAlice, values: [{ mine: 'Title of Bob', theirs: 'Title of Alice' }] },
    { block: first, by: ofAlice, values: [{ mine: 'quote', theirs: 'h2' }] },
  ])
  expect(alice.summary(document).toRead).toBe(2)

  const kept = alice.documents.merges(document)
  const again = await nextSession(alice)
  expect(again.documents.merges(document)).toEqual(kept)
  again.documents.markRead(document, null)
  expect(again.documents.merges(document).map(each => each.block)).toEqual([first])
  // Choosing the other value is a change like any other, and needs no notice.
  await again.documents.rename(document, 'Title of Bob')
  await meet(again, bob, group)
  expect(bob.documents.page(document).meta.title).toBe('Title of Bob')
  expect(valuesOf(again, document)).toHaveLength(1)
})

test('when both format the same words apart, both formats are kept, after a restart too', async () => {
  const { alice, bob, group, document } = await two('Protect them.')
  const formatted = (who: Opened, bits: number) =>
    who.documents.editAs(document, doc => textIn(doc, 0).format(0, 7, { p: { __format: bits } }))
  await formatted(alice, 1)
  await formatted(bob, 2)
  await meet(alice, bob, group)
  const again = await nextSession(alice)
  expect(again.documents.merges(document).map(({ formats }) => formats)).toEqual([
    {
      isClash: true,
      before: [{ text: 'Protect them.' }],
      mine: [{ text: 'Protect', bold: true }, { text: ' them.' }],
      theirs: [{ text: 'Protect', italic: true }, { text: ' them.' }],
    },
  ])
})
