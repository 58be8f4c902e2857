// The acts of the tools above the page, once: the row of tools shows them, and the palette offers
// them by name. A command that needs the text waits until the palette has given the focus back to it.
import {
  Bold,
  FileDiff,
  Italic,
  ListOrdered,
  type LucideIcon,
  MessageSquarePlus,
  Palette,
  Quote,
  Redo2,
  Superscript,
  Type,
  Undo2,
} from 'lucide-react'
import { FORMAT_TEXT_COMMAND, REDO_COMMAND, UNDO_COMMAND } from 'lexical'
import type { DocumentKind, Right } from '#shared/contract'
import type { BlockKind } from '#document/model'
import { type KeyName, keysOf } from '../../shell/commands/keys.ts'
import { type Command, useOffer } from '../../shell/commands/offered.ts'
import { afterReturn } from '../../ui/index.ts'
import { type MessageId, useWords } from '../../words/index.ts'
import { isCaptured } from '../minutes/kinds.ts'
import { useProposing } from '../review/amendments/use-proposing.ts'
import { beginComment } from '../review/comments/comment-highlights.tsx'
import { useComments } from '../review/comments/comments-state.ts'
import type { Bound } from './use-binding.ts'
import { kindGroups } from './kind-groups.ts'
import type { Formats } from './use-formats.ts'

export type ToolAct = {
  text: MessageId
  icon: LucideIcon
  key?: KeyName
  /** For a tool that is on or off. */
  on?: boolean
  isOffered: boolean
  act: () => void
}

export type ToolName =
  | 'bold'
  | 'italic'
  | 'numbered'
  | 'superscript'
  | 'quote'
  | 'undo'
  | 'redo'
  | 'comment'
  | 'amendment'
  | 'colour'

type ToolParts = {
  bound: Bound | null
  formats: Formats
  rights: ReadonlySet<Right>
  setKind: (kind: BlockKind) => void
  /** Whether the page shows who wrote what. */
  coloured: boolean
  onColour: (on: boolean) => void
}

export function useToolActs(parts: ToolParts): Record<ToolName, ToolAct> {
  const { bound, formats, rights, setKind, coloured, onColour } = parts
  const comments = useComments()
  const propose = useProposing()
  const words = useWords()
  const may = (right: Right): boolean => bound !== null && rights.has(right)
  const format = (name: 'bold' | 'italic' | 'superscript', icon: LucideIcon): ToolAct => ({
    text: `editor.${name}`,
    icon,
    key: name,
    on: formats[name],
    isOffered: may('write'),
    act: () => void bound?.editor.dispatchCommand(FORMAT_TEXT_COMMAND, name),
  })
  const kind = (text: MessageId, icon: LucideIcon, on: boolean, wanted: BlockKind): ToolAct => ({
    text,
    icon,
    on,
    isOffered: may('write'),
    act: () => setKind(on ? 'paragraph' : wanted),
  })
  return {
    bold: format('bold', Bold),
    italic: format('italic', Italic),
    numbered: kind(
      'editor.numbered',
      ListOrdered,
      formats.kind?.startsWith('num') ?? false,
      'num1',
    ),
    superscript: format('superscript', Superscript),
    quote: kind('editor.kind.quote', Quote, formats.kind === 'quote', 'quote'),
    undo: {
      text: 'editor.undo',
      icon: Undo2,
      key: 'undo',
      isOffered: may('write') && formats.canUndo,
      act: () => void bound?.editor.dispatchCommand(UNDO_COMMAND, undefined),
    },
    redo: {
      text: 'editor.redo',
      icon: Redo2,
      key: 'redo',
      isOffered: may('write') && formats.canRedo,
      act: () => void bound?.editor.dispatchCommand(REDO_COMMAND, undefined),
    },
    comment: {
      text: 'comments.tool',
      icon: MessageSquarePlus,
      key: 'comment',
      isOffered: may('remark'),
      act: () => beginComment(bound?.editor.getRootElement() ?? null, comments, words),
    },
    amendment: {
      text: 'amendments.propose',
      icon: FileDiff,
      isOffered: may('propose'),
      act: () => propose(),
    },
    colour: {
      text: 'history.colour',
      icon: Palette,
      on: coloured,
      isOffered: bound !== null,
      act: () => onColour(!coloured),
    },
  }
}

const headingKeys: Partial<Record<BlockKind, string[]>> = {
  h1: keysOf('heading1'),
  h2: keysOf('heading2'),
  h3: keysOf('heading3'),
}

/** As the palette shows them, before the kinds and behind them; quotation is among the kinds. */
const writing = ['bold', 'italic', 'numbered', 'superscript', 'undo', 'redo'] as const
const others = ['comment', 'amendment', 'colour'] as const

type OfferedTools = {
  bound: Bound | null
  tools: Record<ToolName, ToolAct>
  /** The kind of the document. */
  kind: DocumentKind
  setKind: (kind: BlockKind) => void
}

export function useOfferedTools({ bound, tools, kind, setKind }: OfferedTools): void {
  const words = useWords()
  const inText = (act: () => void) => () => afterReturn(() => bound?.editor.focus(act))
  const command = (name: ToolName): Command[] => {
    const { text, icon, key, isOffered, act } = tools[name]
    if (!isOffered) return []
    const does = name === 'colour' ? act : inText(act)
    const keys = key && { keys: keysOf(key) }
    return [{ id: `tool-${name}`, text: words(text), icon, act: does, ...keys }]
  }
  const kinds = (): Command[] =>
    kindGroups(kind)
      .flatMap(group => group.kinds)
      // Lines of minutes are offered with their keys.
      .filter(each => !isCaptured(each))
      .map(each => ({
        id: `tool-${each}`,
        text: words(`editor.kind.${each}`),
        icon: Type,
        act: inText(() => setKind(each)),
        hint: words('editor.kinds'),
        ...(headingKeys[each] && { keys: headingKeys[each] }),
      }))
  useOffer({
    acts: () => [
      ...writing.flatMap(command),
      ...(tools.bold.isOffered ? kinds() : []),
      ...others.flatMap(command),
    ],
  })
}
