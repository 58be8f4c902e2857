// Editing or suggesting: a tool that is on or off, and Ctrl Shift X. For who may only suggest, both begin a
// suggestion for the paragraph with the caret.
import { useEffect, useSyncExternalStore } from 'react'
import { FilePenLine } from 'lucide-react'
import { say } from '../../ui/index.ts'
import { Tool, ToggleTool } from '../../ui/toolbar.tsx'
import { useWords } from '../../words/index.ts'
import type { Bound } from '../page/bind-page.ts'
import { useSuggestingParagraph } from './use-suggesting.ts'

const isMac = navigator.userAgent.includes('Mac OS')
const never = (): (() => void) => () => {}
const off = (): boolean => false

type SuggestingToolProps = {
  bound: Bound | null
  writable: boolean
  /** May say something about the text. */
  may: boolean
}

export function SuggestingTool({ bound, writable, may }: SuggestingToolProps) {
  const words = useWords()
  const begin = useSuggestingParagraph()
  const isReviewer = may && !writable
  const suggesting = bound?.suggesting
  const on = useSyncExternalStore(suggesting?.onChange ?? never, suggesting?.isOn ?? off)
  useEffect(() => {
    if (!suggesting || !(writable || isReviewer)) return
    const listen = (event: KeyboardEvent): void => {
      const command = isMac ? event.metaKey : event.ctrlKey
      if (!command || !event.shiftKey || event.altKey || event.key.toLowerCase() !== 'x') return
      event.preventDefault()
      if (event.repeat) return
      if (isReviewer) return begin('words')
      suggesting.set(!suggesting.isOn())
      say(words(suggesting.isOn() ? 'comments.suggesting.on' : 'comments.suggesting.off'))
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [suggesting, writable, isReviewer, begin, words])
  if (isReviewer)
    return (
      <Tool
        icon={FilePenLine}
        label={words('suggesting.tool')}
        keys="Ctrl Shift X"
        isDisabled={!bound}
        onAct={() => begin('words')}
      />
    )
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
