// The fake core's answers about retiring and offloading: retiring renames the document, and
// remembers its origin.
import type {
  CoreContract,
  DocumentSummary,
  Group,
  Keeper,
  SealedFrom,
  TravelStatus,
} from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import type { Writable } from './writable.ts'

type Calls =
  | 'documents.eraseHistory'
  | 'documents.retiredFrom'
  | 'documents.settleLate'
  | `travel.${'status' | 'ask' | 'leave' | 'return'}`

/** The answers about the first documents. */
const answers = ['ready', 'nobody', 'partly'] as const

/** Another member's device. */
export const keeperIn = (group: Group): Keeper => {
  const other = group.memberList.find(({ id, devices }) => id !== group.self && devices.length > 0)
  const device = other?.devices[0]
  if (!other || !device) throw new TypeError('nobody else is there')
  return { device: device.id, member: other.id, name: device.name }
}

export const fakeGivingUp = (ports: {
  now: number
  documents: DocumentSummary[]
  keeper: Keeper
  documentOf(id: DocumentId): DocumentSummary
  fresh(bytes: number): string
  changed(document: DocumentSummary): void
}): Pick<Handlers<CoreContract>, Calls> => {
  const { now, documents, keeper, documentOf, fresh, changed } = ports
  const sealed = new Map<DocumentId, Writable<SealedFrom>>()
  const asked = new Set<DocumentId>()
  const away: Writable<TravelStatus['away']> = []
  return {
    'travel.status': ({ group }) => ({
      here: documents
        .filter(each => each.group === group)
        .map(({ id, readers }, at) => {
          const state =
            readers.kind === 'only-you'
              ? 'only-you'
              : !asked.has(id)
                ? 'not-asked'
                : (answers[at] ?? 'ready')
          const isNamed = state === 'ready' || state === 'partly'
          return { document: id, state, keepers: isNamed ? [keeper] : [] } as const
        })
        .map(each => ({ ...each, keepers: [...each.keepers] })),
      away,
    }),
    'travel.ask'({ documents: chosen }) {
      asked.clear()
      for (const id of chosen) asked.add(id)
    },
    'travel.leave'({ documents: chosen }) {
      for (const id of chosen) {
        away.push({ document: id, since: now, isAsked: false, keepers: [keeper] })
        const at = documents.findIndex(each => each.id === id)
        const [left] = documents.splice(at, 1)
        if (left) changed(left)
      }
      return { left: [...chosen] }
    },
    'travel.return'({ documents: chosen }) {
      for (const each of away) if (chosen.includes(each.document)) each.isAsked = true
    },
    'documents.eraseHistory'({ document: id }) {
      const document = documentOf(id)
      const next = fresh(16) as DocumentId
      document.id = next
      const late = [{ by: null, text: 'Words from far away' }]
      sealed.set(next, { by: document.changedBy, at: now, digest: '0'.repeat(64), late })
      changed(document)
      return { document: next }
    },
    'documents.retiredFrom': ({ document }) => sealed.get(document) ?? null,
    'documents.settleLate'({ document, index }) {
      sealed.get(document)?.late.splice(index, 1)
      changed(documentOf(document))
    },
  }
}
