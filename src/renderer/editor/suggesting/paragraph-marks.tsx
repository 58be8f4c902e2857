// Shows on the page which paragraphs somebody suggests to remove, and behind which a new one would come.
// Only how the page looks: nothing is added to the text. The marks in the margin say it in words.
import { useEffect } from 'react'
import type { LexicalEditor } from 'lexical'
import { useRemarks } from '../comments/comments-state.ts'
import './suggesting.css'

const names = ['leaving', 'awaits'] as const

export function ParagraphMarks({ editor }: { editor: LexicalEditor | null }) {
  const { paragraphs } = useRemarks()
  useEffect(() => {
    if (!editor) return
    const at = (what: 'remove' | 'add'): Set<number> =>
      new Set(
        paragraphs.flatMap(each => (each.what === what && each.target ? [each.target.index] : [])),
      )
    const indexes = { leaving: at('remove'), awaits: at('add') }
    const paint = (): void => {
      const root = editor.getRootElement()
      for (const name of names) {
        const blocks = new Set([...indexes[name]].map(index => root?.children[index]))
        for (const block of root?.querySelectorAll(`:scope > [data-${name}]`) ?? [])
          if (!blocks.has(block)) block.removeAttribute(`data-${name}`)
        for (const block of blocks) block?.setAttribute(`data-${name}`, '')
      }
    }
    paint()
    // What waits nowhere leaves nothing to look after while somebody types.
    return paragraphs.length === 0 ? undefined : editor.registerUpdateListener(paint)
  }, [editor, paragraphs])
  return null
}
