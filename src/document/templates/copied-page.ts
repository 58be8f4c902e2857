// A page as another document begins with it.
import type { Language } from '#shared/vocabulary'
import type { Note, Page, PageMeta } from '#document/model'
import type { NewBlock } from '#document/blocks'

export type CopiedPage = Pick<PageMeta, 'kind' | 'language'> & {
  blocks: NewBlock[]
  notes: readonly Note[]
}

/** The stored direction of a block that runs as its document does. */
const direction = (language: Language) => (language === 'ar' ? 'rtl' : undefined)

const inLanguage = (block: NewBlock, from: Language): NewBlock => {
  if (block.language !== undefined || block.direction !== direction(from)) return block
  const { direction: _, ...rest } = block
  return rest
}

/** A withheld text stays withheld in a copy, which is no place of that other text. */
const withoutRef = (block: NewBlock): NewBlock => {
  const { ref: _, ...rest } = block
  return rest
}

/**
 * A copy has paragraphs of its own. With a `language` it is a version of the same text in that
 * language: each paragraph keeps its id, by which versions are compared, and runs as the version does.
 */
export const copiedPage = (
  { meta, blocks, notes = [] }: Page,
  language?: Language,
): CopiedPage => ({
  notes,
  kind: meta.kind,
  language: language ?? meta.language,
  blocks: blocks
    .map(block =>
      language === undefined
        ? { ...block, id: null, copyOf: block.id }
        : inLanguage(block, meta.language),
    )
    .map(withoutRef),
})
