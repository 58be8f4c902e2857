// The tool above the page: puts what is selected in brackets, and settles where the caret is in some.
import { useState } from 'react'
import { Brackets as BracketsIcon } from 'lucide-react'
import type { Wording } from '#document/review/brackets'
import type { DocumentId } from '#shared/ids'
import { chordText } from '../../../shell/commands/keys.ts'
import { commandsOf, useOffer } from '../../../shell/commands/offered.ts'
import { useKeys } from '../../../shell/commands/use-keys.ts'
import {
  afterReturn,
  IconButton,
  Menu,
  type MenuAct,
  type MenuGroup,
  say,
} from '../../../ui/index.ts'
import { sentenceOf, useWords } from '../../../words/index.ts'
import type { Bound } from '../../page/use-binding.ts'
import { useBracketActs, useSettleKey, useVersionAtCaret } from './bracket-acts.tsx'
import type { Selected } from './brackets.ts'
import { useBrackets } from './brackets-state.ts'
import { selectBehind, selectedText } from './selected.ts'

type Found = { selected: Selected | null; version: Wording | undefined }

type BracketsToolProps = { document: DocumentId; bound: Bound | null; writable: boolean }

export function BracketsTool({ document, bound, writable }: BracketsToolProps) {
  const words = useWords()
  const brackets = useBrackets()
  const acts = useBracketActs(document, bound)
  const atCaret = useVersionAtCaret(bound)
  const [found, setFound] = useState<Found>({ selected: null, version: undefined })
  const isOff = !writable || !bound
  useSettleKey(bound, isOff, acts.settle)

  const put = (selected: Selected | null): void => {
    bound?.binder.undo.separate()
    const refused = selected === null ? 'not-found' : brackets.put(selected)
    if (refused === null) say(words('brackets.put.done', { keys: chordText('keep') }))
    else say(words(refused === 'not-found' ? 'brackets.none' : sentenceOf(refused)))
    // Words in brackets are another node now.
    afterReturn(() => {
      if (bound && selected && 'words' in selected) selectBehind(bound.editor, selected.words)
      bound?.editor.focus()
    })
  }
  const isInText = ({ target }: KeyboardEvent): boolean =>
    target instanceof Node && (bound?.editor.getRootElement()?.contains(target) ?? false)
  const putSelected = (): void => put(bound && selectedText(bound.editor))
  useKeys(isOff ? {} : { bracket: putSelected }, { when: isInText })
  const putAct = (selected: Selected | null): MenuAct => ({
    id: 'put',
    icon: BracketsIcon,
    text: words('brackets.put'),
    hint: words('brackets.put.hint'),
    keys: chordText('bracket'),
    onAct: () => put(selected),
  })
  const groupsFor = ({ selected, version }: Found): MenuGroup[] => [
    { acts: [putAct(selected)] },
    ...(version ? [{ acts: acts.menu(version) }] : []),
  ]
  const find = (): Found =>
    bound
      ? { selected: selectedText(bound.editor), version: atCaret() }
      : { selected: null, version: undefined }
  useOffer({
    acts: () =>
      isOff
        ? []
        : commandsOf(groupsFor(find()).flatMap(group => group.acts)).map(command => ({
            ...command,
            id: `bracket-${command.id}`,
          })),
  })
  return (
    <>
      <Menu
        label={words('brackets.tool')}
        groups={groupsFor(found)}
        onOpenChange={isOpen => {
          if (isOpen) setFound(find())
        }}
      >
        <IconButton icon={BracketsIcon} label={words('brackets.tool')} isDisabled={isOff} />
      </Menu>
      {acts.asking}
    </>
  )
}
