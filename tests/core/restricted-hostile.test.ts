// Forged placeholders of restricted paragraphs: by a member outside the circle, in other places, in
// other groups. They never show more than “Withheld”.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { applyEditScript, insertFigure } from '#document/edits'
import { blockText } from '#document/model'
import { insertRestricted, writePartOf } from '#document/restricted'
import { newBlockId } from '#document/ids'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { laterRefusal } from '#tests/refusal'
import { admitted, create, founded, handFile, newSession, type Opened } from '#tests/sessions'
import { blockElements, insertText } from '#document/tree'
import { wordsOf } from '../../src/core/exports/paper.ts'
import {
  restrictedIn,
  restrictedTexts,
  shownIn,
} from '../../src/core/drafting/restricted/restricted.ts'
import { addRestricted, restrict, seal } from '../../src/core/drafting/restricted/restricting.ts'

const secret = 'Names of the witnesses'

const forge = (session: Opened, document: DocumentId, ref: DocumentId, id?: BlockId) =>
  session.documents.editAs(document, doc =>
    insertRestricted(doc, null, { id: id ?? newBlockId(random), kind: 'num1', ref }, random),
  )
const seen = (session: Opened, document: DocumentId): string[] =>
  restrictedIn(session, document).map(({ is }) => is)
const shown = (session: Opened, document: DocumentId): string[] => {
  const textOf = restrictedTexts(session, document)
  const { blocks } = session.documents.page(document)
  return blocks.flatMap((block, index) => textOf(block, index)?.text.blocks.map(blockText) ?? [])
}

const scene = async () => {
  const [amina, mallory] = [await newSession(), await newSession()]
  const group = founded(amina)
  await admitted(amina, mallory, group)
  const host = await create(amina, group, 'For all.')
  await amina.documents.share(host)
  const circle = amina.circles.found(group, 'Safety desk')
  const wanted = { document: host, after: null, kind: 'num1', circle: circle.id } as const
  const { text, block } = await addRestricted(amina, wanted, 0)
  await amina.documents.editAs(text, doc => void doc.getMap('meta').set('title', secret))
  await handFile(amina, mallory, group)
  return { amina, mallory, group, host, text, block, circle }
}

test('when a circle’s text names its place, it is shown there once and nowhere else', async () => {
  const { amina, mallory, group, host, text, block } = await scene()
  expect(seen(amina, host)).toEqual(['open'])
  expect(seen(mallory, host)).toEqual(['withheld'])
  // In the same document under another id, in an own one, and twice under the same id.
  await forge(mallory, host, text)
  const other = await create(mallory, group, 'Own.')
  await mallory.documents.share(other)
  await forge(mallory, other, text)
  await handFile(mallory, amina, group)
  expect(seen(amina, host)).toEqual(['misplaced', 'open'])
  expect([seen(amina, other), shown(amina, other)]).toEqual([['misplaced'], []])
  await forge(mallory, host, text, block)
  await handFile(mallory, amina, group)
  expect(seen(amina, host)).toEqual(['open', 'misplaced', 'misplaced'])
  expect(shown(amina, host)).toHaveLength(1)
})

test('when a text is of the whole group, private or of another group, no circle shows it', async () => {
  const { amina, mallory, group, host, circle } = await scene()
  const forAll = await create(amina, group, 'Read by all.')
  await amina.documents.share(forAll)
  const elsewhere = founded(amina)
  const beyond = amina.circles.found(elsewhere, 'Elsewhere')
  const foreign = await create(amina, beyond.id, 'Of a circle of another group.')
  await amina.documents.share(foreign)
  const bound = async (document: DocumentId) =>
    amina.documents.editAs(document, doc =>
      writePartOf(doc, { document: host, block: 'aaaaaaaaac' as BlockId }),
    )
  const closed = await create(amina, circle.id, 'Another text of the circle.')
  await amina.documents.share(closed)
  for (const each of [forAll, foreign]) await bound(each)
  const unknown = 'ab'.repeat(16) as DocumentId
  for (const ref of [closed, foreign, forAll, unknown]) {
    await forge(mallory, host, ref, 'aaaaaaaaac' as BlockId)
  }
  await handFile(mallory, amina, group as GroupId)
  expect(seen(amina, host)).toEqual(['withheld', 'misplaced', 'withheld', 'misplaced', 'open'])
  expect(shown(amina, host)).toEqual([''])
  // Nor in a document of the circle itself.
  const within = await create(amina, circle.id, 'A text of the circle.')
  await forge(amina, within, closed, 'aaaaaaaaac' as BlockId)
  expect(seen(amina, within)).toEqual(['misplaced'])
})

test('when a member writes into a restricted place, all read those words', async () => {
  const { amina, mallory, group, host } = await scene()
  await mallory.documents.editAs(host, doc => {
    const [first] = blockElements(doc)
    if (first) insertText(first, 0, 'Hidden here?')
  })
  await handFile(mallory, amina, group)
  expect(restrictedIn(amina, host)).toMatchObject([{ is: 'open', hasWords: true }])
  expect(amina.documents.page(host).blocks.map(blockText)).toEqual(['Hidden here?', 'For all.'])
})

const say = (session: Opened, document: DocumentId, ...steps: unknown[]) =>
  session.documents.editAs(document, doc => {
    expect(applyEditScript(doc, steps, { random, now: () => 1 }).refused).toEqual([])
  })

test('when a draft is recreated, no note stays that only the removed words referred to', async () => {
  const amina = await newSession()
  const group = founded(amina)
  const draft = await create(amina, group, 'For all.', 'One was there.')
  const { id: circle } = amina.circles.found(group, 'Safety desk')
  await say(
    amina,
    draft,
    { footnote: secret, block: 2, at: 3 },
    { footnote: 'Open', block: 1, at: 3 },
  )
  const block = amina.documents.page(draft).blocks[1]?.id as BlockId
  // Open suggestions would be lost with the draft.
  const put = () => restrict(amina, { document: draft, block, circle }, 0)
  await say(amina, draft, { suggestNew: 'Another.', after: 1 })
  expect(await laterRefusal(put())).toBe('text-unsettled')
  const [waits] = amina.documents.paragraphs(draft, () => true)
  await say(amina, draft, { takeBack: waits?.id ?? '' })
  const { document, text } = await put()
  let notes = ''
  await amina.documents.editAs(document, doc => {
    notes = JSON.stringify(doc.getMap('footnotes'))
  })
  expect(notes).toContain('Open')
  expect(notes).not.toContain(secret)
  expect(amina.documents.page(text).notes).toMatchObject([{ text: secret }])
})

test('when a text was retired in its circle, it stays in its place', async () => {
  const { amina, group, host, text, block } = await scene()
  const sealed = amina.documents.sealing.seal(text)
  expect(restrictedIn(amina, host)).toMatchObject([{ is: 'open', block, text: sealed }])
  await amina.documents.flush()
  expect(shownIn(amina, group)(sealed)).toEqual({ document: host, block })
})

test('when the words of a draft are in a version, the draft is not restricted', async () => {
  const amina = await newSession()
  const group = founded(amina)
  const draft = await create(amina, group, 'For all.', secret)
  const { id: circle } = amina.circles.found(group, 'Safety desk')
  const block = amina.documents.page(draft).blocks[1]?.id as BlockId
  const french = await amina.documents.duplicate(draft, 'Document de travail', 'fr')
  const put = () => restrict(amina, { document: draft, block, circle }, 0)
  expect(await laterRefusal(put())).toBe('has-translations')
  expect(amina.documents.page(draft).blocks.map(blockText)).toEqual(['For all.', secret])
  // A version can be restricted itself, and stays a version.
  const { document } = await restrict(amina, { document: french, block, circle }, 0)
  expect(amina.documents.versionOf(document)).toBe(draft)
})

test('when a draft is edited during its recreation, nothing is lost', async () => {
  const amina = await newSession()
  const group = founded(amina)
  const draft = await create(amina, group, 'For all.', secret)
  const { id: circle } = amina.circles.found(group, 'Safety desk')
  const block = amina.documents.page(draft).blocks[1]?.id as BlockId
  const { documents } = amina
  const during: Opened = {
    ...amina,
    documents: {
      ...documents,
      // Another window writes while the circle receives its words.
      async share(text) {
        await documents.share(text)
        await say(amina, draft, { insert: 'Written meanwhile. ', block: 1, at: 0 })
      },
    },
  }
  const put = () => restrict(during, { document: draft, block, circle }, 0)
  expect(await laterRefusal(put())).toBe('not-found')
  expect(documents.page(draft).blocks.map(blockText)).toEqual([
    ...['Written meanwhile. For all.', secret],
  ])
  expect(amina.summaries(group).filter(({ readers }) => readers.kind === 'only-you')).toHaveLength(
    1,
  )
  const { document } = await restrict(amina, { document: draft, block, circle }, 0)
  expect(documents.page(document).blocks.map(blockText)).toEqual([
    'Written meanwhile. For all.',
    '',
  ])
})

test('when a draft is retired, its successor shows its restricted paragraphs', async () => {
  const amina = await newSession()
  const group = founded(amina)
  const draft = await create(amina, group, 'For all.')
  const { id: circle } = amina.circles.found(group, 'Safety desk')
  const { block, text } = await addRestricted(
    amina,
    { ...({ document: draft, after: null, kind: 'num1', circle } as const) },
    0,
  )
  const sealed = await seal(amina, draft)
  expect(restrictedIn(amina, sealed)).toMatchObject([{ is: 'open', block, text }])
})

test('when a figure is restricted, its picture goes along or nothing, and a claim of another place shows none', async () => {
  const { amina, host, circle } = await scene()
  const figure = (name: string) => ({
    id: newBlockId(random),
    alternative: 'A map.',
    caption: 'Shelters',
    picture: { type: 'png' as const, size: 9, width: 1, height: 1, hash: name.repeat(64) },
  })
  const [missing, apart] = [figure('a'), figure('b')]
  await amina.documents.editAs(host, doc => {
    for (const each of [missing, apart]) insertFigure(doc, null, each, random)
  })
  const before = JSON.stringify(amina.documents.page(host))
  const wanted = { document: host, block: missing.id, circle: circle.id }
  expect(await laterRefusal(restrict(amina, wanted, 0))).toBe('picture-missing')
  expect(JSON.stringify(amina.documents.page(host))).toBe(before)
  expect(amina.archive.documents.list(circle.id)).toHaveLength(1)
  // Text that is typed beside a place is readable by all, and is in no file.
  await amina.documents.editAs(host, doc => {
    const place = blockElements(doc).find(each => each.getAttribute('s_bid') === apart.id)
    place?.setAttribute('s_label', 'circle')
  })
  expect(restrictedIn(amina, host)).toMatchObject([{ what: 'figure', hasWords: true }, {}])
  const [place] = wordsOf(amina, host).page.blocks
  expect(JSON.stringify(place)).not.toMatch(/bbbb|A map/)
})
