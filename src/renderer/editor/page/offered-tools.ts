// The tools above the page as commands, so that each is reached by name, under the conditions of
// the tools. A command that needs the text waits until the palette has given the focus back to it.
import {
  Bold,
  FileDiff,
  Italic,
  ListOrdered,
  type LucideIcon,
  MessageSquarePlus,
  Palette,
  Redo2,
  Superscript,
  Type,
  Undo2,
} from 'lucide-react'
import { REDO_COMMAND, UNDO_COMMAND, type TextFormatType } from 'lexical'
import type { DocumentKind, Right } from '#shared/contract'
import type { BlockKind } from '#document/model'
import { type KeyName, keysOf } from '../../shell/commands/keys.ts'
import { type Command, useOffer } from '../../shell/commands/offered.ts'
import { afterReturn } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Bound } from './use-binding.ts'
import { isCaptured } from '../minutes/kinds.ts'
import { kindGroups } from './kind-groups.ts'
import type { Formats } from './use-formats.ts'

export type ToolActs = {
  bound: Bound | null
  formats: Formats
  /** The kind of the document. */
  kind: DocumentKind
  rights: ReadonlySet<Right>
  format: (name: TextFormatType) => void
  setKind: (kind: BlockKind) => void
  comment: () => void
  propose: () => void
  colour: () => void
}

const headingKeys: Partial<Record<BlockKind, string[]>> = {
  h1: keysOf('heading1'),
  h2: keysOf('heading2'),
  h3: keysOf('heading3'),
}

export function useOfferedTools(tools: ToolActs): void {
  const words = useWords()
  const { bound, formats, kind, rights, format, setKind } = tools
  const command =
    (run: (act: () => void) => () => void) =>
    (id: string, text: string, icon: LucideIcon, act: () => void, key?: KeyName): Command => ({
      id: `tool-${id}`,
      text,
      icon,
      act: run(act),
      ...(key && { keys: keysOf(key) }),
    })
  const plain = command(act => act)
  const inText = command(act => () => afterReturn(() => bound?.editor.focus(act)))

  const ofWriting = (): Command[] => {
    const undo = (): unknown => bound?.editor.dispatchCommand(UNDO_COMMAND, undefined)
    const redo = (): unknown => bound?.editor.dispatchCommand(REDO_COMMAND, undefined)
    const { canUndo, canRedo } = formats
    const isNumbered = formats.kind?.startsWith('num') ?? false
    const number = (): void => setKind(isNumbered ? 'paragraph' : 'num1')
    // Lines of minutes are offered with their keys.
    const kinds = kindGroups(kind)
      .flatMap(group => group.kinds)
      .filter(each => !isCaptured(each))
    return [
      inText('bold', words('editor.bold'), Bold, () => format('bold'), 'bold'),
      inText('italic', words('editor.italic'), Italic, () => format('italic'), 'italic'),
      inText('numbered', words('editor.numbered'), ListOrdered, number),
      inText(
        'superscript',
        words('editor.superscript'),
        Superscript,
        () => format('superscript'),
        'superscript',
      ),
      ...(canUndo ? [inText('undo', words('editor.undo'), Undo2, undo, 'undo')] : []),
      ...(canRedo ? [inText('redo', words('editor.redo'), Redo2, redo, 'redo')] : []),
      ...kinds.map(each => ({
        ...inText(each, words(`editor.kind.${each}`), Type, () => setKind(each)),
        hint: words('editor.kinds'),
        ...(headingKeys[each] && { keys: headingKeys[each] }),
      })),
    ]
  }
  const ofSaying = (): Command[] => [
    ...(rights.has('remark')
      ? [inText('comment', words('comments.tool'), MessageSquarePlus, tools.comment, 'comment')]
      : []),
    ...(rights.has('propose')
      ? [inText('amendment', words('amendments.propose'), FileDiff, tools.propose)]
      : []),
  ]
  useOffer({
    acts: () => {
      if (!bound) return []
      const colour = plain('colour', words('history.colour'), Palette, tools.colour)
      return [...(rights.has('write') ? ofWriting() : []), ...ofSaying(), colour]
    },
  })
}
