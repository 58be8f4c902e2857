// The pictures of one document in this window, by hash: asked of core once, kept as addresses of the page
// itself for as long as it is shown, and asked for again when something of the document arrived.
import type { DocumentId, MemberId } from '#shared/ids'
import type { Picture } from '#document/model'
import { Listeners } from '#shared/listeners'
import type { Core } from '../../shell/core-client.ts'
import type { PutBy } from './put-by.ts'

/**
 * `coming`: it was asked for. `missing`: it, or some of it, has not arrived on this device; `by` put it into
 * the text.
 */
export type Shown =
  | { is: 'here'; address: string }
  | { is: 'coming' }
  | { is: 'missing'; by?: MemberId }

export type Pictures = {
  /** Asks for it when that was not done yet. */
  of(picture: Picture): Shown
  /** Pictures drawn in this window need not be fetched. */
  note(picture: Picture, bytes: Uint8Array): void
  /** Hears the hash of each that is shown in another way now: there may be thousands of others. */
  subscribe(listen: (hash: string) => void): () => void
  /** Hears of what arrives; the returned function gives all addresses up. */
  attach(): () => void
}

/** `isStale`: something arrived since core was asked, so that its answer may be too old. */
type Known = { picture: Picture; shown: Shown; isAsked: boolean; isStale: boolean }

const addressOf = (bytes: Uint8Array, { type }: Picture): string =>
  URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: `image/${type}` }))

export const openPictures = (
  core: Pick<Core, 'call' | 'on'>,
  document: DocumentId,
  putBy: PutBy = () => Promise.resolve(null),
): Pictures => {
  const known = new Map<string, Known>()
  const listeners = new Listeners<string>()
  let isShown = false
  const show = (each: Known, shown: Shown): void => {
    each.shown = shown
    listeners.tell(each.picture.hash)
  }
  const nameWho = async (each: Known): Promise<void> => {
    const by = await putBy(each.picture.hash)
    const isStill = isShown && known.get(each.picture.hash) === each && each.shown.is === 'missing'
    if (by !== null && isStill) show(each, { is: 'missing', by })
  }
  const ask = async (each: Known): Promise<void> => {
    const { picture } = each
    const { hash } = picture
    do {
      Object.assign(each, { isAsked: true, isStale: false })
      const bytes = await core.call('figures.picture', { document, hash }).catch(() => null)
      each.isAsked = false
      if (!isShown || known.get(hash) !== each || each.shown.is === 'here') return
      if (bytes) show(each, { is: 'here', address: addressOf(bytes, picture) })
      // The page keeps the old notice while core is asked once more.
      else if (each.shown.is !== 'missing') {
        show(each, { is: 'missing' })
        void nameWho(each)
      }
    } while (each.isStale && each.shown.is === 'missing')
  }
  const begin = (picture: Picture): Known => {
    const each: Known = { picture, shown: { is: 'coming' }, isAsked: false, isStale: false }
    known.set(picture.hash, each)
    return each
  }
  const hear = (changed: { document: DocumentId }): void => {
    if (changed.document !== document) return
    for (const each of known.values()) {
      if (each.isAsked) each.isStale = true
      else if (each.shown.is === 'missing') void ask(each)
    }
  }
  return {
    of(picture) {
      const there = known.get(picture.hash)
      if (there) return there.shown
      const each = begin(picture)
      void ask(each)
      return each.shown
    },
    note(picture, bytes) {
      const each = known.get(picture.hash) ?? begin(picture)
      if (each.shown.is !== 'here') show(each, { is: 'here', address: addressOf(bytes, picture) })
    },
    subscribe: listeners.add,
    attach() {
      isShown = true
      const stop = core.on('documents.changed', hear)
      return () => {
        isShown = false
        stop()
        for (const { shown } of known.values())
          if (shown.is === 'here') URL.revokeObjectURL(shown.address)
        known.clear()
      }
    },
  }
}
