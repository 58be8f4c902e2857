// Where what must be said about the page stands: over its foot. In a low window each notice is one line,
// so that the text stays in view, and all open together.
import { type ReactNode, useState } from 'react'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { IconButton } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import './notices-slot.css'

export function NoticesSlot({ children }: { children: ReactNode }) {
  const words = useWords()
  const [whole, setWhole] = useState(false)
  return (
    <div className="page-notices" data-area="notices" data-lines={whole ? undefined : ''}>
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
