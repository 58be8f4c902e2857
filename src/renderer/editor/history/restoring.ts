// Bringing a text back in slices, between which others are let in: what arrives, keys and frames. Several
// paragraphs are one transaction, each changed only where it differs.
import * as Y from 'yjs'
import { restoringPage } from '#document/history/restore'
import { rootOf } from '#document/tree'
import type { Page } from '#document/model'
import type { Random } from '#document/ids'
import type { BlockId } from '#shared/ids'
import { ownChange } from '../undo/own-undo.ts'
import { prepare } from '../collab/rescue.ts'
import { keptLines, settledAs } from '../blocks/settled-state.ts'
import type { Gathering } from '../undo/undo-steps.ts'

export type Restored = {
  /** From 0 to 1. */
  share: number
  paragraphs: number
  /** Lines that were decided stand otherwise than in that text, and stay so. */
  keepsSettled: boolean
}

/** Milliseconds of a slice, with all that is shown of it. */
const slice = 12
/** Paragraphs of the first one: how long one takes is known after it. */
const firstSlice = 4

const areSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((element, at) => element === b[at])

/** Which paragraphs stand where, and which of them are a circle's or were decided. */
const standing = (doc: Y.Doc): unknown[] =>
  rootOf(doc)
    .toArray()
    .flatMap((each): unknown[] => {
      if (!(each instanceof Y.XmlElement)) return [each]
      const id = each.getAttribute('s_bid') as BlockId | undefined
      return [each, each.getAttribute('s_label'), settledAs(id ?? null)]
    })

/** Each `next` does a slice. All of it becomes `step`; undone in between, it ends there. */
export function* restoring(
  { doc, step, random }: { doc: Y.Doc; step: Gathering; random: Random },
  page: Page,
  clock: () => number = () => performance.now(),
): Generator<Restored, 'done' | 'undone'> {
  let paragraphs = 0
  let share = 0
  let keepsSettled = false
  const kept = keptLines(() => void (keepsSettled = true))
  let most = firstSlice
  const begin = () =>
    restoringPage(doc, page, {
      random,
      kept,
      change(work) {
        work()
        paragraphs++
      },
    })
  let steps = begin()
  let left = standing(doc)
  for (let isOver = false; !isOver;) {
    prepare(doc)
    // Paragraphs came, went, moved, were withheld or decided since.
    if (!areSame(left, standing(doc))) steps = begin()
    const [began, before] = [clock(), paragraphs]
    const isGoingOn = step.add(() =>
      doc.transact(() => {
        while (!isOver && paragraphs - before < most && clock() - began < slice) {
          const next = steps.next()
          isOver = next.done === true
          if (!next.done) share = Math.max(share, next.value)
        }
      }, ownChange),
    )
    if (!isGoingOn) return 'undone'
    const done = paragraphs - before
    if (done > 0) most = Math.max(1, Math.round((done * slice) / Math.max(1, clock() - began)))
    left = standing(doc)
    yield { share, paragraphs, keepsSettled }
  }
  return 'done'
}
