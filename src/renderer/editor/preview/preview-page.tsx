// The document screen in its first frame, for a long text: what the text is, who can read it, and its
// first paragraphs. Tools, outline and editor take their places around it in the next one; nothing that
// is here moves for them.
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'
import type { DocumentSummary } from '#shared/contract'
import { useWords } from '../../words/index.ts'
import { BarFrame } from '../bar/document-bar.tsx'
import { directionOf } from '../languages/names.ts'
import { ReaderCard } from '../outline/outline-side.tsx'
import type { WindowReplica } from '../replica/window-replica.ts'
import { Masthead } from '../page/masthead.tsx'
import { Title } from '../page/title.tsx'
import { ActionsSlot } from './actions-slot.tsx'
import { ToolsSlot } from './tools-slot.tsx'
import '../page/page.css'
import '../page/page-text.css'

export type PreviewPageProps = {
  summary: DocumentSummary
  replica: WindowReplica
  /** Its first paragraphs. */
  text: ReactNode
  /** Is told how far a reader scrolled, pixels; the page that follows goes on from there. */
  scrolled: RefObject<number>
}

export function PreviewPage({ summary, replica, text, scrolled }: PreviewPageProps) {
  const canvas = useRef<HTMLDivElement>(null)
  // As it goes: the browser says that one scrolled a frame later, when this page may be another.
  useLayoutEffect(() => {
    const here = canvas.current
    return () => void (scrolled.current = here?.scrollTop ?? 0)
  }, [scrolled])
  const words = useWords()
  const { language } = summary
  const run = { lang: language, dir: directionOf(language) }
  return (
    <div className="editor">
      <BarFrame summary={summary} replica={replica}>
        <ActionsSlot isPrivate={summary.readers.kind === 'only-you'} />
      </BarFrame>
      <aside className="outline-side" data-area="outline" aria-labelledby="outline-title">
        <h2 className="outline-title" id="outline-title">
          {words('editor.outline')}
        </h2>
        <div className="outline-scroll" />
        <ReaderCard summary={summary} />
      </aside>
      <div className="page-column">
        <ToolsSlot />
        <div className="canvas scroll" data-area="page" ref={canvas}>
          <article
            className="sheet"
            {...run}
            aria-label={summary.title || words('editor.title.empty')}
            aria-busy
          >
            <Masthead summary={summary} />
            <div className="sheet-texts">
              <div className="version-head" {...run}>
                <Title doc={null} title={summary.title} writable={false} bound={null} />
              </div>
              <div className="page-text-around" {...run}>
                {text}
              </div>
            </div>
          </article>
        </div>
      </div>
    </div>
  )
}
