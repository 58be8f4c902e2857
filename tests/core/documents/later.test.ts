// Letters of which the gate is certain go to the disk first and into the replica afterwards; whoever
// looks at the replica sees them all the same.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { updateLimits, type Rules } from '#core/documents'
import { temporaryArchive } from '#tests/archive'
import { deviceNamed, openRoom, textIn, written } from '#tests/documents'
import { loadDocument } from '../../../src/core/documents/loaded.ts'

const client = 4242

/** A document, the replica itself, and a window on it whose updates are kept. */
const stage = async () => {
  const room = openRoom('ana', temporaryArchive())
  const id = await written(room, 'Defenders')
  await room.documents.flush()
  const loaded = loadDocument(room.archive, id, () => deviceNamed('ana'))!
  const replica = loaded.doc
  const window = new Y.Doc({ gc: false })
  Y.applyUpdate(window, Y.encodeStateAsUpdate(replica))
  window.clientID = client
  const updates: Uint8Array[] = []
  window.on('update', (update: Uint8Array) => updates.push(update))
  const rules: Rules = { limits: updateLimits, allowed: each => each === client }
  const take = (when?: 'now' | 'later') => loaded.take(updates.pop()!, rules, when)
  return { loaded, replica, text: textIn(window, 0), take }
}
const wordsIn = (doc: Y.Doc): string => textIn(doc, 0).toString()

test('a letter is not in the replica yet, and there for whoever looks', async () => {
  const { loaded, replica, text, take } = await stage()
  text.insert(9, '!')
  const { admission, made, clients } = take('later')
  expect({ admission, clients }).toEqual({ admission: { is: 'applied' }, clients: [client] })
  expect(made).not.toBeNull()
  expect(wordsIn(replica)).toBe('Defenders')
  expect(wordsIn(loaded.doc)).toBe('Defenders!')
})

test('it is there by itself in the next turn', async () => {
  const { replica, text, take } = await stage()
  text.insert(9, '!')
  take('later')
  await nextTurn()
  expect(wordsIn(replica)).toBe('Defenders!')
})

test('the next one stands on it, whatever it is', async () => {
  const { replica, text, take } = await stage()
  text.insert(9, ' work')
  take('later')
  text.insert(14, 's')
  expect(take('later').admission).toEqual({ is: 'applied' })
  expect(wordsIn(replica)).toBe('Defenders work')
  text.delete(0, 10)
  expect(take('later').admission).toEqual({ is: 'applied' })
  expect(wordsIn(replica)).toBe('works')
})

test('whatever else may fail in the replica is tried there first', async () => {
  const { replica, text, take } = await stage()
  text.delete(0, 1)
  expect(take('later').clients).toEqual([])
  expect(wordsIn(replica)).toBe('efenders')
  text.insert(8, '!')
  take('now')
  expect(wordsIn(replica)).toBe('efenders!')
})
