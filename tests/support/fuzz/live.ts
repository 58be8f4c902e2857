// Members who write at the same time, each in a window of their own: changes are under way while
// others are made. The words are of few letters, so that new text of one member often reads like
// removed text of another.
import { genesis } from '#document/templates'
import { readPage, rootOf, switchOffCleanup } from '#document/tree'
import { writeBlocks } from '#document/blocks'
import { $getSelection, $isRangeSelection, $isTextNode } from 'lexical'
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { receiveUpdate } from '../../../src/renderer/editor/collab/rescue.ts'
import { countedRandom, openPeer, type EditorPeer } from '../editor-peer.ts'
import { chance, type Chance } from './chance.ts'
import { openLedger, type Ledger } from './ledger.ts'
import { acts } from './operations.ts'
import { shownIn } from './shown.ts'
import { $caretIn, inBlock, type Act } from './turn.ts'
import { wordsOf } from './words.ts'

const few = ['a', ' ', 'a ', ' a', 'aa', 'ab', 'ba ab']
const liveActs = {
  ...acts,
  letters: inBlock((block, { by }) => $caretIn(block, by).insertText(by.pick(few))),
  /** A letter once more, in front of itself. */
  again: inBlock((block, { by }) => {
    const caret = $caretIn(block, by)
    const { offset, type } = caret.anchor
    if (type === 'text') caret.insertText(caret.anchor.getNode().getTextContent().charAt(offset))
  }),
  /** The second of two letters that are the same goes. */
  trim: inBlock(block => {
    for (const words of block.getChildren().filter($isTextNode)) {
      const at = /(.)\1/.exec(words.getTextContent())?.index
      if (at !== undefined) return words.select(at + 1, at + 2).removeText()
    }
  }),
  /** A key where the caret stands, if it stands in the text. */
  key: ({ peer, by }) =>
    peer.edit(() => {
      const selection = $getSelection()
      if (!$isRangeSelection(selection)) return
      const { anchor } = selection
      const isRemoving = by.next() < 0.3 && selection.isCollapsed() && anchor.type === 'text'
      if (!isRemoving) return selection.insertText(by.pick(['a', 'b', ' ']))
      if (anchor.offset === 0) return
      selection.focus.set(anchor.key, anchor.offset - 1, 'text')
      selection.removeText()
    }),
} satisfies Record<string, Act>
export type LiveOperation = keyof typeof liveActs

type Window = {
  peer: EditorPeer
  /** Updates on the way. */
  toCore: Uint8Array[]
  fromCore: Uint8Array[]
  /** Letters that the last act inserted or removed. */
  put: string[]
  taken: string[]
  /** All letters that were ever removed here. */
  everTaken: Set<string>
  /** How many steps of undo the last act is. */
  steps: number
  isChanged: boolean
}

/** The ids of all letters that stand in the text. */
const standing = (doc: Y.Doc): Set<string> => {
  const found = new Set<string>()
  for (const block of rootOf(doc).toArray()) {
    const text = block instanceof Y.XmlElement ? block.get(0) : null
    for (let item = text instanceof Y.XmlText ? text._start : null; item; item = item.right)
      if (!item.deleted && item.content instanceof Y.ContentString)
        for (let at = 0; at < item.length; at++)
          found.add(`${item.id.client} ${item.id.clock + at}`)
  }
  return found
}

const openWindow = (client: number, from: Uint8Array): Window => {
  const peer = openPeer({ client, from })
  const window: Window = {
    peer,
    toCore: [],
    fromCore: [],
    put: [],
    taken: [],
    everTaken: new Set(),
    steps: 0,
    isChanged: false,
  }
  peer.doc.on('afterTransaction', ({ deleteSet, local }: Y.Transaction) => {
    window.isChanged = true
    for (const [of, ranges] of local ? deleteSet.clients : [])
      for (const { clock, len } of ranges)
        for (let at = clock; at < clock + len; at++) window.everTaken.add(`${of} ${at}`)
  })
  peer.binder.undo.onChange(() => window.steps++)
  peer.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'peer') window.toCore.push(update)
  })
  return window
}

const stateOf = (texts: readonly string[]): Uint8Array => {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 10
  Y.applyUpdate(doc, genesis())
  const blocks = texts.map(text => ({ kind: 'paragraph' as const, runs: [{ text }] }))
  writeBlocks(doc, blocks, { random: countedRandom(10) })
  return Y.encodeStateAsUpdate(doc)
}

export type Live = {
  seed: number
  operations: readonly LiveOperation[]
  texts: readonly string[]
  steps: number
  /** Only the words change: each letter is accounted for when a step is undone. */
  isOnlyWords: boolean
}

export type LiveOutcome = { faults: string[]; done: Map<string, number> }

/** Carries out one schedule until the first fault. */
export const runLive = (live: Live): LiveOutcome => {
  const world = new World(live)
  for (let step = 0; step < live.steps && world.faults.length === 0; step++) world.step(step)
  if (world.faults.length === 0) world.end()
  world.close()
  return world
}

const pageOf = (doc: Y.Doc): string => JSON.stringify(readPage(doc))

class World implements LiveOutcome {
  readonly faults: string[] = []
  readonly done = new Map<string, number>()
  readonly #core = new Y.Doc({ gc: false })
  readonly #windows: Window[]
  readonly #by: Chance
  readonly #ledger: Ledger
  readonly #live: Live
  #now = ''

  constructor(live: Live) {
    this.#live = live
    this.#by = chance(live.seed)
    const from = stateOf(live.texts)
    switchOffCleanup(this.#core)
    Y.applyUpdate(this.#core, from)
    this.#ledger = openLedger(wordsOf(readPage(this.#core)))
    const count = 2 + this.#by.below(2)
    this.#windows = Array.from({ length: count }, (_, at) => openWindow(11 + at, from))
  }

  step(number: number): void {
    this.#now = `step ${number}`
    const window = this.#by.pick(this.#windows)
    if (this.#by.next() < 0.4) this.#deliver()
    else this.#turn(window)
    for (const each of this.#windows) this.#look(each)
  }

  /** All that is under way arrives. */
  end(): void {
    this.#now = 'the end'
    for (const window of this.#windows) while (window.toCore.length > 0) this.#toCore(window)
    for (const window of this.#windows) while (window.fromCore.length > 0) this.#fromCore(window)
    for (const window of this.#windows) {
      this.#look(window)
      const [mine, all] = [pageOf(window.peer.doc), pageOf(this.#core)]
      const isLevel = Y.equalSnapshots(Y.snapshot(window.peer.doc), Y.snapshot(this.#core))
      if (mine !== all || !isLevel) this.#fault('the window holds other than core', mine, all)
    }
  }

  close(): void {
    for (const { peer } of this.#windows) peer.close()
    this.#core.destroy()
  }

  #fault(what: string, ...more: unknown[]): void {
    const lines = [what, ...more].map(String).join('\n  ')
    this.faults.push(`seed ${this.#live.seed}, ${this.#now}: ${lines}`)
  }

  #toCore(window: Window): void {
    const update = window.toCore.shift()
    if (update === undefined) return
    Y.applyUpdate(this.#core, update)
    for (const other of this.#windows) if (other !== window) other.fromCore.push(update)
  }

  #fromCore(window: Window): void {
    const update = window.fromCore.shift()
    if (update === undefined) return
    const own = window.toCore.length
    receiveUpdate(window.peer.doc, update, 'peer')
    if (window.toCore.length > own) this.#fault('the window writes because something arrived')
  }

  #deliver(): void {
    const window = this.#by.pick(this.#windows)
    if (this.#by.next() < 0.5) this.#toCore(window)
    else this.#fromCore(window)
  }

  #turn(window: Window): void {
    const before = pageOf(window.peer.doc)
    const operation = this.#by.pick(this.#live.operations)
    this.#act(window, operation)
    const isOver = operation === 'undo' || operation === 'redo'
    const isStep = window.steps === 1 && window.peer.binder.undo.canUndo()
    if (!isStep || isOver || this.#by.next() < 0.6) return
    if (this.#live.isOnlyWords && this.#by.next() < 0.7) this.#undoLater(window)
    else this.#undoAtOnce(window, before)
  }

  #act(window: Window, operation: LiveOperation): void {
    const { peer } = window
    this.#now = `${this.#now}, ${peer.doc.clientID} ${operation}`
    this.done.set(operation, (this.done.get(operation) ?? 0) + 1)
    const before = standing(peer.doc)
    window.steps = 0
    const [by, ledger] = [this.#by, this.#ledger]
    liveActs[operation]({ peer, by, ledger, others: new Set(), touch: () => {} })
    peer.binder.undo.separate()
    const after = standing(peer.doc)
    window.put = [...after].filter(id => !before.has(id))
    window.taken = [...before].filter(id => !after.has(id))
  }

  /** The window shows the same as a window that opens the document now. */
  #look(window: Window): void {
    if (!window.isChanged) return
    window.isChanged = false
    const { peer } = window
    for (const failure of peer.failures) this.#fault('the window failed', failure)
    const late = openPeer({ client: 99, from: Y.encodeStateAsUpdate(peer.doc) })
    const [shown, held] = [shownIn(peer), shownIn(late)]
    late.close()
    if (isDeepStrictEqual(shown, held)) return
    const differing = (some: unknown[], others: unknown[]): string[] =>
      some
        .filter((each, at) => !isDeepStrictEqual(each, others[at]))
        .map(each => JSON.stringify(each))
    const [there, here] = [differing(shown, held), differing(held, shown)]
    this.#fault('the window shows other than it holds', ...there, 'held:', ...here)
  }

  /** Nothing came between: the page has its former state, and again the changed one. */
  #undoAtOnce({ peer }: Window, before: string): void {
    const after = pageOf(peer.doc)
    peer.binder.undo.undo()
    if (pageOf(peer.doc) !== before) return this.#fault('undo', before, after, pageOf(peer.doc))
    peer.binder.undo.redo()
    if (pageOf(peer.doc) !== after) this.#fault('redo', before, after, pageOf(peer.doc))
  }

  /**
   * Others wrote in between: inserted text of this step goes, removed text comes back, all else
   * stays.
   */
  #undoLater(window: Window): void {
    const { peer, put, taken } = window
    for (let left = this.#by.below(8); left > 0; left--) {
      const other = this.#by.pick(this.#windows)
      if (other === window || this.#by.next() < 0.5) this.#deliver()
      else this.#act(other, this.#by.pick(this.#live.operations))
    }
    const before = standing(peer.doc)
    const others = this.#windows.filter(each => each !== window)
    const mine = taken.filter(id => !others.some(({ everTaken }) => everTaken.has(id)))
    const going = put.filter(id => before.has(id))
    if (mine.length + going.length === 0) return
    this.#now = `${this.#now}, ${peer.doc.clientID} undo`
    const texts = peer.texts()
    peer.binder.undo.undo()
    const after = standing(peer.doc)
    const gone = [...before].filter(id => !after.has(id))
    const back = [...after].filter(id => !before.has(id)).length
    if (gone.toSorted().join() !== going.toSorted().join())
      this.#fault('undo takes other letters than its step put in', gone, going, texts, peer.texts())
    if (back < mine.length || back > taken.length)
      this.#fault(`undo brings back ${back} of ${mine.length} letters`, texts, peer.texts())
  }
}
