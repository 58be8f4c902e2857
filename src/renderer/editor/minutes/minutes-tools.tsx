// The kinds of a line of minutes among the tools above the page, with the one at the cursor pressed, and as
// commands in the palette.
import {
  EyeOff,
  Info,
  ListTodo,
  MessageCircleWarning,
  MessageSquareText,
  Scale,
  type LucideIcon,
} from 'lucide-react'
import { chordText, type KeyName, keysOf } from '../../shell/commands/keys.ts'
import { useOffer } from '../../shell/commands/offered.ts'
import { afterReturn } from '../../ui/index.ts'
import { ToggleTool, ToolbarLine } from '../../ui/toolbar.tsx'
import { type MessageId, useWords } from '../../words/index.ts'
import type { Bound } from '../page/use-binding.ts'
import type { Formats } from '../page/use-formats.ts'
import { BEGIN_OFF_COMMAND, TURN_LINE_COMMAND } from './capture.ts'
import type { LineKind } from './kinds.ts'

type LineTool = { kind: LineKind; icon: LucideIcon; name: MessageId; key: KeyName | null }

const tool = (
  kind: LineKind,
  icon: LucideIcon,
  name: MessageId,
  key: KeyName | null,
): LineTool => ({ kind, icon, name, key })

const lineTools: readonly LineTool[] = [
  tool('num1', MessageSquareText, 'minutes.discussion', null),
  tool('decision', Scale, 'editor.kind.decision', 'decisionLine'),
  tool('action', ListTodo, 'editor.kind.action', 'actionLine'),
  tool('reservation', MessageCircleWarning, 'editor.kind.reservation', 'reservationLine'),
  tool('information', Info, 'editor.kind.information', null),
  tool('off', EyeOff, 'minutes.off', 'offRecord'),
]

/** The command of the palette that a session has as a button, too. */
export const offRecordCommand = 'begin-off'

export type MinutesToolsProps = { bound: Bound | null; formats: Formats; isOff: boolean }

export function MinutesTools({ bound, formats, isOff }: MinutesToolsProps) {
  const words = useWords()
  const turn = (kind: LineKind): unknown => bound?.editor.dispatchCommand(TURN_LINE_COMMAND, kind)
  const begin = (): unknown => bound?.editor.dispatchCommand(BEGIN_OFF_COMMAND, undefined)
  useOffer({
    acts: () =>
      isOff
        ? []
        : [
            {
              id: offRecordCommand,
              text: words('minutes.off.begin'),
              icon: EyeOff,
              hint: words('minutes.tools'),
              act: () => afterReturn(() => bound?.editor.focus(() => void begin())),
            },
          ],
  })
  useOffer({
    acts: () =>
      isOff
        ? []
        : lineTools.map(({ kind, icon, name, key }) => ({
            id: `line-${kind}`,
            text: words(name),
            icon,
            hint: words('minutes.tools'),
            ...(key && { keys: keysOf(key) }),
            act: () => afterReturn(() => bound?.editor.focus(() => void turn(kind))),
          })),
  })
  return (
    <>
      <ToolbarLine />
      {lineTools.map(({ kind, icon, name, key }) => (
        <span className="line-tool" data-kind={kind} key={kind}>
          <ToggleTool
            icon={icon}
            label={words(name)}
            {...(key && { keys: chordText(key) })}
            on={kind === 'off' ? formats.off : formats.kind === kind}
            isDisabled={isOff}
            onAct={byPointer => {
              turn(kind)
              if (byPointer) bound?.editor.focus()
            }}
          />
        </span>
      ))}
    </>
  )
}
