// The button and the key that ask where the selected words lead.
import { useCallback, useEffect, useState } from 'react'
import { Link2 } from 'lucide-react'
import { $getSelection, $isRangeSelection } from 'lexical'
import { chordText, keysOf } from '../../shell/commands/keys.ts'
import { useOffer } from '../../shell/commands/offered.ts'
import { afterReturn } from '../../ui/index.ts'
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
  useEffect(() => {
    if (!bound) return undefined
    const { separate } = bound.binder.undo
    return registerFormatKeys(bound.editor, { onLink: ask, separate })
  }, [bound, ask])
  useOffer({
    acts: () =>
      isDisabled
        ? []
        : [
            {
              id: 'tool-link',
              text: words('editor.link'),
              icon: Link2,
              keys: keysOf('link'),
              act: ask,
            },
          ],
  })
  return (
    <>
      <ToggleTool
        icon={Link2}
        label={words('editor.link')}
        keys={chordText('link')}
        on={on}
        isDisabled={isDisabled}
        onAct={ask}
      />
      {asked === null ? null : (
        <LinkDialog
          href={asked}
          onClose={() => setAsked(null)}
          onSet={href => {
            bound?.editor.dispatchCommand(SET_LINK_COMMAND, href)
            setAsked(null)
            afterReturn(() => bound?.editor.focus())
          }}
        />
      )}
    </>
  )
}
