// The bar above an agenda: how far the meeting is, who sees it, and what can be done with it next.
import { useState, type ReactNode } from 'react'
import {
  CalendarCheck,
  CalendarX,
  CircleCheck,
  CircleDashed,
  Clock,
  Ellipsis,
  FileOutput,
  NotebookPen,
  Play,
  RotateCcw,
  Users,
} from 'lucide-react'
import type { DocumentSummary, GroupSummary, Meeting } from '#shared/contract'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useAct, useCore } from '../../shell/core-client.ts'
import { useDocumentActs } from '../documents/document-acts.tsx'
import { SavedLine } from '../../editor/bar/saved-line.tsx'
import type { WindowReplica } from '../../editor/replica/window-replica.ts'
import { useGo } from '../../shell/router.ts'
import { Button, FailureNotice, Icon, IconButton, Menu, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { AnnotatedFile } from './annotated-file.tsx'
import { CalendarFile } from './calendar-file.tsx'
import { GiveReason } from './give-reason.tsx'
import { minute, useTimes } from './times.ts'
import '../../editor/bar/document-bar.css'

type BarProps = {
  group: GroupSummary
  meeting: Meeting
  document: DocumentSummary | undefined
  replica: WindowReplica | null
  /** Opens what stands beside the agenda, in a narrow window. */
  side: ReactNode
}

const glyphs = {
  planned: CircleDashed,
  circulated: Users,
  called: CalendarCheck,
  open: Play,
  closed: CircleCheck,
  cancelled: CalendarX,
} as const

export function PreparationBar({ group, meeting, document, replica, side }: BarProps) {
  const words = useWords()
  const isAlone = !meeting.isShared
  const shown = meeting.state === 'planned' && !isAlone ? 'circulated' : meeting.state
  return (
    <div className="document-bar" role="region" aria-label={words('meetings.bar')} data-area="bar">
      <div className="bar-says">
        <div className="bar-facts">
          <span className="meeting-state" data-state={shown}>
            <Icon of={glyphs[shown]} size="small" />
            {words(`meetings.state.${shown}`)}
          </span>
          {document ? (
            <span className="bar-words">
              {isAlone
                ? words('meetings.seenAlone')
                : words('meetings.seenBy', {
                    members: document.readers.kind === 'only-you' ? 1 : document.readers.members,
                  })}
            </span>
          ) : null}
          {document && replica ? <SavedLine summary={document} replica={replica} /> : null}
        </div>
      </div>
      <span className="grow" />
      <div className="bar-acts">
        <span className="prepare-side-button">{side}</span>
        <AnnotatedFile meeting={meeting} />
        <CalendarFile meeting={meeting} />
        <NextAct group={group} meeting={meeting} document={document} isAlone={isAlone} />
        <MoreActs meeting={meeting} />
      </div>
    </div>
  )
}

type NextActProps = {
  group: GroupSummary
  meeting: Meeting
  document: DocumentSummary | undefined
  isAlone: boolean
}

/** The one main act, by how far the meeting is. */
function NextAct({ meeting, document, isAlone }: NextActProps) {
  const words = useWords()
  const core = useCore()
  const go = useGo()
  const { start } = useDocumentActs()
  const { agenda, acts, state, minutes } = meeting
  const [asksEarly, setAsksEarly] = useState(false)
  const write = async (): Promise<void> => {
    await core.call('meetings.open', { agenda })
    say(words('meetings.open.done'))
  }
  const open = useAct(write)
  if (isAlone && document)
    return (
      <Button size="small" variant="primary" onPress={() => start({ kind: 'share', document })}>
        {words('meetings.circulate')}
      </Button>
    )
  if (state === 'closed' && minutes)
    return (
      <Button
        size="small"
        variant="primary"
        icon={NotebookPen}
        onPress={() => go({ screen: 'document', document: minutes.document })}
      >
        {words('meetings.openMinutes')}
      </Button>
    )
  if (!acts.includes('open')) return null
  return (
    <>
      <Button
        size="small"
        variant="primary"
        icon={Play}
        busy={open.busy}
        onPress={() => (isEarly(meeting) ? setAsksEarly(true) : void open.run())}
      >
        {words('meetings.open')}
      </Button>
      <FailureNotice of={open.failure} />
      {asksEarly ? (
        <EarlyOpening meeting={meeting} onOpen={write} onClose={() => setAsksEarly(false)} />
      ) : null}
    </>
  )
}

const early = 15 * minute

/** Well before the time that was set. */
const isEarly = ({ from }: Meeting): boolean => from !== null && from - Date.now() > early

type EarlyProps = { meeting: Meeting; onOpen: () => Promise<void>; onClose: () => void }

function EarlyOpening({ meeting: { from, until }, onOpen, onClose }: EarlyProps) {
  const words = useWords()
  const times = useTimes()
  const span = from === null || until === null ? '' : times.span(from, until)
  return (
    <ConfirmDialog
      title={words('meetings.early.title')}
      act={words('meetings.open')}
      means={[
        { id: 'set', icon: Clock, text: words('meetings.early.set', { span }) },
        { id: 'after', icon: Play, text: words('meetings.early.after') },
      ]}
      onAct={onOpen}
      onClose={onClose}
    />
  )
}

function MoreActs({ meeting }: { meeting: Meeting }) {
  const words = useWords()
  const go = useGo()
  const core = useCore()
  const [asks, setAsks] = useState<'cancel' | 'resume' | null>(null)
  const { agenda, acts } = meeting
  const give = async (reason: string): Promise<void> => {
    if (asks === 'cancel') await core.call('meetings.cancel', { agenda, reason })
    else await core.call('meetings.resume', { agenda, reason })
  }
  return (
    <>
      <Menu
        label={words('meetings.more')}
        groups={[
          {
            acts: [
              {
                id: 'text',
                text: words('meetings.asText'),
                hint: words('meetings.asTextHint'),
                icon: FileOutput,
                onAct: () => go({ screen: 'document', document: agenda }),
              },
              ...(acts.includes('resume')
                ? [
                    {
                      id: 'resume',
                      text: words('meetings.give.resume.act'),
                      icon: RotateCcw,
                      onAct: () => setAsks('resume'),
                    },
                  ]
                : []),
              ...(acts.includes('cancel')
                ? [
                    {
                      id: 'cancel',
                      text: words('meetings.give.cancel.act'),
                      icon: CalendarX,
                      danger: true,
                      onAct: () => setAsks('cancel'),
                    },
                  ]
                : []),
            ],
          },
        ]}
      >
        <IconButton icon={Ellipsis} label={words('meetings.more')} />
      </Menu>
      {asks === null ? null : (
        <GiveReason agenda={agenda} act={asks} onAct={give} onClose={() => setAsks(null)} />
      )}
    </>
  )
}
