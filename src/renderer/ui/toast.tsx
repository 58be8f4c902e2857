// The last act, for six seconds, with a way back where there is one. Stays while it has focus or
// the pointer is over it; announced politely.
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Text } from 'react-aria-components/Text'
import { Check, X } from 'lucide-react'
import { useWords } from '../words/index.ts'
import { Icon } from './icon.tsx'
import { writtenLine } from './written-line.ts'
import './toast.css'

/** `isHigh`: it is shown above the line in which a person writes, at the lower end of the window. */
type Said = { text: string; undo?: () => void; isHigh: boolean }

const queue = new ToastQueue<Said>({ maxVisibleToasts: 2 })

/** Pixels at the lower end of the window where toasts are shown. */
const lowest = 160

/** Whether the line with the cursor is where toasts are shown. */
const isWrittenBelow = (): boolean => (writtenLine()?.bottom ?? 0) > innerHeight - lowest

/** Says `text` after an act; `undo` reverts it. A repeated text stands once, as the newest. */
export function say(text: string, undo?: () => void): void {
  const same = queue.visibleToasts.find(({ content }) => content.text === text && !content.undo)
  if (same) queue.close(same.key)
  queue.add({ text, ...(undo && { undo }), isHigh: isWrittenBelow() }, { timeout: 6000 })
}

/** Once, at the root of the window. */
export function Toasts() {
  const words = useWords()
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={words('ui.messages')}>
      {({ toast }) => (
        <AriaToast
          toast={toast}
          className="toast"
          data-high={toast.content.isHigh ? '' : undefined}
        >
          <Icon of={Check} />
          <ToastContent className="grow">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.undo ? (
            <AriaButton
              className="toast-undo"
              onPress={() => {
                toast.content.undo?.()
                queue.close(toast.key)
              }}
            >
              {words('ui.undo')}
            </AriaButton>
          ) : null}
          <AriaButton slot="close" className="toast-close" aria-label={words('ui.dismiss')}>
            <Icon of={X} size="small" />
          </AriaButton>
        </AriaToast>
      )}
    </ToastRegion>
  )
}
