// Editing or suggesting: a tool that is on or off, and Ctrl Shift X.
import { useEffect, useSyncExternalStore } from 'react'
import { FilePenLine } from 'lucide-react'
import { say } from '../../ui/index.ts'
import { ToggleTool } from '../../ui/toolbar.tsx'
import { useWords } from '../../words/index.ts'
import type { Bound } from '../page/bind-page.ts'

const isMac = navigator.userAgent.includes('Mac OS')
const never = (): (() => void) => () => {}
const off = (): boolean => false

export function SuggestingTool({ bound, writable }: { bound: Bound | null; writable: boolean }) {
  const words = useWords()
  const suggesting = bound?.suggesting
  const on = useSyncExternalStore(suggesting?.onChange ?? never, suggesting?.isOn ?? off)
  useEffect(() => {
    if (!suggesting || !writable) return
    const listen = (event: KeyboardEvent): void => {
      const command = isMac ? event.metaKey : event.ctrlKey
      if (!command || !event.shiftKey || event.altKey || event.key.toLowerCase() !== 'x') return
      event.preventDefault()
      if (event.repeat) return
      suggesting.set(!suggesting.isOn())
      say(words(suggesting.isOn() ? 'comments.suggesting.on' : 'comments.suggesting.off'))
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [suggesting, writable, words])
  return (
    <ToggleTool
      icon={FilePenLine}
      label={words('comments.suggesting')}
      keys="Ctrl Shift X"
      on={on}
      isDisabled={!writable || !bound}
      onAct={byPointer => {
        suggesting?.set(!on)
        if (byPointer) bound?.editor.focus()
      }}
    />
  )
}
