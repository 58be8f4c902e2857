// Words of a footnote that were replaced from the text may be overwritten in the footnote since. Its own undo has those
// changes, so undo in the text would bring back the old word beside the new one. Here it leaves such a footnote.
import * as Y from 'yjs'
import { itemsIn, type Range, without } from './undo-dedupe.ts'
import type { Step } from './undo-steps.ts'

type Ranges = Step['deletions']

/** `notes`: the map of the footnotes, by which a text is known as one. */
type Notes = Y.Map<unknown>

const isOfNote = ({ parent }: Y.Item, notes: Notes): boolean =>
  parent instanceof Y.Text && parent.parent === notes

const itemsOf = (doc: Y.Doc, ranges: Ranges): Y.Item[] =>
  [...ranges.clients].flatMap(([client, all]) => {
    const structs = doc.store.clients.get(client) ?? []
    return all.flatMap(range => itemsIn(structs, range))
  })

/** Some of it was removed, and did not come back. */
const isPartlyGone = (doc: Y.Doc, { deleted, redone, length }: Y.Item): boolean => {
  if (redone === null) return deleted
  const copy = { clock: redone.clock, len: length }
  const structs = doc.store.clients.get(redone.client) ?? []
  return itemsIn(structs, copy).some(item => isPartlyGone(doc, item))
}

const cutOut = (doc: Y.Doc, ranges: Ranges, isOut: (item: Y.Item) => boolean): void => {
  for (const [client, all] of ranges.clients) {
    const structs = doc.store.clients.get(client) ?? []
    const rest = all.flatMap(range => {
      const cuts: Range[] = itemsIn(structs, range)
        .filter(isOut)
        .map(({ id, length }) => ({ clock: id.clock, len: length }))
      return without(range, cuts)
    })
    if (rest.length > 0) ranges.clients.set(client, rest)
    else ranges.clients.delete(client)
  }
}

/**
 * Takes out of the step its part in each footnote where words that it put are gone and others would come back. Whether
 * there was one.
 */
export const leaveNotesWrittenSince = (doc: Y.Doc, notes: Notes, step: Step): boolean => {
  const inNotes = (ranges: Ranges): Y.Item[] =>
    itemsOf(doc, ranges).filter(item => isOfNote(item, notes))
  const coming = new Set(
    inNotes(step.deletions)
      .filter(({ redone }) => redone === null)
      .map(({ parent }) => parent),
  )
  const left = new Set(
    inNotes(step.insertions)
      .filter(item => coming.has(item.parent) && isPartlyGone(doc, item))
      .map(({ parent }) => parent),
  )
  if (left.size === 0) return false
  for (const ranges of [step.insertions, step.deletions])
    cutOut(doc, ranges, ({ parent }) => left.has(parent))
  return true
}
