// Paragraphs that came into an original after its version was made: they are put into the version in
// the language of the original, each where it stands there and under its id, to be translated.
import * as Y from 'yjs'
import { copiedPage } from './copied-page.ts'
import { insertBlock } from './edit-blocks.ts'
import type { Aligned } from './language-versions.ts'
import { blockElements } from './layout.ts'
import { readMeta } from './meta.ts'
import { notesIn, openNote } from './notes.ts'
import { settledPage, type Page } from './page.ts'
import type { Random } from './block-id.ts'
import { newBlockElement, type NewBlock } from './write-blocks.ts'

/** Brackets are negotiated in one text at a time. */
const withoutBrackets = ({ bracket: _bracket, ...block }: NewBlock): NewBlock => ({
  ...block,
  runs: block.runs.map(({ bracket: _set, ...run }) => run),
})

/** `rows`: original and version as they are in `doc` now. Gives how many paragraphs were put in. */
export const bringMissing = (
  doc: Y.Doc,
  source: Page,
  rows: readonly Aligned[],
  random: Random,
): number => {
  const { language } = readMeta(doc)
  const page = settledPage(source)
  const { blocks } = copiedPage(page, language)
  const elements = blockElements(doc)
  let above: Y.XmlElement | null = null
  let brought = 0
  doc.transact(() => {
    for (const { standing, source: of, version } of rows) {
      const block = standing === 'missing' ? blocks[of] : undefined
      if (block) {
        const cited = new Set(notesIn([block]))
        for (const { id, text } of page.notes ?? []) if (cited.has(id)) openNote(doc, id, text)
        const made = newBlockElement(withoutBrackets(block), { language, random })
        insertBlock(doc, above, made)
        above = made
        brought++
      } else above = elements[version] ?? above
    }
  })
  return brought
}
