// Input of a person in a form that was not sent, by document and place. Each change goes to core as
// it is made, and is on the disk when core answers. Dialogs and panels read it from here when they
// open again.
import type { CoreContract, Typed, TypedFields } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { Listeners } from '#shared/listeners'
import type { Client } from '#shared/rpc'

type Core = Pick<Client<CoreContract>, 'call'>

export type Kept = {
  get(place: string): TypedFields | undefined
  /** The same array as long as nothing changed. */
  list(): readonly Typed[]
  /** Null when it was sent or discarded. */
  put(place: string, fields: TypedFields | null): void
  /** A form shows the place, until the returned function is called. */
  shown(place: string): () => void
  isShown(place: string): boolean
  /** Places that core has not on the disk as they are here. */
  unsaved(): number
  subscribe(listen: () => void): () => void
}

export type TypedWords = {
  of(document: DocumentId): Kept
  /** Resolves when core has everything on the disk. */
  whenSaved(): Promise<void>
}

/** Milliseconds until core is asked again where the disk refused. */
const pause = 1000

function openKept(core: Core, document: DocumentId): Kept {
  const listeners = new Listeners()
  const entries = new Map<string, TypedFields>()
  /** Changed here, so that what core had before counts no longer. */
  const changed = new Set<string>()
  const waiting = new Set<string>()
  const underWay = new Set<string>()
  const open = new Map<string, number>()
  let list: readonly Typed[] = []
  const announce = (): void => {
    list = [...entries].map(([place, fields]) => ({ place, fields }))
    listeners.tell()
  }
  /** One call at a time for a place: the newest words follow when it is answered. */
  const send = async (place: string): Promise<void> => {
    if (underWay.has(place)) return
    underWay.add(place)
    while (waiting.delete(place)) {
      try {
        await core.call('typed.keep', { document, place, fields: entries.get(place) ?? null })
      } catch (error) {
        if (error instanceof Failure && error.code === 'not-found') continue
        waiting.add(place)
        await new Promise(resolve => setTimeout(resolve, pause))
      }
    }
    underWay.delete(place)
    announce()
  }
  void core.call('typed.list', { document }).then(
    kept => {
      for (const { place, fields } of kept) if (!changed.has(place)) entries.set(place, fields)
      announce()
    },
    () => {},
  )
  return {
    get: place => entries.get(place),
    list: () => list,
    put(place, fields) {
      if (fields === null && !entries.has(place)) return
      if (fields === null) entries.delete(place)
      else entries.set(place, fields)
      changed.add(place)
      waiting.add(place)
      announce()
      void send(place)
    },
    shown(place) {
      open.set(place, (open.get(place) ?? 0) + 1)
      announce()
      return () => {
        open.set(place, (open.get(place) ?? 1) - 1)
        announce()
      }
    },
    isShown: place => (open.get(place) ?? 0) > 0,
    unsaved: () => new Set([...waiting, ...underWay]).size,
    subscribe: listeners.add,
  }
}

export function openTyped(core: Core): TypedWords {
  const documents = new Map<DocumentId, Kept>()
  const saved = (kept: Kept): Promise<void> =>
    new Promise(resolve => {
      if (kept.unsaved() === 0) return resolve()
      const stop = kept.subscribe(() => {
        if (kept.unsaved() > 0) return
        stop()
        resolve()
      })
    })
  return {
    of(document) {
      const kept = documents.get(document) ?? openKept(core, document)
      documents.set(document, kept)
      return kept
    },
    whenSaved: async () => void (await Promise.all([...documents.values()].map(saved))),
  }
}
