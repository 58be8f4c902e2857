// A long text can be read before it can be written in. The editor takes a moment to make a page of it;
// until then its first paragraphs are shown, read from the replica as they are, in the same look.
import { useEffect, useMemo, useState } from 'react'
import type { Block, BlockKind, Numbering, Run } from '#shared/document'
import type * as Y from 'yjs'
import { firstBlocks, formats, isFormat } from './first-blocks.ts'

/** Milliseconds after which the editor no longer waits for the look to be drawn. */
const patience = 500

/** Once a frame has been drawn; soon, where none is. Returns its undo. */
function afterFrame(work: () => void): () => void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = work
  const frame = requestAnimationFrame(() => port2.postMessage(null))
  const timer = setTimeout(work, document.visibilityState === 'hidden' ? 0 : patience)
  return () => {
    port1.onmessage = null
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/** What is shown before the editor, and whether that has been seen and the editor may begin. */
export type FirstLook = { blocks: readonly Block[]; isOver: boolean }

/** `doc` null: not there yet. Another look for another replica. */
export function useFirstLook(doc: Y.Doc | null, { kind, language }: Numbering): FirstLook {
  const [seen, setSeen] = useState<Y.Doc | null>(null)
  const blocks = useMemo(
    () => (doc === null ? [] : firstBlocks(doc, { kind, language })),
    [doc, kind, language],
  )
  const isOver = doc !== null && (blocks.length === 0 || seen === doc)
  useEffect(() => {
    if (doc !== null && !isOver) return afterFrame(() => setSeen(doc))
  }, [doc, isOver])
  return { blocks, isOver }
}

const tags: Partial<Record<BlockKind, 'h1' | 'h2' | 'h3' | 'h4' | 'blockquote'>> = {
  h1: 'h1',
  h2: 'h2',
  h3: 'h3',
  h4: 'h4',
  quote: 'blockquote',
}

const classesOf = (run: Run): string | undefined => {
  const names = Object.keys(run).filter(isFormat)
  return names.length === 0 ? undefined : names.map(name => formats[name]).join(' ')
}

/** The same elements as the editor's, for eyes alone: who listens is told once the page is there. */
export function FirstBlocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className="page-text" data-look aria-hidden>
      {blocks.map((block, index) => {
        const Tag = tags[block.kind] ?? 'p'
        return (
          <Tag
            key={index}
            data-kind={block.kind}
            data-number={block.number === '' ? undefined : block.number}
            lang={block.language}
            dir={block.direction ?? 'auto'}
          >
            {block.runs.map((run, at) => (
              <span key={at} className={classesOf(run)}>
                {run.text}
              </span>
            ))}
          </Tag>
        )
      })}
    </div>
  )
}
