// The folded state on the disk holds a document to the byte, and a state that an earlier version folded
// is still read.
import { expect, test } from 'vitest'
import { numbersFrom, trials } from '#tests/trials'
import * as Y from 'yjs'
import { applyFolded, foldedOf, updateOf } from '../../../src/core/documents/bodies/folded-state.ts'

const pieces = ['a', 'مجلس', '和平', '🕊️', '\u{1f54a}', 'nin\u0303o', ' ']

/** Three authors write, format, delete and move content of each sort, one after another. */
const written = (seed: number): Y.Doc => {
  const next = numbersFrom(seed)
  const below = (count: number): number => Math.floor(next() * count)
  const docs = [1, 2, 3].map(client => {
    const doc = new Y.Doc({ gc: false })
    doc.clientID = client
    return doc
  })
  for (let step = 0; step < 300; step++) {
    const doc = docs[below(3)]!
    const root = doc.getXmlFragment('root')
    const block = root.length > 0 ? root.get(below(root.length)) : null
    const text = block instanceof Y.XmlText ? block : null
    doc.transact(() => {
      const act = below(9)
      if (!text || act === 0) root.insert(below(root.length + 1), [new Y.XmlText()])
      else if (act === 1 && next() < 0.3) root.delete(root.length - 1, 1)
      else if (act === 2) text.format(0, Math.min(3, text.length), { bold: next() < 0.5 || null })
      else if (act === 3) text.setAttribute('type', `kind ${below(4)}`)
      else if (act === 4 && text.length > 0) text.delete(below(text.length), 1)
      else if (act === 5) text.insertEmbed(below(text.length + 1), { value: [1, null, 2.5] })
      else if (act === 6) doc.getMap('meta').set(`key ${below(3)}`, new Uint8Array([below(256)]))
      else text.insert(below(text.length + 1), pieces[below(pieces.length)]!)
    })
    if (next() < 0.2)
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  }
  for (const doc of docs.slice(1)) Y.applyUpdate(docs[0]!, Y.encodeStateAsUpdate(doc))
  return docs[0]!
}

test.each(Array.from({ length: trials(200, 20) }, (_, at) => at + 1))(
  'when a document is folded (seed %i), its state opens to the byte',
  seed => {
    const doc = written(seed)
    const update = Y.encodeStateAsUpdate(doc)
    const folded = foldedOf(doc)
    const opened = new Y.Doc({ gc: false })
    expect(applyFolded(opened, folded).bytes).toBe(folded.bytes)
    expect(Y.encodeStateAsUpdate(opened)).toEqual(update)
    const renewed = new Y.Doc({ gc: false })
    Y.applyUpdate(renewed, updateOf(folded))
    expect(Y.encodeStateAsUpdate(renewed)).toEqual(update)
  },
)

test('when an earlier version folded a document, its state opens to the byte', () => {
  const update = Y.encodeStateAsUpdate(written(7))
  const folded = { state: update, coding: 'update' } as const
  const opened = new Y.Doc({ gc: false })
  expect(applyFolded(opened, folded)).toEqual({ bytes: update.length, updateV2: null })
  expect(Y.encodeStateAsUpdate(opened)).toEqual(update)
  expect(updateOf(folded)).toEqual(update)
})
