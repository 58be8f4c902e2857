// The life of a document: it is made, renamed, copied, shared, retired or removed, with its pictures and
// files.
import type { PageMeta } from '#document/model'
import { writeMeta } from '#document/tree'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Documents, DocumentsPorts } from '../api.ts'
import { attachedIn, type Attached, openDocumentCreation, openRetire } from '../lifecycle/index.ts'
import { openFigures, type Figures } from '../figures/index.ts'
import type { Texts } from './texts.ts'
import type { Writing } from './writing.ts'

export type Lifecycle = {
  figures: Figures
  attached: Attached
  answers: Pick<
    Documents,
    | 'create'
    | 'createInTurns'
    | 'rename'
    | 'setReference'
    | 'duplicate'
    | 'remove'
    | 'share'
    | 'sealing'
  >
}

/** The result or error of `work`, as a promise. */
const promised = <T>(work: () => T): Promise<T> => new Promise(resolve => resolve(work()))

export const openLifecycle = (
  ports: DocumentsPorts,
  texts: Texts,
  { editing, windows, flush, forget }: Writing,
): Lifecycle => {
  const { archive, selfOf } = ports
  const { cache, catalogue, tell } = texts
  const figures = openFigures({
    ...ports,
    // After the transaction, whichever caller began it.
    came: (group, id) => queueMicrotask(() => tell(group, id)),
  })
  const attached = attachedIn({ ...ports, cache, figures })
  const room = { ...ports, ...texts, figures, attached }
  const making = openDocumentCreation({ ...room, editing: () => editing })

  const sealing = openRetire({
    ...room,
    making,
    forget(id) {
      forget(id)
      // The document's edits must leave the journal too.
      flush.soon()
    },
  })

  const setMeta = async (id: DocumentId, meta: Partial<Pick<PageMeta, 'title' | 'reference'>>) => {
    await editing.editAs(id, doc => writeMeta(doc, meta))
    const { group } = cache.get(id)
    archive.transaction(() => catalogue.changed(id, selfOf(group)))
    catalogue.tryLevel()
    tell(group, id)
  }

  return {
    figures,
    attached,
    answers: {
      create: wanted => promised(() => making.create(wanted)),
      createInTurns: making.createInTurns,
      rename: (id, title) => setMeta(id, { title }),
      setReference: (id, reference) => setMeta(id, { reference }),
      duplicate: (...wanted) => promised(() => making.duplicate(...wanted)),
      remove(id) {
        const row = archive.documents.get(id)
        if (!row) throw new Failure('not-found')
        if (row.shared) throw new Failure('not-private')
        // The document's edits must leave the journal too.
        flush.try()
        archive.transaction(() => {
          archive.documents.remove(id)
          forget(id)
        })
        cache.forget(id)
        tell(row.group, id)
      },
      share: id =>
        promised(() => {
          cache.get(id)
          flush.mustSeal(id)
          const row = archive.documents.get(id)
          if (!row || row.shared) return
          // Nobody would ever get it, and a draft can still go to another group.
          if (selfOf(row.group) === null) throw new Failure('not-in-group')
          archive.transaction(() => making.publishState(id))
          windows.renewRights()
          tell(row.group, id)
        }),
      sealing: {
        ...sealing,
        seal(id, leaves) {
          flush.mustSeal(id)
          const successor = sealing.seal(id, leaves)
          catalogue.tryLevel()
          return successor
        },
      },
    },
  }
}
