// Verdicts on named versions, beside those with a copy: a proof reads a whole text, and an attacker
// names versions at little cost.
import type { Version } from '#document/history/versions'
import type { DocumentId } from '#shared/ids'

/** `missing` is none: it may end. */
export type Verdict = 'proven' | 'false'

export type Verdicts = {
  of(document: DocumentId, version: Version): Verdict | null
  keep(document: DocumentId, version: Version, verdict: Verdict): void
  forget(document: DocumentId): void
}

/** Beyond this number, those of the document that came first go. */
const mostKept = 65_536

/**
 * Everything that a verdict follows from: a client writes one thing at each of its clocks, so the
 * clock fixes the content of its entry, and of everything that lies in a state.
 */
const nameOf = ({ id, clock, digest }: Version): string => `${id} ${clock} ${digest}`

export const openVerdicts = (most = mostKept): Verdicts => {
  const documents = new Map<DocumentId, Map<string, Verdict>>()
  let count = 0
  const forget = (document: DocumentId): void => {
    count -= documents.get(document)?.size ?? 0
    documents.delete(document)
  }
  return {
    of: (document, version) => documents.get(document)?.get(nameOf(version)) ?? null,
    keep(document, version, verdict) {
      const [first] = documents.keys()
      if (count >= most && first !== undefined) forget(first)
      const own = documents.get(document) ?? new Map<string, Verdict>()
      documents.set(document, own)
      const before = own.size
      own.set(nameOf(version), verdict)
      count += own.size - before
    },
    forget,
  }
}
