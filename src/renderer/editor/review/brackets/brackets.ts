// Text in brackets in the open document, as the window's own replica has it, and what is done to it
// here: changes of one's own, which undo takes back.
import type * as Y from 'yjs'
import {
  bracketBlocks,
  bracketWords,
  goneForNow,
  offeredBack,
  proposeAlternative,
  putBack,
  readBrackets,
  settleBrackets,
  bracketsNow,
  type BracketAct,
  type BracketSet,
  type BracketVerdict,
  type Gone,
  type Settled,
  type Wording,
} from '#document/review/brackets'
import { mayAdopt, type Adoption } from '#document/adoption'
import { rootOf } from '#document/tree'
import { threadsName } from '#document/review/comments'
import type { EntryId } from '#document/ids'
import type { FailureCode } from '#shared/failure'
import type { BlockId } from '#shared/ids'
import { Listeners } from '#shared/listeners'
import type { Words } from '../comments/remarks.ts'
import { ownChange } from '../../undo/own-undo.ts'
import { unlessSettled } from '../../blocks/settled-state.ts'
import { random } from '../../../random.ts'

export type GoneFrom = Gone & { set: EntryId }

export type BracketsSnapshot = {
  sets: readonly BracketSet[]
  adoption: Adoption
  /** Text that one person let go and another kept, apart. */
  apart: readonly GoneFrom[]
  /** Removed text, the last first, with the member who let it go. */
  gone: readonly (GoneFrom & { by: number; settled: Settled })[]
}

/** Whole paragraphs, or words within one. */
export type Selected = { indexes: readonly number[] } | { words: Words }

/** Where an act would change a line that was decided, it changes nothing: refusal `line-decided`. */
export type Brackets = {
  get(): BracketsSnapshot
  subscribe(listen: () => void): () => void
  /** As they are at this moment; what the screen shows may follow. */
  sets(): readonly BracketSet[]
  /** Refusal `not-found` when there is nothing to put in brackets. */
  put(selected: Selected): FailureCode | null
  /** Names the paragraph in which to write. Refusal `not-found` when there is no such version. */
  propose(version: EntryId, words: string): { block: BlockId } | { refused: FailureCode }
  settle(version: EntryId, verdict: BracketVerdict): FailureCode | null
  putBack(gone: GoneFrom): FailureCode | null
}

/** Milliseconds by which this may follow typing. */
const follow = 300

export function openBrackets(doc: Y.Doc, now: () => number = Date.now): Brackets {
  const read = (): BracketsSnapshot => {
    const standing = bracketsNow(doc)
    return {
      sets: readBrackets(doc, standing),
      adoption: mayAdopt(doc, undefined, standing),
      apart: offeredBack(doc, standing),
      gone: goneForNow(doc, standing).map(each => ({ ...each, by: each.settled.client })),
    }
  }
  let snapshot = read()
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = (): void => {
    clearTimeout(timer)
    timer = undefined
    snapshot = read()
    listeners.tell()
  }
  const lookSoon = (): void => void (timer ??= setTimeout(look, follow))
  /** Where nothing is open a key costs nothing here. */
  const onText = (): void => {
    const { adoption, apart, gone } = snapshot
    if (adoption.open.length + apart.length + gone.length > 0) lookSoon()
  }
  const said = doc.getMap(threadsName)
  const root = rootOf(doc)
  const listeners = new Listeners(() => {
    said.observe(lookSoon)
    root.observeDeep(onText)
    lookSoon()
    return () => {
      clearTimeout(timer)
      timer = undefined
      said.unobserve(lookSoon)
      root.unobserveDeep(onText)
    }
  })
  const acting = (within: Y.Doc): BracketAct => ({
    at: now(),
    random,
    change: work => within.transact(work, ownChange),
  })
  const act = (work: (doc: Y.Doc, act: BracketAct) => boolean): FailureCode | null =>
    unlessSettled(doc, within => (work(within, acting(within)) ? null : 'not-found'))
  return {
    get: () => snapshot,
    subscribe: listeners.add,
    sets: () => readBrackets(doc),
    put: selected =>
      act((within, by) => {
        const put =
          'words' in selected
            ? bracketWords(within, selected.words, by)
            : bracketBlocks(within, selected.indexes, by)
        return put !== null
      }),
    propose(version, words) {
      let block: BlockId | null = null
      const refused = act((within, by) => {
        block = proposeAlternative(within, version, words, by)
        return block !== null
      })
      return block !== null && refused === null ? { block } : { refused: refused ?? 'not-found' }
    },
    settle: (version, verdict) => act((within, by) => settleBrackets(within, version, verdict, by)),
    putBack: gone => act((within, by) => putBack(within, gone, by)),
  }
}

/** The version that words at a place stand in; else the one that the paragraph stands in. */
export const versionAt = (
  sets: readonly BracketSet[],
  { index, at }: { index: number; at: number },
): Wording | undefined => {
  const versions = sets.flatMap(set => set.versions)
  return (
    versions.find(({ words }) =>
      words.some(each => each.index === index && each.from <= at && at <= each.to),
    ) ?? versions.find(({ blocks }) => blocks.includes(index))
  )
}
