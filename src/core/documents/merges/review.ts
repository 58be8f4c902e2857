// What became of a document while people wrote apart: the page that all began from, and the page that
// each of them had made of it, played again from the messages.
import * as Y from 'yjs'
import type { StoredMessage } from '#core/archive'
import { mergeReview, readForReview, type Clash, type ReviewPage } from '#shared/document'
import type { BlockId, DeviceId } from '#shared/ids'
import { contentOf } from '../bodies.ts'
import { newReplica } from '../replica.ts'
import type { Separation } from './beside.ts'

/** Bodies that can be read and that a device other than the one they are for holds too. */
const play = (doc: Y.Doc, messages: readonly StoredMessage[]): void => {
  for (const { kind, body } of messages) {
    const update = body && contentOf(kind, body)
    if (update) Y.applyUpdate(doc, update)
  }
}

const pageOf = (begun: Uint8Array, ...parts: (readonly StoredMessage[])[]): ReviewPage | null => {
  const doc = newReplica()
  try {
    Y.applyUpdate(doc, begun)
    for (const messages of parts) play(doc, messages)
    const { pendingStructs, pendingDs } = doc.store
    return pendingStructs === null && pendingDs === null ? readForReview(doc) : null
  } finally {
    doc.destroy()
  }
}

/** `device`: null where what one wrote builds on what others did, and the page has that too. */
type TheirPage = { device: DeviceId | null; page: ReviewPage }

const theirPages = (begun: Uint8Array, theirs: readonly StoredMessage[]): TheirPage[] =>
  [...Map.groupBy(theirs, message => message.device)].flatMap(([device, own]): TheirPage[] => {
    const alone = pageOf(begun, own)
    if (alone) return [{ device, page: alone }]
    const last = theirs.indexOf(own.at(-1) as StoredMessage)
    const together = pageOf(begun, theirs.slice(0, last + 1))
    return together ? [{ device: null, page: together }] : []
  })

/** `above`: the paragraphs before it in the text that both began from, the nearest first. */
export type FoundClash = Clash & { device: DeviceId | null; above: BlockId[] }

const isSame = (a: Clash, b: Clash): boolean =>
  JSON.stringify([a.block, a.before, a.mine, a.theirs]) ===
  JSON.stringify([b.block, b.before, b.mine, b.theirs])

/**
 * `messages`: all of the document, in order of arrival. Paragraphs that this device and another one
 * changed, with what each of those made of it.
 */
export const reviewOf = (
  messages: readonly StoredMessage[],
  separation: Separation,
): FoundClash[] => {
  const [mine, theirs] = [new Set(separation.mine), new Set(separation.theirs)]
  const met = messages.findIndex(({ id }) => theirs.has(id))
  if (met < 0) return []
  const before = messages.slice(0, met)
  const common = newReplica()
  play(
    common,
    before.filter(({ id }) => !mine.has(id)),
  )
  const begun = Y.encodeStateAsUpdate(common)
  const was = readForReview(common)
  common.destroy()
  const ours = pageOf(
    begun,
    before.filter(({ id }) => mine.has(id)),
  )
  if (ours === null) return []
  const order = was.blocks.flatMap(({ id }) => (id === null ? [] : [id]))
  const found: FoundClash[] = []
  const others = messages.filter(({ id }) => theirs.has(id))
  for (const { device, page } of theirPages(begun, others))
    for (const clash of mergeReview(was, ours, page)) {
      if (found.some(each => isSame(each, clash))) continue
      const above = order.slice(0, Math.max(0, order.indexOf(clash.block))).toReversed()
      found.push({ ...clash, device, above })
    }
  return found
}
