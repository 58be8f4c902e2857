// A member at work, without a window: the product's editor and binder on a Yjs document.
import { genesis } from '#document/templates'
import { readPage } from '#document/tree'
import { settleSuggestion } from '#document/review/suggestions'
import type { EntryId } from '#document/ids'
import type { Page } from '#document/model'
import { createHeadlessEditor } from '@lexical/headless'
import type { LexicalEditor } from 'lexical'
import * as Y from 'yjs'
import { bind, type Binder } from '../../src/renderer/editor/collab/binder.ts'
import { blockNodes } from '../../src/renderer/editor/blocks/block-node.ts'
import { ownChange } from '../../src/renderer/editor/undo/own-undo.ts'
import {
  openSuggestingMode,
  type SuggestingMode,
} from '../../src/renderer/editor/review/suggestions/suggesting-mode.ts'
import { receiveUpdate, type Rescued } from '../../src/renderer/editor/collab/rescue.ts'

export type EditorPeer = {
  doc: Y.Doc
  editor: LexicalEditor
  binder: Binder
  suggesting: SuggestingMode
  /** A verdict on a suggestion, which undo takes back. */
  settle(id: EntryId, verdict: 'accept' | 'reject'): void
  /** One change, shared at once. The editor would keep to itself what it throws, as a failed `expect` does. */
  edit(change: () => void): void
  read<T>(look: () => T): T
  page(): Page
  texts(): string[]
  rescued: Rescued[]
  failures: unknown[]
  close(): void
}

/** Random enough for block ids, and the same in every run. */
export const countedRandom = (seed: number) => {
  let state = seed >>> 0
  return (length: number): Uint8Array =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state >>> 24
    })
}

/** `from`: an update to begin with; genesis unless given. */
export const openPeer = ({
  client,
  from = genesis(),
  doc = new Y.Doc({ gc: false }),
  now = () => 1,
}: {
  client: number
  from?: Uint8Array
  doc?: Y.Doc
  now?: () => number
}): EditorPeer => {
  doc.clientID = client
  Y.applyUpdate(doc, from, 'load')
  const rescued: Rescued[] = []
  const failures: unknown[] = []
  let binder: Binder | null = null
  const editor = createHeadlessEditor({
    nodes: blockNodes,
    onError: error => {
      if (binder === null) failures.push(error)
      else binder.fail(error)
    },
  })
  const suggesting = openSuggestingMode(editor, doc, { random: countedRandom(client + 1), now })
  const bound = bind(editor, doc, {
    random: countedRandom(client),
    now,
    tracking: suggesting.tracking,
    onFailure: error => failures.push(error),
    onRescued: found => rescued.push(found),
  })
  binder = bound
  return {
    suggesting,
    settle: (id, verdict) =>
      settleSuggestion(doc, id, verdict, {
        at: now(),
        random: countedRandom(client + 2),
        change: work => doc.transact(work, ownChange),
      }),
    doc,
    editor,
    binder: bound,
    edit(change) {
      const thrown: unknown[] = []
      const work = (): void => {
        try {
          change()
        } catch (error) {
          thrown.push(error)
          throw error
        }
      }
      editor.update(work, { discrete: true })
      if (thrown.length > 0) throw thrown[0]
    },
    read: look => editor.getEditorState().read(look, { editor }),
    page: () => readPage(doc),
    texts: () => readPage(doc).blocks.map(({ runs }) => runs.map(run => run.text).join('')),
    rescued,
    failures,
    close: () => {
      bound.unbind()
      doc.destroy()
    },
  }
}

type Replica = Pick<EditorPeer, 'doc'>

/** Everything of `from` that `to` lacks, in the form in which a peer would send it. */
export const send = (from: Replica, to: Replica): void =>
  receiveUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'peer')

/** Brings two replicas level, as if each had sent before it read. */
export const exchange = (a: Replica, b: Replica): void => {
  const fromA = Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc))
  const fromB = Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc))
  receiveUpdate(b.doc, fromA, 'peer')
  receiveUpdate(a.doc, fromB, 'peer')
}

/** The editor's own view, in the terms of readPage, to compare the two directions. */
export const editorJson = (peer: EditorPeer): unknown => peer.editor.getEditorState().toJSON()
