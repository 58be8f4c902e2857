// A text of a circle on a device that was blocked: its member is in the circle and writes in it still, and no
// other device accepts it. After an unblocking the device sends these changes to all.
import { Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useGroupHere } from '../stable-summary.ts'

export function BlockedNotice() {
  const words = useWords()
  const group = useGroupHere()
  if (group?.state !== 'removed') return null
  return (
    <Notice tone="warning" title={words('editor.out.title')}>
      {words('editor.out')}
    </Notice>
  )
}
