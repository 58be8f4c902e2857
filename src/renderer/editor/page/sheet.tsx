// The sheet with masthead, title and text, the tools above it, and what is said about it below.
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { noRights } from '#shared/contract'
import { isNewerSchema } from '#shared/document'
import { useWords } from '../../words/index.ts'
import { useGroupHere } from '../stable-summary.ts'
import { FindAndReplace } from '../find/find-and-replace.tsx'
import { type FailureRelay } from './failure-relay.ts'
import { Masthead } from './masthead.tsx'
import { OriginalColumn } from '../languages/original-column.tsx'
import { useSideBySide } from '../languages/use-side-by-side.ts'
import { directionOf } from '../languages/names.ts'
import { useSideBySideKeys } from '../languages/use-side-by-side-keys.ts'
import { VersionBar } from '../languages/version-bar.tsx'
import { PageText } from './page-text.tsx'
import type { PageViewProps } from './page-parts.ts'
import { Notices } from './notices.tsx'
import { Overlays } from './overlays.tsx'
import { usePageNews } from './use-page-news.ts'
import { useRestricted } from '../restricted/restricted-state.ts'
import { RemoteSummary } from './remote-summary.tsx'
import { Title } from './title.tsx'
import { PageTools } from './page-tools.tsx'
import { useBinding } from './use-binding.ts'
import type { Preview } from '../preview/index.tsx'
import { PageDialogs } from './page-dialogs.tsx'
import './page.css'

/** The canvas, scrolled to where the preview was. */
function useCanvas({ scrolled }: Preview): RefObject<HTMLDivElement | null> {
  const canvas = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (canvas.current && scrolled.current > 0) canvas.current.scrollTop = scrolled.current
  }, [scrolled])
  return canvas
}

export function Sheet(props: PageViewProps & { relay: FailureRelay }) {
  const { summary, opened, state, block, edge, preview, relay } = props
  const shown = state.phase !== 'opening'
  const words = useWords()
  const sheet = useRef<HTMLElement>(null)
  const canvas = useCanvas(preview)
  const [coloured, setColoured] = useState(false)
  const group = useGroupHere()
  const restricted = useRestricted(summary.id)
  const newer = shown && isNewerSchema(state.doc)
  const rights = newer ? noRights : state.rights
  const writable = rights.has('write')
  const { kind, language } = summary
  const { announced, onMoved, onUndone } = usePageNews(state)
  const bound = useBinding({ opened, state, writable, relay, kind, language, onMoved, onUndone })
  const beside = useSideBySide(summary.id, bound)
  useSideBySideKeys(beside)
  const run = { lang: language, dir: directionOf(language) }

  return (
    <div className="page-column">
      <VersionBar summary={summary} beside={beside} />
      <div className="page-tools" data-area="tools">
        <PageTools
          bound={bound}
          document={summary.id}
          group={summary.group}
          isOfCircle={summary.readers.kind === 'circle'}
          kind={summary.kind}
          language={summary.language}
          rights={rights}
          coloured={coloured}
          onColour={setColoured}
        />
      </div>
      <FindAndReplace bound={bound} writable={writable} />
      <div className="canvas scroll" data-area="page" ref={canvas}>
        <article
          className="sheet"
          ref={sheet}
          data-beside={beside ? '' : undefined}
          {...(beside ? {} : run)}
          aria-label={summary.title || words('editor.title.empty')}
          aria-busy={!shown}
        >
          <Masthead summary={summary} group={group} />
          <div className="sheet-texts">
            {beside ? <OriginalColumn beside={beside} group={group} /> : null}
            <div className="version-head" {...run}>
              <Title doc={state.doc} title={summary.title} writable={writable} bound={bound} />
            </div>
            <PageText
              bound={bound}
              shown={shown}
              block={block}
              edge={edge}
              state={state}
              writable={writable}
              preview={preview.text}
              {...run}
            />
          </div>
          <Overlays
            {...props}
            bound={bound}
            sheet={sheet}
            rights={rights}
            restricted={restricted}
          />
        </article>
      </div>
      <PageDialogs {...props} bound={bound} writable={writable} group={group} />
      <Notices
        {...props}
        bound={bound}
        isShown={shown}
        isNewer={newer}
        rights={rights}
        coloured={coloured}
        restricted={restricted}
      />
      <div className="unseen" role="status" data-announced>
        {announced}
      </div>
      <RemoteSummary replica={opened.replica} group={group} />
    </div>
  )
}
