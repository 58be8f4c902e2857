// Core's own edits: made in a copy, so that a failure half-way leaves nothing behind, and returned
// as updates that the gate accepts.
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { foldEdits, piecesOf } from '../contested/index.ts'
import { mostAttributes, updateLimits, scanUpdate, type Struct } from '../gate/index.ts'
import { newReplica } from './replica.ts'

/** A copy of a document in `state`, written with `clientId`. */
const copyFor = (state: Bytes | null, clientId: number): Y.Doc => {
  const scratch = newReplica()
  if (state) Y.applyUpdate(scratch, state)
  // Not earlier: Yjs takes another id when its own comes in from elsewhere.
  scratch.clientID = clientId
  return scratch
}

/** The changes of a copy as they come, each in parts of which the gate takes each. */
const hearParts = (scratch: Y.Doc) => {
  const scans: ReturnType<typeof scanUpdate>[] = []
  let parts: Bytes[] = []
  scratch.on('update', (update: Bytes) => {
    const scan = scanUpdate(update)
    scans.push(scan)
    parts.push(...(typeof scan === 'string' ? [update] : piecesOf(scratch, update, scan)))
  })
  return {
    scans,
    /** The parts since the last call. */
    next(): Bytes[] {
      const made = parts
      parts = []
      return made
    },
  }
}

/**
 * The effect of `work` on a document in `state`, written with `clientId`, after each of its steps.
 * Throws the errors of `work`.
 */
export function* updatesIn(
  state: Bytes | null,
  clientId: number,
  work: (doc: Y.Doc) => Iterator<unknown>,
): Generator<Bytes, void> {
  const scratch = copyFor(state, clientId)
  const heard = hearParts(scratch)
  try {
    const steps = work(scratch)
    for (let isOver = false; !isOver;) {
      isOver = steps.next().done === true
      yield* heard.next()
    }
  } finally {
    scratch.destroy()
  }
}

/** Whether `structs` give more values to the attributes of one element than one update may. */
const giveTooMany = (doc: Y.Doc, structs: readonly Struct[]): boolean => {
  const given = new Map<unknown, number>()
  return structs.some(({ client, clock }) => {
    const item: unknown = Y.getItem(doc.store, Y.createID(client, clock))
    if (!(item instanceof Y.Item) || item.parentSub === null) return false
    if (!(item.parent instanceof Y.XmlFragment)) return false
    const count = (given.get(item.parent) ?? 0) + 1
    given.set(item.parent, count)
    return count > mostAttributes
  })
}

/** All changes as one update; null where the gate would not take that. */
const asOne = (doc: Y.Doc, scans: readonly ReturnType<typeof scanUpdate>[]): Bytes[] | null => {
  const known = scans.flatMap(scan => (typeof scan === 'string' ? [] : [scan]))
  const whole = known.length === scans.length ? foldEdits(doc, known) : null
  const scan = whole && scanUpdate(whole)
  if (!scan || typeof scan === 'string' || scan.deletes.length > updateLimits.deletes) return null
  const structs = scan.sections.flatMap(section => section.structs)
  return giveTooMany(doc, structs) ? null : piecesOf(doc, whole, scan)
}

/**
 * The answer of `work`, and the effect of all of it in one update, so that it is taken in whole or not at all, and
 * goes out at once. Only work that is larger than the gate takes is in several.
 */
export const updatesOf = <T>(
  state: Bytes | null,
  clientId: number,
  work: (doc: Y.Doc) => T,
): { answer: T; updates: Bytes[] } => {
  const scratch = copyFor(state, clientId)
  const heard = hearParts(scratch)
  try {
    const answer = work(scratch)
    const parts = heard.next()
    const updates = parts.length < 2 ? parts : (asOne(scratch, heard.scans) ?? parts)
    return { answer, updates }
  } finally {
    scratch.destroy()
  }
}
