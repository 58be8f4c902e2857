// Where what must be said about the page stands: below it. In a low window each notice is one line,
// so that the text stays in view, and all open together.
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { IconButton, writtenLine } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import './notices-slot.css'

/** A notice that comes takes room from the text: the line with the cursor stays in sight. */
function useLineInSight(slot: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = slot.current
    const canvas = element?.parentElement?.querySelector('.canvas')
    if (!element || !canvas) return
    let before = canvas.getBoundingClientRect().bottom
    const watch = new ResizeObserver(() => {
      const { bottom } = canvas.getBoundingClientRect()
      const line = writtenLine()
      if (line && line.bottom > bottom && line.bottom <= before)
        canvas.scrollTop += line.bottom - bottom
      before = bottom
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [slot])
}

export function NoticesSlot({ children }: { children: ReactNode }) {
  const words = useWords()
  const [whole, setWhole] = useState(false)
  const slot = useRef<HTMLDivElement>(null)
  useLineInSight(slot)
  return (
    <div
      className="page-notices"
      ref={slot}
      data-area="notices"
      data-lines={whole ? undefined : ''}
    >
      <span className="notices-fold">
        <IconButton
          icon={whole ? ChevronDown : ChevronUp}
          label={words(whole ? 'editor.notices.lines' : 'editor.notices.whole')}
          size="small"
          aria-expanded={whole}
          onPress={() => setWhole(!whole)}
        />
      </span>
      {children}
    </div>
  )
}
