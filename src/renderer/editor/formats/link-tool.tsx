// The button and the key that ask where the selected words lead.
import { useCallback, useEffect, useState } from 'react'
import { Link2 } from 'lucide-react'
import { $getSelection, $isRangeSelection } from 'lexical'
import { ToggleTool } from '../../ui/toolbar.tsx'
import { useWords } from '../../words/index.ts'
import type { Bound } from '../page/use-binding.ts'
import { SET_LINK_COMMAND } from './commands.ts'
import { registerFormatKeys } from './format-keys.ts'
import { LinkDialog } from './link-dialog.tsx'
import { $linkIn } from './links.ts'

export type LinkToolProps = { bound: Bound | null; on: boolean; isDisabled: boolean }

export function LinkTool({ bound, on, isDisabled }: LinkToolProps) {
  const words = useWords()
  const [asked, setAsked] = useState<string | null>(null)
  const ask = useCallback(() => {
    const href = bound?.editor.read(() => {
      const selection = $getSelection()
      return $isRangeSelection(selection) ? $linkIn(selection) : null
    })
    if (href !== undefined && href !== null) setAsked(href)
  }, [bound])
  useEffect(() => (bound ? registerFormatKeys(bound.editor, ask) : undefined), [bound, ask])
  const close = (): void => {
    setAsked(null)
    // The dialog gives the focus back first.
    setTimeout(() => bound?.editor.focus())
  }
  return (
    <>
      <ToggleTool
        icon={Link2}
        label={words('editor.link')}
        keys="Ctrl Shift K"
        on={on}
        isDisabled={isDisabled}
        onAct={ask}
      />
      {asked === null ? null : (
        <LinkDialog
          href={asked}
          onClose={close}
          onSet={href => {
            bound?.editor.dispatchCommand(SET_LINK_COMMAND, href)
            close()
          }}
        />
      )}
    </>
  )
}
