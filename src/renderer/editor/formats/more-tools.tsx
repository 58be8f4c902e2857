// Formats and blocks that are needed less often than those with a button of their own. Striking out
// is none of them: in a text under negotiation struck words are a proposal to remove them.
import { useMemo } from 'react'
import {
  ArrowDown,
  ArrowUp,
  Asterisk,
  Ellipsis,
  Image,
  Pilcrow,
  PilcrowLeft,
  PilcrowRight,
  RemoveFormatting,
  SeparatorHorizontal,
  Subscript,
  Table2,
  Underline,
} from 'lucide-react'
import { $getSelection, $isRangeSelection, FORMAT_TEXT_COMMAND } from 'lexical'
import type { Language } from '#shared/contract'
import { chordText } from '../../shell/commands/keys.ts'
import { commandsOf, useOffer } from '../../shell/commands/offered.ts'
import { afterReturn, IconButton, Menu, type MenuGroup } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { ASK_FIGURE_COMMAND } from '../figures/figure-commands.ts'
import { MOVE_BLOCKS_COMMAND } from '../blocks/move-commands.ts'
import { INSERT_NOTE_COMMAND } from '../notes/note-commands.ts'
import { ASK_REFERENCE_COMMAND } from '../cross-references/commands.ts'
import type { Bound } from '../page/use-binding.ts'
import type { Formats } from '../page/use-formats.ts'
import { INSERT_TABLE_COMMAND } from '../tables/table-commands.ts'
import { useTableMenu } from '../tables/table-menu.ts'
import { directionOf } from '../languages/names.ts'
import { $setDirections, type Direction } from './directions.ts'
import { CLEAR_FORMATS_COMMAND, INSERT_PAGE_BREAK_COMMAND } from './commands.ts'

export type MoreToolsProps = {
  bound: Bound | null
  formats: Formats
  /** The language of the document. */
  language: Language
  /** Acts of other rooms; the same array while they are the same. */
  more: readonly MenuGroup[]
  isDisabled: boolean
}

export function MoreTools({ bound, formats, language, more, isDisabled }: MoreToolsProps) {
  const words = useWords()
  const { underline, subscript, direction } = formats
  const tableGroups = useTableMenu(bound?.editor, formats)
  const ofWords = useMemo((): MenuGroup[] => {
    const tools = { bound, words }
    return [
      wordActs(tools, { underline, subscript }),
      insertActs(tools),
      paragraphActs(tools, direction ?? directionOf(language), language),
    ]
  }, [bound, words, underline, subscript, direction, language])
  const groups = useMemo(() => [...tableGroups, ...ofWords, ...more], [tableGroups, ofWords, more])
  useOffer({ acts: () => (isDisabled ? [] : commandsOf(groups.flatMap(({ acts }) => acts))) })
  return (
    <Menu label={words('editor.more')} groups={groups}>
      <IconButton icon={Ellipsis} label={words('editor.more')} isDisabled={isDisabled} />
    </Menu>
  )
}

type ToolParts = { bound: Bound | null; words: Words }

/** Runs `act` and gives the focus back to the text: the menu gives it to its own button first. */
const then = (bound: Bound | null, act: () => void) => () => {
  act()
  afterReturn(() => bound?.editor.focus())
}

const wordActs = (
  { bound, words }: ToolParts,
  { underline, subscript }: Pick<Formats, 'underline' | 'subscript'>,
): MenuGroup => {
  const editor = bound?.editor
  const format = (name: 'underline' | 'subscript') =>
    then(bound, () => void editor?.dispatchCommand(FORMAT_TEXT_COMMAND, name))
  return {
    title: words('editor.more.words'),
    acts: [
      {
        id: 'underline',
        text: words('editor.underline'),
        icon: Underline,
        keys: chordText('underline'),
        chosen: underline,
        onAct: format('underline'),
      },
      {
        id: 'subscript',
        text: words('editor.subscript'),
        icon: Subscript,
        keys: chordText('subscript'),
        chosen: subscript,
        onAct: format('subscript'),
      },
      {
        id: 'clear',
        text: words('editor.clearFormats'),
        icon: RemoveFormatting,
        keys: chordText('clearFormats'),
        onAct: then(bound, () => void editor?.dispatchCommand(CLEAR_FORMATS_COMMAND, undefined)),
      },
    ],
  }
}

const insertActs = ({ bound, words }: ToolParts): MenuGroup => {
  const editor = bound?.editor
  return {
    title: words('editor.more.insert'),
    acts: [
      {
        id: 'note',
        text: words('editor.note.insert'),
        icon: Asterisk,
        keys: chordText('note'),
        // The focus goes to the note.
        onAct: () => afterReturn(() => editor?.dispatchCommand(INSERT_NOTE_COMMAND, undefined)),
      },
      {
        id: 'reference',
        text: words('referring.insert'),
        icon: Pilcrow,
        keys: chordText('reference'),
        // The focus goes to the list of paragraphs.
        onAct: () => afterReturn(() => editor?.dispatchCommand(ASK_REFERENCE_COMMAND, undefined)),
      },
      {
        id: 'table',
        text: words('tables.insert'),
        icon: Table2,
        onAct: then(bound, () => void editor?.dispatchCommand(INSERT_TABLE_COMMAND, undefined)),
      },
      {
        id: 'figure',
        text: words('figures.insert'),
        icon: Image,
        keys: chordText('figure'),
        // The focus goes to the dialog.
        onAct: () => afterReturn(() => editor?.dispatchCommand(ASK_FIGURE_COMMAND, null)),
      },
      {
        id: 'pagebreak',
        text: words('editor.pageBreak'),
        icon: SeparatorHorizontal,
        onAct: then(
          bound,
          () => void editor?.dispatchCommand(INSERT_PAGE_BREAK_COMMAND, undefined),
        ),
      },
    ],
  }
}

const paragraphActs = (
  { bound, words }: ToolParts,
  /** The direction at the cursor. */
  now: Direction,
  language: Language,
): MenuGroup => {
  const editor = bound?.editor
  const run = (next: Direction) => ({
    id: next,
    text: words(`editor.direction.${next}`),
    icon: next === 'ltr' ? PilcrowRight : PilcrowLeft,
    chosen: next === now,
    onAct: then(bound, () => {
      bound?.binder.undo.separate()
      editor?.update(() => {
        const selection = $getSelection()
        if ($isRangeSelection(selection)) $setDirections(selection, next, language)
      })
    }),
  })
  const move = (by: 1 | -1) =>
    then(bound, () => void editor?.dispatchCommand(MOVE_BLOCKS_COMMAND, by))
  return {
    title: words('editor.more.paragraphs'),
    acts: [
      {
        id: 'up',
        text: words('editor.moveUp'),
        icon: ArrowUp,
        keys: chordText('moveUp'),
        onAct: move(-1),
      },
      {
        id: 'down',
        text: words('editor.moveDown'),
        icon: ArrowDown,
        keys: chordText('moveDown'),
        onAct: move(1),
      },
      run('ltr'),
      run('rtl'),
    ],
  }
}
