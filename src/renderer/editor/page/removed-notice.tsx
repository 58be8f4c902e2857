// A text of a group or circle that this device is out of: one can write in it still, and no other
// device accepts it. After an unblocking the device sends these changes to all.
import type { CircleRole, DocumentSummary } from '#shared/contract'
import { Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useGroupHere } from '../stable-summary.ts'

type OutNoticeProps = {
  readers: DocumentSummary['readers']
  /** This member's role in the circle of the text, once it is known; null in none. */
  inCircle: { role: CircleRole | null } | null | undefined
}

export function RemovedNotice({ readers, inCircle }: OutNoticeProps) {
  const words = useWords()
  const group = useGroupHere()
  const isOut = group?.state === 'removed'
  const isOutOfCircle = !isOut && inCircle?.role === null
  if (readers.kind === 'only-you' || !(isOut || isOutOfCircle)) return null
  return (
    <Notice tone="warning" title={words('editor.out.title')}>
      {words(isOut ? 'editor.out' : 'editor.out.circle')}
    </Notice>
  )
}
