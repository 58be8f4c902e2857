// The canvas with the sheet, the tools above it, and what is said about it below.
import { useState } from 'react'
import { noRights } from '#shared/contract'
import { isNewerSchema } from '#document/tree'
import { FindAndReplace } from '../find/find-and-replace.tsx'
import { type FailureRelay } from './failure-relay.ts'
import { KindNews } from './kind-news.tsx'
import { useSideBySide } from '../languages/use-side-by-side.ts'
import { useSideBySideKeys } from '../languages/use-side-by-side-keys.ts'
import { VersionBar } from '../languages/version-bar.tsx'
import { Canvas } from './canvas.tsx'
import type { PageViewProps } from './page-parts.ts'
import { Notices } from './notices.tsx'
import { useRightsNews } from './rights-news.ts'
import { usePageNews } from './use-page-news.ts'
import { useRestricted } from '../restricted/restricted-state.ts'
import { maySuggest } from '../review/suggestions/may-suggest.ts'
import { RemoteSummary } from './remote-summary.tsx'
import { PageTools } from './page-tools.tsx'
import { useBinding } from './use-binding.ts'
import { PageDialogs } from './page-dialogs.tsx'
import './page.css'

export function Sheet(props: PageViewProps & { relay: FailureRelay }) {
  const { summary, opened, state, relay } = props
  const shown = state.phase !== 'opening'
  const [coloured, setColoured] = useState(false)
  const restricted = useRestricted(summary.id)
  const newer = shown && isNewerSchema(state.doc)
  const rights = newer ? noRights : state.rights
  const writable = rights.has('write')
  const suggests = maySuggest(summary, rights)
  const { kind, language } = summary
  const { announced, onMoved, onUndone } = usePageNews()
  const bound = useBinding({ opened, state, writable, relay, kind, language, onMoved, onUndone })
  useRightsNews(state)
  const beside = useSideBySide(summary.id, bound)
  useSideBySideKeys(beside)
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
          suggests={suggests}
          coloured={coloured}
          onColour={setColoured}
        />
      </div>
      <FindAndReplace bound={bound} writable={writable} />
      <Canvas
        {...props}
        bound={bound}
        beside={beside}
        isShown={shown}
        rights={rights}
        restricted={restricted}
      />
      <PageDialogs {...props} bound={bound} writable={writable} />
      <Notices
        {...props}
        bound={bound}
        isShown={shown}
        isNewer={newer}
        rights={rights}
        suggests={suggests}
        coloured={coloured}
        restricted={restricted}
      />
      <div className="unseen" role="status" data-announced>
        {announced}
      </div>
      {bound ? <KindNews editor={bound.editor} /> : null}
      <RemoteSummary replica={opened.replica} />
    </div>
  )
}
