// Blocks as files for people outside have them.
import type { SheetPicture } from '#core/paper'
import type { Block } from '#document/model'
import type { DocumentId } from '#shared/ids'
import type { Texts } from '#core/drafting'

/**
 * Only the kind of a restricted paragraph is printed, neither its name nor its content, and no
 * prompt.
 */
export const printedBlock = (block: Block): Block => {
  const { ref: _ref, prompt: _prompt, ...place } = block
  if (block.label === undefined) return place
  const { picture: _picture, alternative: _alternative, ...rest } = place
  return { ...rest, runs: [] }
}

/** Blocks, and the document of their pictures. */
export type Pictured = { document: DocumentId; blocks: readonly Block[] }

export const picturesIn = (
  { documents }: Texts,
  all: readonly Pictured[],
): ReadonlyMap<string, SheetPicture> => {
  const found = new Map<string, SheetPicture>()
  for (const { document, blocks } of all)
    for (const { picture } of blocks) {
      if (!picture || found.has(picture.hash)) continue
      const bytes = documents.enclosed(document, { what: 'picture', hash: picture.hash })
      if (bytes) found.set(picture.hash, { ...picture, bytes })
    }
  return found
}
