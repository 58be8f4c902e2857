// Undo and redo of this person's acts in this window, and of nothing else. A block or a text in
// which others have written since stays when its making is undone; only one's own words go.
import { notesName } from '#document/tree'
import { PageUndo } from '#document/undo'
import type { BindingV2 } from '@lexical/yjs'
import type { EditorState, LexicalEditor } from 'lexical'
import * as Y from 'yjs'
import { openPhrases } from './undo-phrases.ts'
import { openComposedLetters } from './undo-letters.ts'
import { leaveNotesWrittenSince } from './notes-written-since.ts'
import { openUndoDedupe } from './undo-dedupe.ts'
import { openUndoSteps, pauseBetweenSteps, type UndoSteps } from './undo-steps.ts'
import { keptLines, REFUSED_SETTLED_COMMAND } from '../blocks/settled-state.ts'
import { $putCaret, type Caret, type CaretPlace } from '../collab/caret.ts'
import { type UndoChanges, undoChangesIn } from './undo-announcement.ts'

/** `refused`: the step would have changed what was decided, and the window says so. */
export type Turned = UndoChanges | 'refused'

export type OwnUndo = UndoSteps & {
  undo(): Turned
  redo(): Turned
  canUndo(): boolean
  canRedo(): boolean
  /** Keeps what an input method composes now a step of its own; false where that is not the last step. */
  partComposed(): boolean
  /** Call with each change of this window before it is shared. */
  changes(before: EditorState, after: EditorState): void
  onChange(listen: () => void): () => void
  close(): void
}

/** Marks a change of one's own in the shared tree itself, which undo takes back as well. */
export const ownChange = Symbol('own change')

type StackEvent = { stackItem: { meta: Map<unknown, unknown> } }

export type UndoParts = { editor: LexicalEditor; binding: BindingV2; caret: Caret }

/** Keeps with each step where the caret stood before the first of its changes. Returns its undo. */
const keepCaret = (manager: PageUndo, { editor, binding, caret }: UndoParts): (() => void) => {
  let before: CaretPlace = caret.place()
  const note = (): void => {
    before = caret.place()
  }
  binding.doc.on('beforeTransaction', note)
  manager.on('stack-item-added', ({ stackItem }: StackEvent) => {
    stackItem.meta.set('caret', before)
  })
  manager.on('stack-item-popped', ({ stackItem }: StackEvent) => {
    const place = stackItem.meta.get('caret') as CaretPlace | undefined
    if (place?.anchorPos) editor.update(() => $putCaret(binding, place), { discrete: true })
  })
  return () => binding.doc.off('beforeTransaction', note)
}

const withNotesLeft = (turned: Turned): Turned =>
  turned === 'refused'
    ? turned
    : { came: [], went: [], changed: [], inNotes: false, ...turned, notesLeft: true }

/** `now`: milliseconds. */
export const openOwnUndo = (parts: UndoParts, now: () => number): OwnUndo => {
  const { editor, binding } = parts
  const phrases = openPhrases(now)
  let turned: Turned = null
  let isNoteLeft = false
  const notes = binding.doc.getMap(notesName)
  const manager = new PageUndo([binding.root, notes], {
    trackedOrigins: new Set<unknown>([binding, ownChange]),
    captureTimeout: pauseBetweenSteps,
    kept: keptLines(how => {
      turned = 'refused'
      editor.dispatchCommand(REFUSED_SETTLED_COMMAND, how)
    }),
    leave: step => (isNoteLeft = leaveNotesWrittenSince(binding.doc, notes, step)),
  })
  const forgetCaret = keepCaret(manager, parts)
  manager.on('stack-item-added', () => phrases.stepBegins())
  const letters = openComposedLetters(manager, phrases)
  // Words that were taken out before a paragraph was restricted would come back into the text for all.
  const forgetRestricted = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    if (events.some(each => each instanceof Y.YXmlEvent && each.attributesChanged.has('s_label')))
      manager.clear()
  }
  binding.root.observeDeep(forgetRestricted)
  let isClosed = false
  /** The last step ends with letters that an input method still composes. */
  let isComposed = false
  for (const event of ['stack-item-added', 'stack-item-updated'] as const)
    manager.on(event, () => void (isComposed = editor.isComposing()))
  const broughtBack = openUndoDedupe(binding.doc)
  const back = (stack: 'undoStack' | 'redoStack'): Turned => {
    for (const { deletions } of manager[stack]) broughtBack.skipRestored(deletions)
    turned = null
    isNoteLeft = false
    const look = (transaction: Y.Transaction): void => {
      if (transaction.origin === manager) turned = undoChangesIn(binding.root, notes, transaction)
    }
    binding.doc.on('afterTransaction', look)
    try {
      if (stack === 'undoStack') manager.undo()
      else manager.redo()
    } finally {
      binding.doc.off('afterTransaction', look)
    }
    return isNoteLeft ? withNotesLeft(turned) : turned
  }
  const { isTogether, ...steps } = openUndoSteps(manager, () => {
    const done = !isClosed && editor.isEditable() ? back('undoStack') : null
    return done !== null && done !== 'refused' && !done.notesLeft
  })
  return {
    undo() {
      if (!editor.isComposing()) letters.end(editor.getEditorState())
      return back('undoStack')
    },
    redo: () => back('redoStack'),
    canUndo: () => manager.canUndo(),
    canRedo: () => manager.canRedo(),
    partComposed() {
      letters.part()
      return isComposed && editor.isComposing()
    },
    ...steps,
    changes(from, to) {
      const isComposing = editor.isComposing()
      if (isTogether()) letters.part()
      letters.look(from, { isComposing, goesOn: isComposed })
      const begins = phrases.begin(from, to)
      if (begins) letters.part()
      if (isComposed) steps.goOn()
      else if ((begins || isComposing) && !isTogether()) steps.separate()
      isComposed &&= isComposing
    },
    onChange: listen => {
      const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const
      for (const event of events) manager.on(event, listen)
      return () => {
        for (const event of events) manager.off(event, listen)
      }
    },
    close: () => {
      isClosed = true
      forgetCaret()
      binding.root.unobserveDeep(forgetRestricted)
      broughtBack.close()
      manager.destroy()
    },
  }
}
