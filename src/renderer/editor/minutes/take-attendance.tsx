// Below minutes whose paragraph for the attendance is empty: the line of the meeting as it would read, and the way to put
// it there. The window writes it as it writes what is typed, so undo takes it back.
import { UserRoundCheck } from 'lucide-react'
import { $createTextNode, $getRoot, $onUpdate } from 'lexical'
import type { AttendanceOffer, DocumentSummary } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { useOffer } from '../../shell/commands/offered.ts'
import { Button, Notice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { $mayChange } from '../blocks/block-edits.ts'
import { $isBlockNode } from '../blocks/block-node.ts'
import { $idOf } from '../blocks/block-state.ts'
import { directionOf } from '../languages/names.ts'
import { usePage } from '../page/page-state.ts'
import type { Bound } from '../page/use-binding.ts'
import { $createSpeaker } from './speaker.ts'

/** Milliseconds between two questions: each has core read the whole text. */
const pause = 1000

/** False where the paragraph takes nothing any more. */
const $fill = ({ block: id, runs }: AttendanceOffer): boolean => {
  const block = $getRoot()
    .getChildren()
    .filter($isBlockNode)
    .find(each => $idOf(each) === id)
  if (!block?.isEmpty() || !$mayChange(block)) return false
  block.append(...runs.map(({ text, who }) => (who ? $createSpeaker(who) : $createTextNode(text))))
  block.selectEnd()
  return true
}

type TakeProps = { bound: Bound; summary: DocumentSummary }

export function TakeAttendance({ bound, summary }: TakeProps) {
  const words = useWords()
  const { value: offer = null } = useAnswer(
    'minutes.attendance',
    { minutes: summary.id },
    ['decisions.changed', 'documents.changed', 'groups.changed'],
    { pause },
  )
  // The page knows first that the paragraph is filled.
  const isEmpty = usePage(({ blocks }) =>
    blocks.some(({ id, text }) => id === offer?.block && text === ''),
  )
  const shown = isEmpty ? offer : null
  const take = (): void => {
    if (!shown) return
    const { editor, binder } = bound
    editor.focus()
    binder.undo.separate()
    editor.update(() => {
      if ($fill(shown)) $onUpdate(() => say(words('minutes.attendance.done')))
    })
  }
  const text = words('minutes.attendance.take')
  useOffer({
    acts: () =>
      shown ? [{ id: 'minutes-attendance', text, icon: UserRoundCheck, act: take }] : [],
  })
  if (!shown) return null
  return (
    <Notice
      icon={UserRoundCheck}
      title={words('minutes.attendance.offer')}
      action={
        <Button size="small" onPress={take}>
          {text}
        </Button>
      }
    >
      <span lang={summary.language} dir={directionOf(summary.language)}>
        {shown.reads}
      </span>
      {shown.apart.length > 0 ? (
        <>
          {words.gap}
          {words('minutes.attendance.apart', { names: words.list(shown.apart) })}
        </>
      ) : null}
    </Notice>
  )
}
