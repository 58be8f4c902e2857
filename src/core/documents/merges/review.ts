// What became of a document while people wrote apart: the page that both sides began from, and the
// page that each of them had made of it, played again from the messages.
import * as Y from 'yjs'
import type { StoredMessage } from '#core/archive'
import { mergeReview, readForReview, type Clash, type ReviewPage } from '#shared/document'
import { contentOf } from '../bodies.ts'
import { newReplica } from '../replica.ts'
import type { Separation } from './beside.ts'

/** Bodies that can be read and that a device other than the one they are for holds too. */
const played = (messages: readonly StoredMessage[]): Y.Doc => {
  const doc = newReplica()
  for (const { kind, body } of messages) {
    const update = body && contentOf(kind, body)
    if (update) Y.applyUpdate(doc, update)
  }
  return doc
}

const pageOf = (messages: readonly StoredMessage[]): ReviewPage => {
  const doc = played(messages)
  try {
    return readForReview(doc)
  } finally {
    doc.destroy()
  }
}

/** `messages`: all of the document, in order of arrival. Paragraphs that both sides changed. */
export const reviewOf = (messages: readonly StoredMessage[], separation: Separation): Clash[] => {
  const [mine, theirs] = [new Set(separation.mine), new Set(separation.theirs)]
  const met = messages.findIndex(({ id }) => theirs.has(id))
  if (met < 0) return []
  const before = messages.slice(0, met)
  const common = before.filter(({ id }) => !mine.has(id))
  return mergeReview(
    pageOf(common),
    pageOf(before),
    pageOf([...common, ...messages.filter(({ id }) => theirs.has(id))]),
  )
}
