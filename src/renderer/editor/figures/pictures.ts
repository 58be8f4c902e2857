// The pictures of one document in this window, by hash: asked of core once, kept as addresses of the page
// itself for as long as it is shown, and asked for again when something of the document arrived.
import type { DocumentId } from '#shared/ids'
import type { Picture } from '#shared/document'
import type { Core } from '../../core.ts'

/** `coming`: it was asked for. `missing`: it, or some of it, has not arrived on this device. */
export type Shown = { is: 'here'; address: string } | { is: 'coming' } | { is: 'missing' }

export type Pictures = {
  /** Asks for it when that was not done yet. */
  of(picture: Picture): Shown
  /** What was drawn in this window need not be asked for. */
  note(picture: Picture, bytes: Uint8Array): void
  subscribe(listen: () => void): () => void
  /** Hears of what arrives; the returned function gives all addresses up. */
  attach(): () => void
}

const addressOf = (bytes: Uint8Array, { type }: Picture): string =>
  URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: `image/${type}` }))

export const openPictures = (core: Core, document: DocumentId): Pictures => {
  const known = new Map<string, Shown>()
  const listeners = new Set<() => void>()
  let isShown = false
  const tell = (): void => listeners.forEach(listen => listen())
  const put = (hash: string, shown: Shown): void => {
    known.set(hash, shown)
    tell()
  }
  const ask = async (picture: Picture): Promise<void> => {
    const { hash } = picture
    const bytes = await core.call('figures.picture', { document, hash }).catch(() => null)
    if (!isShown) return
    put(hash, bytes ? { is: 'here', address: addressOf(bytes, picture) } : { is: 'missing' })
  }
  const hear = (changed: { document: DocumentId }): void => {
    if (changed.document !== document) return
    let isAny = false
    for (const [hash, { is }] of known) isAny = (is === 'missing' && known.delete(hash)) || isAny
    if (isAny) tell()
  }
  return {
    of(picture) {
      const shown = known.get(picture.hash)
      if (shown) return shown
      known.set(picture.hash, { is: 'coming' })
      void ask(picture)
      return { is: 'coming' }
    },
    note(picture, bytes) {
      const shown = known.get(picture.hash)
      if (shown?.is !== 'here')
        put(picture.hash, { is: 'here', address: addressOf(bytes, picture) })
    },
    subscribe(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    attach() {
      isShown = true
      const stop = core.on('documents.changed', hear)
      return () => {
        isShown = false
        stop()
        for (const shown of known.values())
          if (shown.is === 'here') URL.revokeObjectURL(shown.address)
        known.clear()
      }
    },
  }
}
