// The notices below the page.
import { FixedNotice, useFixing } from '../../screens/decisions/fixed-notice.tsx'
import { LateWords } from '../../screens/documents/late-words.tsx'
import { OriginNotice } from '../../screens/forwarding/origin-notice.tsx'
import { LookNotices } from '../../screens/second-look/look-notice.tsx'
import { BracketConflicts } from '../review/brackets/bracket-conflicts.tsx'
import { LostReferences } from '../cross-references/lost-references.tsx'
import { AuthorColours } from '../history/author-colours.tsx'
import { UnreadNotice } from '../history/unread-notice.tsx'
import { SettledNotice } from '../minutes/settled-notice.tsx'
import { TakeAttendance } from '../minutes/take-attendance.tsx'
import { MinutesNotices } from '../minutes/versions.tsx'
import { useInCircle } from '../restricted/restricted-state.ts'
import { UnplacedNotice } from '../restricted/unplaced-notice.tsx'
import { UnsentNotice } from '../unsent/unsent-notice.tsx'
import { BlockedNotice } from './blocked-notice.tsx'
import { DisputedNotice } from './disputed-notice.tsx'
import { MergedNotice } from './merged-notice.tsx'
import { NoticesSlot } from './notices-slot.tsx'
import { PageNotices } from './page-notices.tsx'
import type { PageParts } from './page-parts.ts'
import { RescueNotices } from './rescue-notices.tsx'
import { WordingsNotice } from './wordings-notice.tsx'

type NoticesProps = PageParts & {
  isShown: boolean
  isNewer: boolean
  suggests: boolean
  coloured: boolean
}

export function Notices(props: NoticesProps) {
  const { summary, opened, state, bound, rights } = props
  const writable = rights.has('write')
  const { isShown, isNewer, suggests, coloured, restricted } = props
  const inCircle = useInCircle(summary)
  const isFixed = useFixing(summary.id) !== undefined
  return (
    <NoticesSlot>
      <PageNotices
        replica={opened.replica}
        state={state}
        readOnly={isShown && !writable && state.phase === 'open'}
        rights={rights}
        suggests={suggests}
        newer={isNewer}
        isFixed={isFixed}
        inCircle={inCircle}
      />
      <DisputedNotice document={summary.id} />
      <WordingsNotice document={summary.id} />
      {writable && summary.readers.kind === 'circle' ? <BlockedNotice /> : null}
      <RescueNotices bound={bound} opened={opened} />
      {coloured && bound ? (
        <AuthorColours summary={summary} bound={bound} replica={opened.replica} />
      ) : null}
      <UnsentNotice document={summary.id} rights={rights} suggests={suggests} />
      <UnreadNotice summary={summary} replica={opened.replica} bound={bound} />
      <LostReferences />
      <BracketConflicts writable={writable} />
      <UnplacedNotice restricted={restricted} />
      <MergedNotice summary={summary} bound={bound} writable={writable} />
      {summary.kind === 'minutes' ? (
        <>
          {bound && writable ? <SettledNotice bound={bound} summary={summary} /> : null}
          {bound && writable ? <TakeAttendance bound={bound} summary={summary} /> : null}
          <MinutesNotices summary={summary} />
        </>
      ) : (
        <>
          <FixedNotice document={summary.id} />
          <OriginNotice document={summary.id} />
        </>
      )}
      <LookNotices document={summary.id} group={summary.group} />
      <LateWords group={summary.group} document={summary.id} />
    </NoticesSlot>
  )
}
