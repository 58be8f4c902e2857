// Paragraphs of one text that another one lacks: they are put into it, each where it stands and under its id.
// A version in another language gets them to be translated, the next draft as words written apart.
import * as Y from 'yjs'
import { copiedPage } from '#document/templates'
import { insertBlock, newBlockElement, type NewBlock } from '#document/blocks'
import type { Aligned } from './language-versions.ts'
import { blockElements, readMeta, newNoteId, notesIn, openNote } from '#document/tree'
import { settledPage, type Page, type Run } from '#document/model'
import type { Random } from '#document/ids'

/** Brackets are negotiated in one text at a time. */
const withoutBrackets = ({ bracket: _bracket, ...block }: NewBlock): NewBlock => ({
  ...block,
  runs: block.runs.map(({ bracket: _set, ...run }) => run),
})

/** A paragraph of the source, and the one in the text beside it; -1 where there is none. */
type Row = Pick<Aligned, 'standing' | 'source' | 'version'>

/** `rows`: source and text as they are in `doc` now. Gives how many paragraphs were put in. */
export const bringMissing = (
  doc: Y.Doc,
  source: Page,
  rows: readonly Row[],
  random: Random,
): number => {
  const { language } = readMeta(doc)
  const page = settledPage(source)
  const { blocks } = copiedPage(page, language)
  const texts = new Map((page.notes ?? []).map(({ id, text }) => [id, text]))
  /** Notes of its own: of one that two bring apart under one name, only one's words would stay. */
  const withNotes = (block: NewBlock): NewBlock => {
    const names = new Map(notesIn([block]).map(id => [id, newNoteId(random)]))
    for (const [id, name] of names) openNote(doc, name, texts.get(id) ?? '')
    const named = ({ note, ...run }: Run): Run => ({
      ...run,
      ...(note !== undefined && { note: names.get(note) ?? note }),
    })
    return { ...block, runs: block.runs.map(named) }
  }
  const elements = blockElements(doc)
  let above: Y.XmlElement | null = null
  let brought = 0
  doc.transact(() => {
    for (const { standing, source: of, version } of rows) {
      const block = standing === 'missing' ? blocks[of] : undefined
      if (block) {
        const made = newBlockElement(withNotes(withoutBrackets(block)), { language, random })
        insertBlock(doc, above, made)
        above = made
        brought++
      } else above = elements[version] ?? above
    }
  })
  return brought
}
