// The searched words in the open page and its footnotes, their positions, and the current one. Kept up to date while
// the text changes, and read from the text itself, so that paragraphs out of sight are found too.
import type { Sought } from '#document/reading'
import { Listeners } from '#shared/listeners'
import { others } from '../replica/after-paint.ts'
import { isInNote, openMatcher, type Match, type MatcherParts, type NoteMatch } from './matches.ts'
import { replaceInNotes } from './note-places.ts'
import { replacing, type Replaced } from './replace-all.ts'
import { replaceAt, type Replacing } from './replace-words.ts'

export type FindView = {
  matches: readonly Match[]
  /** The index in `matches`; -1 while there is none. */
  current: number
  /** Places in the title and in descriptions of pictures, which are changed there alone. */
  besides: number
  /** Restricted paragraphs, in which nothing is sought. */
  unsearched: number
  /** Counts when the person went to a place, and not when the text changed around it. */
  moves: number
}

/** Why the words of a place were left as they are. */
export type Left = 'waits' | 'noSuggestion'

/** A place between two units of the text. */
export type Spot = { index: number; at: number }

export type Find = {
  view(): FindView
  subscribe(listen: () => void): () => void
  /** The words to search from now on; the first match from the cursor becomes the current one. */
  seek(sought: Sought): void
  step(by: 1 | -1): void
  /** Replaces the current place and goes on; says why its words are left as they are, else null. */
  replace(text: string): Left | null
  /**
   * In slices, between which frames are drawn and keys are heard; `told` after each of them. Null while
   * that goes on already.
   */
  replaceAll(text: string, told: (sums: Replaced) => void): RunningReplace | null
}

export type RunningReplace = {
  /**
   * Resolves when it is over. `isWhole`: it came to the end, and was neither stopped nor undone.
   * `mayUndo`: undo takes back exactly this.
   */
  done: Promise<Replaced & { isWhole: boolean; mayUndo: boolean }>
  /** Takes back what was replaced; it stays where the text can no longer be changed. */
  stop(): void
}

const nothing: FindView = { matches: [], current: -1, besides: 0, unsearched: 0, moves: 0 }

const isFrom = (match: Match, { index, at }: Spot): boolean =>
  match.index > index || (match.index === index && match.from >= at)

const noneReplaced: Replaced = { replaced: 0, left: 0, leftInNotes: 0 }

/** Works through the slices with frames and keys between them, until the end or a stop. */
const inSlices = async (
  slices: Generator<Replaced, 'done' | 'undone'>,
  told: (sums: Replaced) => void,
  isStopped: () => boolean,
): Promise<Replaced & { isWhole: boolean }> => {
  let sums = noneReplaced
  for (let next = slices.next(); ; next = slices.next()) {
    if (next.done) {
      const isWhole = next.value === 'done'
      return isWhole ? { ...sums, isWhole } : { ...noneReplaced, isWhole }
    }
    sums = next.value
    told(sums)
    await others()
    if (isStopped()) return { ...sums, isWhole: false }
  }
}

export type FindParts = Replacing & MatcherParts

/** `start`: where one is when the search begins. */
export function openFind(parts: FindParts, start: Spot): Find {
  const { binder, references, suggesting } = parts
  const { doc } = binder.binding
  const matcher = openMatcher(parts)
  let sought: Sought = { text: '', exact: false, whole: false }
  let view = nothing
  let spot = start
  let isReplacing = false

  const show = (next: Omit<FindView, 'moves'>, moved: boolean): void => {
    view = { ...next, moves: view.moves + (moved ? 1 : 0) }
    const match = next.matches[next.current]
    if (match) spot = { index: match.index, at: match.from }
    listeners.tell()
  }
  const look = (moved: boolean): void => {
    if (isReplacing) return
    const found = matcher.look(sought)
    const { matches } = found
    const next = matches.findIndex(match => isFrom(match, spot))
    show({ ...found, current: matches.length > 0 ? Math.max(0, next) : -1 }, moved)
  }
  const lookAgain = (): void => {
    isReplacing = false
    look(true)
  }
  const listeners = new Listeners(() => matcher.onChange(() => look(false)))
  /** As `replaceAt`, for a footnote. */
  const replaceNote = (match: NoteMatch, text: string): number | null => {
    let left = 0
    const found = [{ note: match.note, places: [match] }]
    binder.undo.together(() => (left = replaceInNotes(doc, found, text)))
    return left === 0 ? match.from + text.length : null
  }
  const replaceAll: Find['replaceAll'] = (text, told) => {
    if (isReplacing) return null
    isReplacing = true
    let isStopped = false
    const step = parts.binder.undo.gather()
    const slices = replacing({ ...parts, step, notes: references.view().notes }, sought, text)
    const done = inSlices(slices, told, () => isStopped)
      .then(sums => {
        const isTaken = isStopped && !sums.isWhole && step.takeBack()
        return { ...sums, replaced: isTaken ? 0 : sums.replaced, mayUndo: step.isLast() }
      })
      .finally(lookAgain)
    return { done, stop: () => void (isStopped = true) }
  }
  return {
    view: () => view,
    subscribe: listeners.add,
    seek(next) {
      sought = next
      look(true)
    },
    step(by) {
      const { matches, current } = view
      if (matches.length === 0) return
      show({ ...view, current: (current + by + matches.length) % matches.length }, true)
    },
    replace(text) {
      const match = view.matches[view.current]
      if (!match || isReplacing) return null
      if (isInNote(match) && suggesting.isOn()) return 'noSuggestion'
      isReplacing = true
      try {
        const end = isInNote(match)
          ? replaceNote(match, text)
          : replaceAt(parts, match.key, match, text)
        spot = { index: match.index, at: end ?? match.to }
        return end === null ? 'waits' : null
      } finally {
        lookAgain()
      }
    },
    replaceAll,
  }
}
