// The tool above the page: puts what is selected in brackets, and settles where the caret is in some.
import { useState } from 'react'
import { Brackets as BracketsIcon } from 'lucide-react'
import type { Wording } from '#shared/document'
import { IconButton, Menu, type MenuGroup, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Bound } from '../page/use-binding.ts'
import { useBracketActs, useSettleKey, useVersionAtCaret } from './bracket-acts.tsx'
import type { Selected } from './brackets.ts'
import { useBrackets } from './brackets-state.ts'
import { selectBehind, selectedText } from './selected.ts'

type Found = { selected: Selected | null; version: Wording | undefined }

export function BracketsTool({ bound, writable }: { bound: Bound | null; writable: boolean }) {
  const words = useWords()
  const brackets = useBrackets()
  const acts = useBracketActs(bound)
  const atCaret = useVersionAtCaret(bound)
  const [found, setFound] = useState<Found>({ selected: null, version: undefined })
  const isOff = !writable || !bound
  useSettleKey(bound, isOff, acts.settle)

  const put = (): void => {
    bound?.binder.undo.separate()
    const { selected } = found
    if (!selected || !brackets.put(selected)) say(words('brackets.none'))
    // The menu gives the focus back to its button first. Words in brackets are another node now.
    setTimeout(() => {
      if (bound && selected && 'words' in selected) selectBehind(bound.editor, selected.words)
      bound?.editor.focus()
    })
  }
  const groups: MenuGroup[] = [
    {
      acts: [
        {
          ...{ id: 'put', icon: BracketsIcon, text: words('brackets.put') },
          ...{ hint: words('brackets.put.hint'), onAct: put },
        },
      ],
    },
    ...(found.version ? [{ acts: acts.menu(found.version) }] : []),
  ]
  return (
    <>
      <Menu
        label={words('brackets.tool')}
        groups={groups}
        onOpenChange={isOpen => {
          if (isOpen && bound)
            setFound({ selected: selectedText(bound.editor), version: atCaret() })
        }}
      >
        <IconButton icon={BracketsIcon} label={words('brackets.tool')} isDisabled={isOff} />
      </Menu>
      {acts.asking}
    </>
  )
}
