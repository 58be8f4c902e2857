// One letter that an input method composes (one with its accent, or a syllable of Hangul) is typing: once it is in
// the text, undo takes it back with the words that were typed before it. Composed words stay a step of their own.
import type { PageUndo } from '#document/undo'
import type { EditorState } from 'lexical'
import { placeIn, type Phrases, type Place } from './undo-phrases.ts'
import { joinSteps, pauseBetweenSteps, type Step } from './undo-steps.ts'

type Begun = { place: Place; before: Step; since: number }

const oneLetter = /^.\p{M}*$/su

export type ComposedLetters = {
  /** Call with each change. `state`: before it; `goesOn`: it is one of what was composed so far. */
  look(state: EditorState, is: { isComposing: boolean; goesOn: boolean }): void
  /** Nothing is composed any more: a letter joins the step before it. */
  end(state: EditorState): void
  /** Keeps what is composed, or was just now, a step of its own. */
  part(): void
}

export const openComposedLetters = (manager: PageUndo, phrases: Phrases): ComposedLetters => {
  let begun: Begun | null = null
  let wasComposing = false
  const begin = (state: EditorState): void => {
    const place = placeIn(state)
    const before = manager.undoStack.at(-1)
    const isOpen = manager.lastChange > 0 && Date.now() - manager.lastChange < pauseBetweenSteps
    begun = place && before && isOpen ? { place, before, since: phrases.since() } : null
  }
  const end = (state: EditorState): void => {
    const [before, composed] = manager.undoStack.slice(-2)
    const place = placeIn(state)
    if (
      begun &&
      place &&
      composed &&
      before === begun.before &&
      place.block === begun.place.block
    ) {
      const isTyped =
        place.before.startsWith(begun.place.before) &&
        oneLetter.test(place.before.slice(begun.place.before.length))
      if (isTyped) {
        manager.undoStack.pop()
        joinSteps(before, composed)
        phrases.stepBegins(begun.since)
      }
    }
    begun = null
  }
  return {
    look(state, { isComposing, goesOn }) {
      const begins = isComposing && !wasComposing
      wasComposing = isComposing
      if (goesOn) return
      if (begins || !isComposing) end(state)
      if (begins) begin(state)
    },
    end,
    part: () => void (begun = null),
  }
}
