// Text that undo restores passes the gate, stands in its former place, and belongs to its author.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { admit, newReplica, updateLimits } from '#core/documents'
import { everyRight } from '#shared/contract'
import { PageUndo } from '#document/undo'
import { rootOf } from '#document/tree'
import { diceFrom, newPage, textIn } from '#tests/documents'
import { trials } from '#tests/trials'

const rules = { limits: updateLimits, allowed: () => true, rights: () => everyRight }

/** A person at a window; `refused` holds the refusals of the person's own core. */
const newPerson = (client: number) => {
  const doc = newPage(client)
  const core = newReplica()
  const own = Symbol('own')
  const refused: unknown[] = []
  doc.on('update', (update: Uint8Array) => {
    const admission = admit(core, update, rules)
    if (admission.is !== 'applied') refused.push(admission)
  })
  const undo = new PageUndo(rootOf(doc), { trackedOrigins: new Set([own]), captureTimeout: 0 })
  return {
    doc,
    refused,
    undo: () => undo.undo(),
    redo: () => undo.redo(),
    change: (work: (text: Y.XmlText) => void) => doc.transact(() => work(textIn(doc, 0)), own),
    removeParagraph: () => doc.transact(() => rootOf(doc).delete(0, 1), own),
    reads: () =>
      (textIn(doc, 0).toDelta() as { insert: string }[]).map(({ insert }) => insert).join(''),
  }
}
type Person = ReturnType<typeof newPerson>

const meet = (a: Person, b: Person): void => {
  const news = Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc))
  Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc)))
  Y.applyUpdate(a.doc, news)
}

test('the neighbours of words came back with the paragraph, and text was written between since: undo restores the words in place', () => {
  const ana = newPerson(101)
  ana.change(text => text.insert(0, 'States shall report'))
  ana.change(text => text.delete(6, 6))
  ana.removeParagraph()
  ana.undo()
  ana.change(text => text.insert(6, ' should'))
  ana.undo()
  ana.undo()
  expect(ana.reads()).toBe('States shall report')
  expect(ana.refused).toEqual([])
})

test('both neighbours of words came back with their ids: undo restores the words between them', () => {
  const [ana, badia] = [newPerson(101), newPerson(102)]
  ana.change(text => text.insert(0, 'one two'))
  meet(ana, badia)
  badia.change(text => text.insert(4, ' three'))
  ana.change(text => text.delete(4, 3))
  ana.undo()
  meet(ana, badia)
  expect(ana.reads()).toBe('one two three')
  ana.change(text => text.delete(7, 6))
  ana.removeParagraph()
  ana.undo()
  ana.undo()
  expect(ana.reads()).toBe('one two three')
  meet(ana, badia)
  expect(badia.reads()).toBe('one two three')
  expect([ana.refused, badia.refused]).toEqual([[], []])
})

test('text was written into the words before: undo restores words behind the last letter', () => {
  const ana = newPerson(101)
  ana.change(text => text.insert(0, 'on time'))
  ana.change(text => text.delete(2, 5))
  ana.removeParagraph()
  ana.undo()
  const badia = newPerson(102)
  meet(ana, badia)
  badia.change(text => text.insert(1, 'nce upo'))
  meet(ana, badia)
  ana.undo()
  expect(ana.reads()).toBe('once upon time')
  expect(ana.refused).toEqual([])
})

test("a paragraph was brought back: undo removes the person's own words only, and all of them", () => {
  const [ana, badia] = [newPerson(101), newPerson(102)]
  ana.change(text => text.insert(0, 'Ana’s.'))
  meet(ana, badia)
  badia.change(text => text.insert(6, ' Badia’s.'))
  meet(ana, badia)
  ana.removeParagraph()
  ana.undo()
  meet(ana, badia)
  badia.change(text => text.insert(2, '-'))
  meet(ana, badia)
  ana.undo()
  expect(ana.reads()).toBe('- Badia’s.')
  ana.redo()
  expect(ana.reads()).toBe('An-a’s. Badia’s.')
  expect(ana.refused).toEqual([])
})

test('a step changes nothing any more: undo skips it', () => {
  const [ana, badia] = [newPerson(101), newPerson(102)]
  ana.change(text => text.insert(0, 'kept'))
  ana.change(text => text.delete(0, 2))
  ana.removeParagraph()
  ana.undo()
  expect(ana.reads()).toBe('pt')
  meet(ana, badia)
  badia.removeParagraph()
  meet(ana, badia)
  const before = Y.encodeStateVector(ana.doc)
  expect(ana.undo()).toBeNull()
  expect(Y.encodeStateVector(ana.doc)).toEqual(before)
  expect(ana.refused).toEqual([])
})

/** The content of the page, with its formats and kinds. */
const stateOf = (doc: Y.Doc): string =>
  JSON.stringify(
    rootOf(doc)
      .toArray()
      .map(block => [
        (block as Y.XmlElement).getAttributes(),
        (block as Y.XmlElement).toArray().map(text => (text as Y.XmlText).toDelta() as unknown),
      ]),
  )

test('one person writes alone: each undo restores the state before, each redo the state after', () => {
  const own = Symbol('own')
  let steps = 0
  for (let seed = 0; seed < trials(3000); seed++) {
    const dice = diceFrom(seed)
    const doc = newPage(101)
    const undo = new PageUndo(rootOf(doc), { trackedOrigins: new Set([own]), captureTimeout: 0 })
    const [past, future]: [string[], string[]] = [[], []]
    const change = (): void => {
      const page = rootOf(doc)
      const at = dice.below(page.length)
      const text = textIn(doc, at)
      const place = dice.below(text.length + 1)
      const what = dice.below(9)
      if (what < 4) text.insert(place, 'abcdefgh'.slice(dice.below(7)))
      else if (what < 6) text.delete(place, Math.min(dice.below(6), text.length - place))
      else if (what < 7) text.format(0, place, { b: dice.chance(0.5) ? { __format: 1 } : null })
      else if (what < 8) (page.get(at) as Y.XmlElement).setAttribute('s_kind', `h${place % 3}`)
      else if (page.length > 1) page.delete(at, 1)
      else {
        const block = new Y.XmlElement('paragraph')
        page.insert(at, [block])
        block.insert(0, [new Y.XmlText('new')])
      }
    }
    for (let time = 0; time < 30; time++) {
      const before = stateOf(doc)
      const length = undo.undoStack.length
      const way = dice.below(10)
      if (way < 5) {
        doc.transact(change, own)
        if (undo.undoStack.length === length) continue
        past.push(before)
        future.length = 0
        continue
      }
      const [from, to] = way < 8 ? ([past, future] as const) : ([future, past] as const)
      if ((way < 8 ? undo.undo() : undo.redo()) === null) continue
      steps++
      const left = way < 8 ? undo.undoStack.length : undo.redoStack.length
      // Steps that change nothing are skipped.
      const wanted = from.splice(left)[0]
      to.push(before)
      expect(stateOf(doc), `seed ${seed}, step ${time}`).toBe(wanted)
      if (to.length !== (way < 8 ? undo.redoStack : undo.undoStack).length) break
    }
  }
  expect(steps).toBeGreaterThan(trials(3000))
})
