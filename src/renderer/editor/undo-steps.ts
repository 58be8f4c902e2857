// The steps of undo: where one ends, and which changes are one.
import type { PageUndo } from '#shared/document'
import * as Y from 'yjs'

export type UndoSteps = {
  /** The next change is undone by itself, however soon it follows. */
  separate(): void
  /** The changes of `work` are one step of undo, however long it takes. */
  together(work: () => void): void
  gather(): Gathering
}

/** One step of undo that grows, with other changes in between. */
export type Gathering = {
  /** Puts the changes of `work` into the step; false, and nothing is done, once it was undone. */
  add(work: () => void): boolean
  /** Undo takes back this step next. */
  isLast(): boolean
}

type Step = PageUndo['undoStack'][number]

/** Milliseconds: changes closer together are one step. A slow typist needs one for each letter. */
export const pauseBetweenSteps = 1000

/** `isTogether`: a work is under way whose changes are one step. */
export const openUndoSteps = (manager: PageUndo): UndoSteps & { isTogether(): boolean } => {
  const together = (work: () => void): void => {
    manager.stopCapturing()
    manager.captureTimeout = Infinity
    try {
      work()
    } finally {
      manager.captureTimeout = pauseBetweenSteps
      manager.stopCapturing()
    }
  }
  return {
    separate: () => manager.stopCapturing(),
    together,
    isTogether: () => manager.captureTimeout === Infinity,
    gather() {
      let step: Step | null = null
      const add = (work: () => void): boolean => {
        if (step !== null && !manager.undoStack.includes(step)) return false
        const before = manager.undoStack.length
        together(work)
        const added = manager.undoStack.splice(before).at(-1)
        if (!added) return true
        if (step !== null) {
          step.insertions = Y.mergeDeleteSets([step.insertions, added.insertions])
          step.deletions = Y.mergeDeleteSets([step.deletions, added.deletions])
          manager.undoStack.splice(manager.undoStack.indexOf(step), 1)
        }
        // The last thing that was done is undone first.
        step ??= added
        manager.undoStack.push(step)
        return true
      }
      return { add, isLast: () => step !== null && manager.undoStack.at(-1) === step }
    },
  }
}
