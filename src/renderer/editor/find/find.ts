// The searched words in the open page, their positions, and the current one. Kept up to date while
// the text changes, and read from the text itself, so that paragraphs out of sight are found too.
import { findWords, type Found, type Sought } from '#document/reading'
import { Listeners } from '#shared/listeners'
import { $getRoot, type NodeKey } from 'lexical'
import { others } from '../replica/after-paint.ts'
import { replacing, type Replaced } from './replace-all.ts'
import { replaceAt, type Replacing } from './replace-words.ts'

/** `index` counts blocks. */
export type Match = Found & { key: NodeKey; index: number }

export type FindView = {
  matches: readonly Match[]
  /** The index in `matches`; -1 while there is none. */
  current: number
  /** Counts when the person went to a place, and not when the text changed around it. */
  moves: number
}

/** A place between two units of the text. */
export type Spot = { index: number; at: number }

export type Find = {
  view(): FindView
  subscribe(listen: () => void): () => void
  /** The words to search from now on; the first match from the cursor becomes the current one. */
  seek(sought: Sought): void
  step(by: 1 | -1): void
  /** Replaces the current place and goes on; false where its words are left as they are. */
  replace(text: string): boolean
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

const nothing: FindView = { matches: [], current: -1, moves: 0 }

const isFrom = (match: Match, { index, at }: Spot): boolean =>
  match.index > index || (match.index === index && match.from >= at)

/** Works through the slices with frames and keys between them, until the end or a stop. */
const inSlices = async (
  slices: Generator<Replaced, 'done' | 'undone'>,
  told: (sums: Replaced) => void,
  isStopped: () => boolean,
): Promise<Replaced & { isWhole: boolean }> => {
  let sums: Replaced = { replaced: 0, left: 0 }
  for (let next = slices.next(); ; next = slices.next()) {
    if (next.done) {
      const isWhole = next.value === 'done'
      return isWhole ? { ...sums, isWhole } : { replaced: 0, left: 0, isWhole }
    }
    sums = next.value
    told(sums)
    await others()
    if (isStopped()) return { ...sums, isWhole: false }
  }
}

/** `start`: where one is when the search begins. */
export function openFind(parts: Replacing, start: Spot): Find {
  const { editor } = parts
  const known = new Map<NodeKey, { text: string; found: readonly Found[] }>()
  let sought: Sought = { text: '', exact: false, whole: false }
  let view = nothing
  let spot = start
  let isReplacing = false

  const foundIn = (key: NodeKey, text: string): readonly Found[] => {
    const last = known.get(key)
    if (last?.text === text) return last.found
    const found = findWords(text, sought)
    known.set(key, { text, found })
    return found
  }
  const show = (next: Omit<FindView, 'moves'>, moved: boolean): void => {
    view = { ...next, moves: view.moves + (moved ? 1 : 0) }
    const match = next.matches[next.current]
    if (match) spot = { index: match.index, at: match.from }
    listeners.tell()
  }
  const look = (moved: boolean): void => {
    if (isReplacing) return
    const matches = editor.getEditorState().read(() =>
      sought.text === ''
        ? []
        : $getRoot()
            .getChildren()
            .flatMap((block, index) => {
              const key = block.getKey()
              return foundIn(key, block.getTextContent()).map(found => ({ ...found, key, index }))
            }),
    )
    const next = matches.findIndex(match => isFrom(match, spot))
    show({ matches, current: matches.length > 0 ? Math.max(0, next) : -1 }, moved)
  }
  const lookAgain = (): void => {
    isReplacing = false
    look(true)
  }
  const listeners = new Listeners(() =>
    editor.registerUpdateListener(({ dirtyElements, dirtyLeaves }) => {
      if (dirtyElements.size + dirtyLeaves.size > 0) look(false)
    }),
  )
  const replaceAll: Find['replaceAll'] = (text, told) => {
    if (isReplacing) return null
    isReplacing = true
    let isStopped = false
    const step = parts.binder.undo.gather()
    const slices = replacing({ ...parts, step }, sought, text)
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
      known.clear()
      look(true)
    },
    step(by) {
      const { matches, current } = view
      if (matches.length === 0) return
      show({ matches, current: (current + by + matches.length) % matches.length }, true)
    },
    replace(text) {
      const match = view.matches[view.current]
      if (!match || isReplacing) return false
      isReplacing = true
      try {
        const end = replaceAt(parts, match.key, match, text)
        spot = { index: match.index, at: end ?? match.to }
        return end !== null
      } finally {
        lookAgain()
      }
    },
    replaceAll,
  }
}
