// "Merged, please read", as core keeps it: for documents that no window shows, over locks and unlocks,
// until somebody has read it.
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { rootOf } from '#shared/document'
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

test('apart both change one paragraph: both are told, with both wordings, until they have read it', async () => {
  const { alice, bob, group, document } = await two('Protect them.', 'Only Alice.', 'Only Bob.')
  await write(alice, document, 0, 'Always. ')
  await write(alice, document, 1, 'Hers. ')
  await write(bob, document, 0, ' Everywhere.', 'Protect them.'.length)
  await write(bob, document, 2, 'His. ')
  expect([alice.summary(document).toRead, bob.summary(document).toRead]).toEqual([0, 0])
  await meet(alice, bob, group)

  const [hers, his] = ['Always. Protect them.', 'Protect them. Everywhere.']
  const merged = { kind: 'merged', before: 'Protect them.' }
  const forAlice = [{ ...merged, mine: hers, theirs: his }]
  const forBob = [{ ...merged, mine: his, theirs: hers }]
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

test('three apart: she is told what each of the others made of it, not what came of both', async () => {
  const { alice, bob, chloe, group, document } = await three('Protect them.', 'Goes away.')
  await write(alice, document, 0, 'Always. ')
  await write(bob, document, 0, ' Everywhere.', 'Protect them.'.length)
  await write(bob, document, 1, 'Wait, it ')
  await chloe.documents.editAs(document, doc => rootOf(doc).delete(0, 2))
  await handFile(chloe, alice, group)
  // Both others in one file.
  await handFile(alice, bob, group)
  const [hers, his] = ['Always. Protect them.', 'Protect them. Everywhere.']
  const [kind, before] = ['rescue', 'Protect them.']
  const found = listed(bob, document)
  expect(found).toHaveLength(3)
  expect(found).toContainEqual({ kind, before, mine: his, theirs: hers })
  expect(found).toContainEqual({ kind, before, mine: his, theirs: null })
  const wait = 'Wait, it Goes away.'
  expect(found).toContainEqual({ kind, before: 'Goes away.', mine: wait, theirs: null })
})

test('three apart: what the first made of a paragraph is not what the second began from', async () => {
  const { alice, bob, chloe, group, document } = await three('Protect them.', 'Goes away.')
  await write(alice, document, 0, 'Always. ')
  await write(alice, document, 1, 'Hers: it ')
  await write(bob, document, 0, ' Everywhere.', 'Protect them.'.length)
  await write(bob, document, 1, 'His: it ')
  await write(chloe, document, 0, 'Please. ')
  await chloe.documents.editAs(document, doc => rootOf(doc).delete(1, 1))
  await handFile(chloe, alice, group)
  const [hers, his] = ['Always. Protect them.', 'Protect them. Everywhere.']
  const [alices, bobs] = ['Hers: it Goes away.', 'His: it Goes away.']
  const first = [
    { kind: 'merged', before: 'Protect them.', mine: hers, theirs: 'Please. Protect them.' },
    { kind: 'rescue', before: 'Goes away.', mine: alices, theirs: null },
  ]
  // As a second later, when what was heard so far is compared.
  expect(listed(alice, document)).toEqual(first)
  await handFile(bob, alice, group)
  const second = [
    { kind: 'merged', before: 'Protect them.', mine: hers, theirs: his },
    { kind: 'rescue', before: 'Goes away.', mine: alices, theirs: bobs },
  ]
  expect(listed(alice, document)).toEqual([...first, ...second])
  // She has heard of nobody yet, and goes on: what was told of her is not told again.
  await write(chloe, document, 0, 'Now. ')
  await handFile(chloe, alice, group)
  expect(listed(alice, document).slice(4)).toEqual([
    { kind: 'merged', before: 'Protect them.', mine: hers, theirs: 'Now. Please. Protect them.' },
  ])
})

test('three apart: who wrote on top of the second is told of for what she did to the first’s words', async () => {
  const { alice, bob, chloe, group, document } = await three('Protect them.', 'Goes away.')
  await write(alice, document, 0, 'Always. ')
  await write(alice, document, 1, 'Hers: it ')
  // Bob writes before and after he hears of Chloe, who takes the second paragraph away.
  await write(bob, document, 1, 'His: it ')
  await chloe.documents.editAs(document, doc => rootOf(doc).delete(1, 1))
  await write(chloe, document, 0, 'Please. ')
  await handFile(chloe, bob, group)
  await write(bob, document, 0, ' do.', 'Please.'.length)
  await handFile(chloe, alice, group)
  listed(alice, document)
  await handFile(bob, alice, group)
  const found = listed(alice, document)
  const [hers, alices] = ['Always. Protect them.', 'Hers: it Goes away.']
  const goes = { kind: 'rescue', before: 'Goes away.', mine: alices }
  expect(found).toContainEqual({ ...goes, theirs: 'His: it Goes away.' })
  expect(found).toContainEqual({
    kind: 'merged',
    before: 'Protect them.',
    mine: hers,
    theirs: 'Please. do. Protect them.',
  })
})

test('who wrote on among another’s words is told, with those words, against whoever was away', async () => {
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

test('words of a moment ago, which are in no message yet, were written apart too', async () => {
  const { alice, bob, group, document } = await two('One.')
  await write(alice, document, 0, 'Hers. ')
  await bob.documents.editAs(document, doc => textIn(doc, 0).insert(0, 'His. '))
  await handFile(alice, bob, group)
  await handFile(bob, alice, group)
  const merged = { kind: 'merged', before: 'One.' }
  expect(listed(alice, document)).toEqual([{ ...merged, mine: 'Hers. One.', theirs: 'His. One.' }])
  expect(listed(bob, document)).toEqual([{ ...merged, mine: 'His. One.', theirs: 'Hers. One.' }])
})

test('words that went with a removed paragraph are told of as a rescue, on both sides', async () => {
  const { alice, bob, group, document } = await two('Stays.', 'Goes away.')
  await alice.documents.editAs(document, doc => rootOf(doc).delete(1, 1))
  await write(bob, document, 1, 'Wait, it ')
  await meet(alice, bob, group)
  const before = 'Goes away.'
  const kept = 'Wait, it Goes away.'
  expect(listed(alice, document)).toEqual([{ kind: 'rescue', before, mine: null, theirs: kept }])
  expect(listed(bob, document)).toEqual([{ kind: 'rescue', before, mine: kept, theirs: null }])
})

test('what one wrote with the other’s words before her is nothing to read', async () => {
  const { alice, bob, group, document } = await two('One.')
  await write(alice, document, 0, 'Alice. ')
  await handFile(alice, bob, group)
  await write(bob, document, 0, 'Bob. ')
  await meet(alice, bob, group)
  await write(alice, document, 0, 'Alice again. ')
  await meet(bob, alice, group)
  expect([listed(alice, document), listed(bob, document)]).toEqual([[], []])
})

test('apart again after meeting: each time of being apart is told for itself', async () => {
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

test('who writes while the other is in reach sees it happen, and is told of what was before', async () => {
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

test('what is listed says whose it is and where a paragraph stood, also after a restart', async () => {
  const { alice, bob, group, document } = await two('First.', 'Goes away.', 'Last.')
  await alice.documents.editAs(document, doc => rootOf(doc).delete(1, 1))
  await write(bob, document, 1, 'Wait, it ')
  const first = block(alice, document, 0)
  await meet(alice, bob, group)
  const where = ({ documents }: Opened) =>
    documents.merges(document).map(({ by, after }) => ({ by, after }))
  const [hers, his] = [alice, bob].map(({ groups }) => groups.get(group).self.member)
  expect(where(alice)).toEqual([{ by: his, after: first }])
  expect(where(bob)).toEqual([{ by: hers, after: first }])
  expect(where(await nextSession(alice))).toEqual([{ by: his, after: first }])
})

/** What each has of a paragraph, beside its words. */
const valuesOf = ({ documents }: Opened, document: DocumentId) =>
  documents.merges(document).map(({ block: id, values, by }) => ({ block: id, values, by }))

const given = (key: string, value: string) => (doc: Y.Doc) =>
  (rootOf(doc).get(0) as Y.XmlElement).setAttribute(key, value)

test('apart both change the kind of a paragraph and the title: each is told of both, and whose the other is', async () => {
  const { alice, bob, group, document } = await two('Protect them.')
  const first = block(alice, document, 0)
  await alice.documents.editAs(document, given('s_kind', 'h2'))
  await bob.documents.editAs(document, given('s_kind', 'quote'))
  await alice.documents.rename(document, 'Title of Alice')
  await bob.documents.rename(document, 'Title of Bob')
  await meet(alice, bob, group)
  const title = alice.documents.page(document).meta.title
  expect(title).toMatch(/^Title of (Alice|Bob)$/)
  const [hers, his] = [alice, bob].map(({ groups }) => groups.get(group).self.member)
  expect(valuesOf(alice, document)).toEqual([
    {
      block: null,
      by: his,
      values: [
        { name: 'title', before: 'Working paper', mine: 'Title of Alice', theirs: 'Title of Bob' },
      ],
    },
    {
      block: first,
      by: his,
      values: [{ name: 'kind', before: 'paragraph', mine: 'h2', theirs: 'quote' }],
    },
  ])
  expect(valuesOf(bob, document)).toMatchObject([
    { block: null, by: hers, values: [{ mine: 'Title of Bob', theirs: 'Title of Alice' }] },
    { block: first, by: hers, values: [{ mine: 'quote', theirs: 'h2' }] },
  ])
  expect(alice.summary(document).toRead).toBe(2)

  const kept = alice.documents.merges(document)
  const again = await nextSession(alice)
  expect(again.documents.merges(document)).toEqual(kept)
  again.documents.markRead(document, null)
  expect(again.documents.merges(document).map(each => each.block)).toEqual([first])
  // To take the other one is a change like any other, of which nobody else need be told.
  await again.documents.rename(document, 'Title of Bob')
  await meet(again, bob, group)
  expect(bob.documents.page(document).meta.title).toBe('Title of Bob')
  expect(valuesOf(again, document)).toHaveLength(1)
})

test('apart both format the same words: both are kept, over a restart, with how they looked', async () => {
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
