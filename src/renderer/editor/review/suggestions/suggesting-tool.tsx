// Editing or suggesting: a tool that is on or off, and Ctrl Shift X. For who may only suggest, both begin a
// suggestion for the paragraph with the caret.
import { useSyncExternalStore } from 'react'
import { FilePenLine } from 'lucide-react'
import { chordText, keysOf } from '../../../shell/commands/keys.ts'
import { useOffer } from '../../../shell/commands/offered.ts'
import { always, useKeys } from '../../../shell/commands/use-keys.ts'
import { say } from '../../../ui/index.ts'
import { Tool, ToggleTool } from '../../../ui/toolbar.tsx'
import { useWords } from '../../../words/index.ts'
import type { Bound } from '../../page/bind-page.ts'
import { useSuggestingParagraph } from './use-suggesting.ts'

const never = (): (() => void) => () => {}
const off = (): boolean => false

type SuggestingToolProps = { bound: Bound | null; writable: boolean; suggests: boolean }

export function SuggestingTool({ bound, writable, suggests }: SuggestingToolProps) {
  const words = useWords()
  const begin = useSuggestingParagraph()
  const isReviewer = suggests && !writable
  const suggesting = bound?.suggesting
  const on = useSyncExternalStore(suggesting?.onChange ?? never, suggesting?.isOn ?? off)
  const change = (): void => {
    if (!suggesting) return
    if (isReviewer) return begin('words')
    suggesting.set(!suggesting.isOn())
    say(words(suggesting.isOn() ? 'comments.suggesting.on' : 'comments.suggesting.off'))
  }
  const isOffered = writable || isReviewer
  useKeys(suggesting && isOffered ? { suggesting: change } : {}, { when: always })
  useOffer({
    acts: () =>
      suggesting && isOffered
        ? [
            {
              id: 'tool-suggesting',
              icon: FilePenLine,
              keys: keysOf('suggesting'),
              text: words(isReviewer ? 'suggesting.tool' : 'comments.suggesting'),
              act: change,
            },
          ]
        : [],
  })
  if (isReviewer)
    return (
      <Tool
        icon={FilePenLine}
        label={words('suggesting.tool')}
        keys={chordText('suggesting')}
        isDisabled={!bound}
        onAct={() => begin('words')}
      />
    )
  return (
    <ToggleTool
      icon={FilePenLine}
      label={words('comments.suggesting')}
      keys={chordText('suggesting')}
      on={on}
      isDisabled={!writable || !bound}
      onAct={byPointer => {
        suggesting?.set(!on)
        if (byPointer) bound?.editor.focus()
      }}
    />
  )
}
