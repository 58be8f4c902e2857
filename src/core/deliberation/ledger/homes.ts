// The document under which an act is kept: the one where its graph began, while that is here; else
// those that go on from it; else the one in whose log the act lies.
import type { Archive } from '#core/archive'
import type { DocumentId, GroupId } from '#shared/ids'

export type HomesArchive = Pick<Archive, 'documents' | 'retirements'>

/** Most steps from a retired document to one that is here. */
const mostSteps = 64

/** The documents that go on from a retired one, and are not retired themselves. */
const successorsOf = (
  { retirements }: HomesArchive,
  group: GroupId,
  document: DocumentId,
): DocumentId[] => {
  const found = new Set<DocumentId>()
  let open = [document]
  for (let step = 0; open.length > 0 && step < mostSteps; step++) {
    const next: DocumentId[] = []
    for (const each of open) {
      const successors = retirements.list({ group, document: each })
      if (successors.length === 0 && each !== document) found.add(each)
      for (const { successor } of successors) next.push(successor)
    }
    open = next
  }
  return [...found]
}

/** `log`: the document in whose messages the act lies, here or not. */
export const homesOf = (
  archive: HomesArchive,
  { audience, document }: { audience: GroupId; document: DocumentId },
  log: DocumentId,
): DocumentId[] => {
  const own = archive.documents.keyOf(document)
  if (own) return own.group === audience && own.shared ? [document] : []
  const successors = [document, log].flatMap(each => successorsOf(archive, audience, each))
  if (successors.length > 0) return [...new Set(successors)]
  return archive.documents.keyOf(log)?.group === audience ? [log] : []
}

/** The first of the documents of which this one goes on; itself where there is none. */
export const rootOf = (
  { retirements }: HomesArchive,
  group: GroupId,
  document: DocumentId,
): DocumentId => {
  const all = retirements.list({ group })
  let root = document
  for (let step = 0; step < mostSteps; step++) {
    const before = all.filter(({ successor }) => successor === root).map(each => each.document)
    const [least] = before.toSorted()
    if (least === undefined) return root
    root = least
  }
  return root
}
