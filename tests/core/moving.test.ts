// A private document moves to another group: as a new one with its readable text, pictures and
// files, and without its history. The old one goes or stays, by choice.
import { expect, test } from 'vitest'
import { random, type Bytes } from '#core/keys'
import { attach } from '#document/files'
import { insertFigure } from '#document/edits'
import { newBlockId } from '#document/ids'
import type { DocumentId, GroupId } from '#shared/ids'
import { linesOf, openPen, textIn } from '#tests/documents'
import { largePng } from '#tests/pictures'
import { founded, newSession, nextSession, type Opened } from '#tests/sessions'
import { moveTo } from '../../src/core/drafting/copies/copying.ts'

const secret = 'a name that was taken out again'

type Scene = { session: Opened; from: GroupId; to: GroupId; document: DocumentId; picture: Bytes }

/** A text with a deleted word, a picture, a file, and a half-written comment. */
const scene = async (): Promise<Scene> => {
  const session = await newSession()
  const [from, to] = [founded(session), founded(session)]
  const { documents } = session
  const document = await documents.create({
    ...({ group: from, kind: 'statement', title: 'Draft', language: 'en' } as const),
    blocks: [{ kind: 'paragraph', runs: [{ text: 'Words.' }] }],
  })
  const pen = openPen(session, document)
  pen.type(secret)
  await pen.saved()
  const text = textIn(pen.doc, 0)
  text.delete(text.length - secret.length, secret.length)
  await pen.saved()
  pen.close()
  const picture = largePng(60)
  await documents.editAs(document, doc => {
    const kept = documents.addPicture(document, picture)
    const figure = { id: newBlockId(random), picture: kept, alternative: 'A map.', caption: 'Map' }
    insertFigure(doc, null, figure, random)
    const file = { name: 'annex.txt', ...documents.enclose(document, new Uint8Array([1, 2, 3])) }
    attach(doc, file, { at: 1, random })
  })
  session.archive.typed.put({ document, place: 'comment/1', fields: { text: 'half' } })
  return { session, from, to, document, picture }
}

const groupsOf = (session: Opened, group: GroupId): DocumentId[] =>
  session.archive.documents.list(group).map(({ id }) => id)

test('when a private document is moved, the other group has all of it and the old one is gone', async () => {
  const { session, from, to, document, picture } = await scene()
  const lines = linesOf(session, document)
  const moved = await moveTo(session, { document, group: to, keep: false })
  expect(moved).not.toBe(document)
  expect(groupsOf(session, from)).toEqual([])
  expect(groupsOf(session, to)).toEqual([moved])
  expect(session.archive.typed.list({ document })).toEqual([])
  const again = await nextSession(session)
  const { documents } = again
  expect(linesOf(again, moved)).toEqual(lines)
  expect(documents.page(moved).meta.title).toBe('Draft')
  const figure = documents.page(moved).blocks.find(({ kind }) => kind === 'figure')
  const hash = figure?.picture?.hash ?? ''
  expect(documents.enclosed(moved, { what: 'picture', hash })).toEqual(picture)
  const [file] = documents.attachments(moved)
  expect(file?.name).toBe('annex.txt')
  expect(documents.enclosed(moved, { what: 'file', hash: file?.hash ?? '' })).toHaveLength(3)
  // After sharing there it is the other group's, and nothing of its history goes out.
  await documents.share(moved)
  const bodies = again.archive.messages.ofDocument(moved, 0).map(({ body }) => body)
  expect(bodies.length).toBeGreaterThan(0)
  for (const body of bodies) expect(Buffer.from(body ?? []).includes(secret)).toBe(false)
})

test('when the old one is to stay, both exist and are independent', async () => {
  const { session, from, to, document } = await scene()
  const moved = await moveTo(session, { document, group: to, keep: true })
  expect(groupsOf(session, from)).toEqual([document])
  const pen = openPen(session, moved)
  pen.type('New. ')
  await pen.saved()
  expect(linesOf(session, document).join()).not.toContain('New.')
  expect(linesOf(session, moved).join()).toContain('New.')
})

test('when a document may not be moved, it is refused and nothing changes', async () => {
  const { session, from, to, document } = await scene()
  const { documents } = session
  const move = (wanted: Partial<Parameters<typeof moveTo>[1]>) =>
    moveTo(session, { document, group: to, keep: false, ...wanted })
  await expect(move({ group: from })).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(move({ document: 'f'.repeat(32) as DocumentId })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(move({ group: 'f'.repeat(64) as GroupId })).rejects.toMatchObject({
    code: 'not-found',
  })
  // A version in another language has all of it in its history too.
  const version = await documents.duplicate(document, 'Projet', 'fr')
  await expect(move({})).rejects.toMatchObject({ code: 'has-translations' })
  documents.remove(version)
  await documents.share(document)
  await expect(move({})).rejects.toMatchObject({ code: 'not-private' })
  expect(groupsOf(session, from)).toEqual([document])
  expect(groupsOf(session, to)).toEqual([])
})
