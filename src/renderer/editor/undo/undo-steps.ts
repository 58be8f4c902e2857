// The steps of undo: where one ends, and which changes are one.
import type { PageUndo } from '#document/undo'
import * as Y from 'yjs'

export type UndoSteps = {
  /** The next change is undone by itself, however soon it follows. */
  separate(): void
  /** The changes of `work` are one step of undo, however long it takes. */
  together(work: () => void): void
  /** The next change is part of the last step, however long ago that was. */
  goOn(): void
  gather(): Gathering
}

/** One step of undo that grows, with other changes in between. */
export type Gathering = {
  /** Puts the changes of `work` into the step; false, and nothing is done, once it was undone. */
  add(work: () => void): boolean
  /** Undo takes back this step next, and nothing of it was put out of its reach. */
  isLast(): boolean
  /** Takes back this step and no other; false where something of it stays. */
  takeBack(): boolean
}

type Cleared = { undoStackCleared: boolean }

export type Step = PageUndo['undoStack'][number]

/** `step` is all that was done in both. */
export const joinSteps = (step: Step, other: Step): void => {
  step.insertions = Y.mergeDeleteSets([step.insertions, other.insertions])
  step.deletions = Y.mergeDeleteSets([step.deletions, other.deletions])
}

/** Milliseconds: changes closer together are one step. A slow typist needs one for each letter. */
export const pauseBetweenSteps = 1000

/**
 * `undoNext` takes back the last step; false where the text can no longer be changed, or did not change.
 * `isTogether`: a work is under way whose changes are one step.
 */
export const openUndoSteps = (
  manager: PageUndo,
  undoNext: () => boolean,
): UndoSteps & { isTogether(): boolean } => {
  let clearings = 0
  manager.on('stack-cleared', ({ undoStackCleared }: Cleared) => {
    if (undoStackCleared) clearings++
  })
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
    goOn() {
      if (manager.lastChange > 0) manager.lastChange = Date.now()
    },
    together,
    isTogether: () => manager.captureTimeout === Infinity,
    gather() {
      let step: Step | null = null
      let known = clearings
      let isAllOfIt = true
      const add = (work: () => void): boolean => {
        if (step !== null && !manager.undoStack.includes(step)) {
          if (known === clearings) return false
          // Earlier changes can no longer be undone; the rest can.
          isAllOfIt = false
          step = null
        }
        known = clearings
        const before = manager.undoStack.length
        together(work)
        const added = manager.undoStack.splice(before).at(-1)
        if (!added) return true
        if (step !== null) {
          joinSteps(step, added)
          manager.undoStack.splice(manager.undoStack.indexOf(step), 1)
        }
        // The last thing that was done is undone first.
        step ??= added
        manager.undoStack.push(step)
        return true
      }
      const isLast = (): boolean => isAllOfIt && step !== null && manager.undoStack.at(-1) === step
      const takeBack = (): boolean => {
        if (!isLast()) return false
        // With nothing left of this step, undo would go on to the one before it.
        const earlier = manager.undoStack.splice(0, manager.undoStack.length - 1)
        try {
          return undoNext()
        } finally {
          manager.undoStack.unshift(...earlier)
        }
      }
      return { add, isLast, takeBack }
    },
  }
}
