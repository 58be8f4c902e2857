// Marks in the margin the paragraphs that a version of minutes corrects. Only a look of the page: nothing is added to
// the text. The panel says what changed.
import { useEffect } from 'react'
import type { LexicalEditor } from 'lexical'
import type { DocumentSummary } from '#shared/contract'
import { useWords } from '../../words/index.ts'
import { usePage } from '../page/page-state.ts'
import { useCorrected, versionIn } from './corrected.ts'

type MarksProps = { editor: LexicalEditor | null; summary: DocumentSummary }

export function CorrectedMarks({ editor, summary }: MarksProps) {
  const words = useWords()
  const corrected = useCorrected(summary.id)
  const changed = new Set<string>(corrected?.changes.map(({ block }) => block))
  // Numbers of blocks in the page, as one value.
  const indexes = usePage(({ blocks }) =>
    blocks.flatMap(({ id }, index) => (id !== null && changed.has(id) ? [index] : [])).join(' '),
  )
  const mark = corrected ? words('minutes.versions.mark', { version: versionIn(corrected) }) : ''
  useEffect(() => {
    if (!editor || indexes === '') return
    const shown = new Set(indexes.split(' ').map(Number))
    const paint = (): void => {
      for (const [index, block] of [...(editor.getRootElement()?.children ?? [])].entries()) {
        if (shown.has(index)) block.setAttribute('data-corrected', mark)
        else block.removeAttribute('data-corrected')
      }
    }
    paint()
    const stop = editor.registerUpdateListener(({ dirtyElements }) => {
      if (dirtyElements.size > 0) paint()
    })
    return () => {
      stop()
      for (const block of editor.getRootElement()?.children ?? [])
        block.removeAttribute('data-corrected')
    }
  }, [editor, indexes, mark])
  return null
}
