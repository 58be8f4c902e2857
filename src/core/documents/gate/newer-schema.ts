// Whether an update, or the document, belongs to a newer schema than this version knows.
import * as Y from 'yjs'
import { metaName } from '#document/tree'
import { schema } from '#document/model'
import type { Id, Struct } from './scan.ts'

/** `newAt` returns the struct of the update that covers an id. */
export const openSchemaCheck = (
  doc: Y.Doc,
  structs: readonly Struct[],
  newAt: (id: Id) => Struct | null,
  itemAt: (id: Id) => unknown,
): (() => boolean) => {
  const setting = new Map<Struct, boolean>()
  /** Whether it sets the document's schema number, by its chain of replaced values. */
  const setsSchema = (struct: Struct): boolean => {
    const chain: Struct[] = []
    let at: Struct | null = struct
    while (at?.origin && !setting.has(at) && chain.length < structs.length) {
      chain.push(at)
      const before = newAt(at.origin)
      if (!before) break
      at = before
    }
    const item = at?.origin && itemAt(at.origin)
    const answer =
      (at && setting.get(at)) ??
      (item instanceof Y.Item
        ? item.parentSub === 'schema' && item.parent === doc.share.get(metaName)
        : at?.parent === metaName && at.key === 'schema')
    for (const each of chain) setting.set(each, answer)
    return answer
  }
  const isNewer = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > schema
  return () =>
    isNewer(doc.getMap(metaName).get('schema')) ||
    structs.some(
      struct =>
        struct.content.kind === 'any' && struct.content.values.some(isNewer) && setsSchema(struct),
    )
}
