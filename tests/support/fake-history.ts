// The fake core's answers about the history of a document: real versions and comparisons of the
// example document's own text, without a proof behind them.
import type { CoreContract } from '#shared/contract'
import { compared } from '../../src/document/history/compare/compare.ts'
import {
  nameVersion,
  nothingWritten,
  readVersions,
  stateOf,
  type DocumentState,
} from '#document/history/versions'
import type { LabelledHash } from '#document/ids'
import { Failure } from '#shared/failure'
import type { DocumentId, FeedId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import type { FakeDocument } from './fake-document.ts'

type Calls = Extract<keyof CoreContract['calls'], `history.${string}`>
type Told = Pick<FakeDocument, 'authorOf' | 'history'>

/** No meaningful digest. */
const hash: LabelledHash = () => new Uint8Array(32)
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

export const fakeHistory = (ports: {
  now: number
  self: MemberId
  documentOf?: (document: DocumentId) => Told
  changed(document: DocumentId): void
}): Pick<Handlers<CoreContract>, Calls> => {
  const { now, self, documentOf } = ports
  const feed = '1f'.repeat(16) as FeedId
  const told = (document: DocumentId): Told => {
    const found = documentOf?.(document)
    if (!found) throw new Failure('not-found')
    return found
  }
  const stateAt = (document: DocumentId, moment: string): DocumentState => {
    const { doc } = told(document).history
    if (moment === 'start') return nothingWritten
    if (moment === 'now') return stateOf(doc)
    const version = readVersions(doc).find(({ id }) => id === moment)
    if (!version?.state) throw new Failure('version-incomplete')
    return version.state
  }
  const compare = (document: DocumentId, from: string, to: string) => {
    const { authorOf, history } = told(document)
    return compared({
      doc: history.doc,
      from: stateAt(document, from),
      to: stateAt(document, to),
      writer: client => (client === 1 ? null : (authorOf(client) ?? self)),
      removers: () => [],
    }).map(each => ({
      ...each,
      deeds: [...each.deeds],
      by: [...each.by],
      pieces: each.pieces.map(piece => ({ ...piece, by: [...piece.by] })),
    }))
  }
  return {
    'history.list'({ document }) {
      const { authorOf, history } = told(document)
      const versions = readVersions(history.doc)
      const sitting = { feed, seen: { from: now - 5_400_000, to: now - 3_600_000 } }
      const between = { feed, seen: 'between' as const, by: self, paragraphs: 2 }
      return [
        ...versions.map(({ id, name, at, client }, index) => ({
          version: { id, name, at, by: authorOf(client) ?? self, standing: 'proven' as const },
          sittings: index === 0 ? [{ ...sitting, by: self, paragraphs: 4 }] : [between],
        })),
        {
          version: null,
          sittings: versions.length > 0 ? [{ ...sitting, by: null, paragraphs: 1 }] : [],
        },
      ]
    },
    'history.name'({ document, name }) {
      const { history } = told(document)
      const id = history.change(self, doc => nameVersion(doc, { name, at: now, hash, random }))
      ports.changed(document)
      return id
    },
    'history.compare': ({ document, from, to }) => compare(document, from, to),
    'history.cancel': () => {},
    'history.restore': () => ({ paragraphs: 0, keepsSettled: false }),
    'history.unread': () => ({ since: null, isRetitled: false, paragraphs: [] }),
    'history.markRead': () => {},
  }
}
