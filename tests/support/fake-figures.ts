// The fake core's answers about figures: pictures are kept as they come, under example names.
import type { CoreContract } from '#shared/contract'
import type { Block } from '#document/model'
import type { DocumentId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'

type FigureCalls = `figures.${'list' | 'keep' | 'picture'}`

export const fakeFigures = (ports: {
  fresh(bytes: number): string
  blocksOf(document: DocumentId): readonly Block[]
}): Pick<Handlers<CoreContract>, FigureCalls> => {
  const kept = new Map<string, Uint8Array>()
  return {
    'figures.list': ({ document }) =>
      ports
        .blocksOf(document)
        .filter(({ kind }) => kind === 'figure')
        .map(({ id, number, picture, alternative, runs }) => ({
          block: id,
          number,
          hasAlternative: alternative !== undefined,
          caption: runs.map(({ text }) => text).join(''),
          isHere: picture !== undefined && kept.has(picture.hash),
          goesAlong: picture !== undefined && kept.has(picture.hash),
        })),
    async 'figures.keep'({ bytes }) {
      const hash = ports.fresh(32)
      kept.set(hash, bytes)
      const type = bytes[0] === 0x89 ? 'png' : 'jpeg'
      const drawn = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
      const { width, height } = drawn
      return { type, size: bytes.length, width, height, hash }
    },
    'figures.picture': ({ hash }) => kept.get(hash) ?? null,
  }
}
