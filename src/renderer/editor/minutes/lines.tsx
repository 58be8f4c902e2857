// On minutes stand more than their words: how speakers read, owner and day of an action item, and what came
// out of a decision. A speaker is put in from the list of members.
import { useCallback, useEffect, useState } from 'react'
import { Scale, UserRound, UserRoundCheck } from 'lucide-react'
import { $getNodeByKey, type NodeKey } from 'lexical'
import type { DocumentSummary } from '#shared/contract'
import type { ActId, MemberId } from '#shared/ids'
import type * as Y from 'yjs'
import { keysOf } from '../../shell/commands/keys.ts'
import { QuickPick } from '../../shell/commands/quick-pick.tsx'
import { useOffer } from '../../shell/commands/offered.ts'
import { afterReturn, DayField, FormDialog, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { $blockOf, $range } from '../blocks/block-edits.ts'
import { $idOf, $kindOf, $meetingOf } from '../blocks/block-state.ts'
import { $insertSign } from '../notes/reference.ts'
import type { Bound } from '../page/use-binding.ts'
import { useGroupHere } from '../stable-summary.ts'
import { assignLine, mayAssignLine } from './assign.ts'
import { useDecisionFacts } from './decision-lines.ts'
import { useReadings } from './naming.ts'
import type { DecisionFacts } from './line-facts.ts'
import { showLines } from './show-lines.ts'
import { $createSpeaker, ASK_SPEAKER_COMMAND } from './speaker.ts'
import { onCommand } from '../input/on-command.ts'

export type LinesProps = { bound: Bound; doc: Y.Doc; summary: DocumentSummary; writable: boolean }

export function Lines({ bound, doc, summary, writable }: LinesProps) {
  const words = useWords()
  const { editor } = bound
  const [members, onMembers] = useState<readonly MemberId[]>([])
  const [questions, onQuestions] = useState<readonly ActId[]>([])
  const decision = useDecisionFacts(summary, questions)
  const { naming, read } = useReadings(summary.id, doc, members)
  const [assigning, setAssigning] = useState<NodeKey | null>(null)
  const [speaking, setSpeaking] = useState(false)
  const assign = useCallback(
    (line: NodeKey): void => {
      if (mayAssignLine(editor, line)) setAssigning(line)
    },
    [editor],
  )
  useEffect(
    () =>
      showLines(editor, {
        naming,
        read,
        due: day =>
          day === undefined
            ? words('minutes.noDue')
            : words('minutes.due', {
                day: words.time(new Date(`${day}T00:00`).getTime(), {
                  weekday: 'long',
                  day: 'numeric',
                  month: 'long',
                }),
              }),
        noOwner: words('minutes.noOwner'),
        change: writable ? words('minutes.assign') : null,
        onMembers,
        onChange: assign,
        decision,
        onQuestions,
      }),
    [editor, naming, read, words, writable, onMembers, assign, decision, onQuestions],
  )
  useEffect(() => {
    if (!writable) return
    return onCommand(editor, ASK_SPEAKER_COMMAND, () => {
      setSpeaking(true)
      return true
    })
  }, [editor, writable])
  const assignHere = (): void => {
    const key = editor.getEditorState().read(() => {
      const selection = $range()
      const block = selection ? $blockOf(selection.anchor.getNode()) : null
      return block && $kindOf(block) === 'action' ? block.getKey() : null
    })
    if (key !== null) assign(key)
  }
  /** The way that the decision at the caret leads. */
  const wayHere = (): DecisionFacts['way'] =>
    editor.getEditorState().read(() => {
      const selection = $range()
      const block = selection ? $blockOf(selection.anchor.getNode()) : null
      const id = block && $kindOf(block) === 'decision' ? $idOf(block) : null
      return block && id ? (decision(id, $meetingOf(block).question ?? null)?.way ?? null) : null
    })
  useOffer({
    acts: () => {
      const way = wayHere()
      return way === null
        ? []
        : [{ id: 'minutes-decision', text: way.title, icon: Scale, act: () => way.act() }]
    },
  })
  useOffer({
    acts: () =>
      writable
        ? [
            {
              id: 'minutes-speaker',
              text: words('minutes.speaker'),
              icon: UserRound,
              keys: keysOf('speaker'),
              act: () => setSpeaking(true),
            },
            {
              id: 'minutes-assign',
              text: words('minutes.assign'),
              icon: UserRoundCheck,
              act: assignHere,
            },
          ]
        : [],
  })
  if (speaking) return <ChooseSpeaker bound={bound} onClose={() => setSpeaking(false)} />
  if (assigning === null) return null
  return <Assign bound={bound} at={assigning} onClose={() => setAssigning(null)} />
}

function ChooseSpeaker({ bound, onClose }: { bound: Bound; onClose: () => void }) {
  const words = useWords()
  const { memberList = [] } = useGroupHere() ?? {}
  const { editor, binder } = bound
  const members = memberList.map(({ id, handle, role }) => ({
    id,
    mark: handle,
    text: words(`members.role.${role}`),
  }))
  const put = (who: MemberId): void => {
    onClose()
    afterReturn(() => {
      editor.focus()
      binder.undo.separate()
      editor.update(() => {
        const selection = $range()
        if (selection) $insertSign(selection, $createSpeaker(who))
      })
    })
  }
  return (
    <QuickPick
      label={words('minutes.speaker.choose')}
      placeholder={words('minutes.speaker.placeholder')}
      icon={UserRound}
      onClose={onClose}
      none={text => words('minutes.speaker.none', { text })}
      picksFor={typed =>
        members.filter(({ mark, text }) =>
          `${mark} ${text}`.toLocaleLowerCase().includes(typed.toLocaleLowerCase()),
        )
      }
      onPick={put}
    />
  )
}

type AssignProps = { bound: Bound; at: NodeKey; onClose: () => void }

function Assign({ bound: { editor, binder }, at, onClose }: AssignProps) {
  const words = useWords()
  const { memberList = [] } = useGroupHere() ?? {}
  const [fields, setFields] = useState(() =>
    editor.getEditorState().read(() => {
      const block = $getNodeByKey(at)
      const { owner = '', due = '' } = block ? $meetingOf(block) : {}
      return { owner: owner as string, due }
    }),
  )
  const set = (): void => {
    binder.undo.separate()
    assignLine(editor, at, fields)
    onClose()
    afterReturn(() => editor.focus())
  }
  return (
    <FormDialog
      title={words('minutes.assign')}
      lead={words('minutes.assign.lead')}
      size="small"
      onClose={onClose}
      act={words('minutes.assign.set')}
      work={{ run: set, busy: false, failure: undefined }}
    >
      <Select
        label={words('minutes.owner')}
        value={fields.owner}
        onChange={owner => setFields({ ...fields, owner })}
        choices={[
          { id: '', text: words('minutes.noOwner') },
          ...memberList.map(({ id, handle }) => ({ id: id as string, text: handle })),
        ]}
      />
      <DayField
        label={words('minutes.day')}
        value={fields.due}
        onChange={due => setFields({ ...fields, due })}
      />
    </FormDialog>
  )
}
