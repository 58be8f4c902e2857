// The canvas with the sheet: masthead, title and text, and what lies on them.
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { useWords } from '../../words/index.ts'
import { directionOf } from '../languages/names.ts'
import { OriginalColumn } from '../languages/original-column.tsx'
import type { SideBySide } from '../languages/use-side-by-side.ts'
import type { Preview } from '../preview/index.tsx'
import { Masthead } from './masthead.tsx'
import { Overlays } from './overlays.tsx'
import type { PageParts } from './page-parts.ts'
import { PageText } from './page-text.tsx'
import { Title } from './title.tsx'
import { useWordsInStyle } from './words-in-style.ts'

/** The canvas, scrolled to where the preview was. */
function useCanvas({ scrolled }: Preview): RefObject<HTMLDivElement | null> {
  const canvas = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (canvas.current && scrolled.current > 0) canvas.current.scrollTop = scrolled.current
  }, [scrolled])
  return canvas
}

type CanvasProps = PageParts & { beside: SideBySide | null; isShown: boolean }

export function Canvas(props: CanvasProps) {
  const { summary, state, bound, block, edge, preview, rights, beside, isShown } = props
  const words = useWords()
  const sheet = useRef<HTMLElement>(null)
  const canvas = useCanvas(preview)
  const writable = rights.has('write')
  const { language } = summary
  const style = useWordsInStyle()
  const run = { lang: language, dir: directionOf(language) }
  return (
    <div className="canvas scroll" data-area="page" ref={canvas}>
      <article
        className="sheet"
        ref={sheet}
        style={style}
        data-beside={beside ? '' : undefined}
        {...(beside ? {} : run)}
        aria-label={summary.title || words('editor.title.empty')}
        aria-busy={!isShown}
      >
        <Masthead summary={summary} />
        <div className="sheet-texts">
          {beside ? <OriginalColumn beside={beside} /> : null}
          <div className="version-head" {...run}>
            <Title doc={state.doc} title={summary.title} writable={writable} bound={bound} />
          </div>
          <PageText
            bound={bound}
            shown={isShown}
            block={block}
            edge={edge}
            state={state}
            writable={writable}
            preview={preview.text}
            {...run}
          />
        </div>
        <Overlays {...props} sheet={sheet} />
      </article>
    </div>
  )
}
