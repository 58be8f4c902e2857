// Acts on figures, as commands, so that one place stops those that are not allowed while
// suggesting, and so that keys, menu, palette and paste do the same.
import { pictureName, type Picture } from '#document/model'
import {
  $getNearestNodeFromDOMNode,
  $getNodeByKey,
  $setState,
  createCommand,
  DRAGOVER_COMMAND,
  DROP_COMMAND,
  KEY_DOWN_COMMAND,
  mergeRegister,
  PASTE_COMMAND,
  SKIP_DOM_SELECTION_TAG,
  type LexicalCommand,
  type LexicalEditor,
  type NodeKey,
} from 'lexical'
import { isKey } from '../../shell/commands/keys.ts'
import { $blockHere, $blockOf, $mayChange, $mayPutBeside } from '../blocks/block-edits.ts'
import { $createBlockNode, $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import {
  $cellOf,
  $figureOf,
  $goOnPlain,
  $maySetKind,
  alternativeState,
  pictureState,
} from '../blocks/block-state.ts'
import { $settledAs } from '../blocks/settled-state.ts'
import { beforeText, onCommand } from '../input/on-command.ts'

export type FigureAsked = {
  /** The figure that is changed; null for a new one. */
  key: NodeKey | null
  picture: Picture | null
  alternative: string
  /** The pasted or dropped file. */
  file: File | null
}

/** Asks for a picture and its words: of the figure at the caret, or of a new one with this picture. */
export const ASK_FIGURE_COMMAND: LexicalCommand<File | null> = createCommand('ASK_FIGURE_COMMAND')
/** Puts in a new figure. */
export const PUT_FIGURE_COMMAND: LexicalCommand<{ picture: Picture; alternative: string }> =
  createCommand('PUT_FIGURE_COMMAND')

export type FigureParts = {
  /** Makes the next change a step of undo by itself. */
  separate(): void
  onAsk(asked: FigureAsked): void
  /** Where no figure can stand. */
  onRefused(): void
  /** A file that is no picture was dropped. */
  onFile(file: File): void
  /** More than the one that is taken. */
  onSeveral(what: 'picture' | 'file'): void
}

const pictureIn = (data: DataTransfer | null): File | null =>
  [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/')) ?? null

const $describe = (block: BlockNode, picture: Picture, alternative: string): void => {
  $setState(block, pictureState, pictureName(picture))
  $setState(block, alternativeState, alternative)
}

/** Nothing is written there any more: of the figure, or at the caret for a new one. */
export const isFigureSettled = (editor: LexicalEditor, key: NodeKey | null): boolean =>
  editor.read(() => {
    if (key === null) {
      const block = $blockHere()
      return block !== null && !$mayPutBeside(block)
    }
    const block = $getNodeByKey(key)
    return $isBlockNode(block) && $settledAs(block) !== null
  })

/**
 * Changes a figure at once; null leaves its value. A figure that was removed meanwhile stays out, and one in a settled
 * line stays as it is. Where `from` is given, words that read otherwise by now stay.
 */
export const changeFigure = (
  editor: LexicalEditor,
  key: NodeKey,
  to: { picture: Picture | null; alternative: string; from?: string },
): void => {
  if (!editor.isEditable()) return
  const $change = (): void => {
    const block = $getNodeByKey(key)
    const now = $isBlockNode(block) ? $figureOf(block) : null
    const picture = to.picture ?? now?.picture
    if (!$isBlockNode(block) || !$mayChange(block) || !picture) return
    if (to.from === undefined || to.from === now?.alternative)
      $describe(block, picture, to.alternative)
  }
  // The person types in a dialog, and the caret stays there.
  editor.update($change, { discrete: true, tag: SKIP_DOM_SELECTION_TAG })
}

/** Behind the block, or in front of an empty one, where one can write on without a number. */
const $insert = (block: BlockNode, picture: Picture, alternative: string): void => {
  const figure = $createBlockNode('figure')
  figure.setDirection(block.getDirection())
  $describe(figure, picture, alternative)
  if (block.isEmpty() && $mayChange(block) && $maySetKind(block)) {
    block.insertBefore(figure)
    $goOnPlain(block)
  } else block.insertAfter(figure)
  if (figure.getNextSibling() === null) {
    const next = $createBlockNode()
    next.setDirection(block.getDirection())
    figure.insertAfter(next)
  }
  figure.selectStart()
}

/** Returns its undo. */
export const registerFigureCommands = (
  editor: LexicalEditor,
  { separate, onAsk, onRefused, onFile, onSeveral }: FigureParts,
): (() => void) => {
  const ask = (file: File | null): boolean => {
    const block = $blockHere()
    if (block === null || !editor.isEditable()) return false
    if ($cellOf(block)) onRefused()
    else {
      const figure = file === null ? $figureOf(block) : null
      const { picture = null, alternative = '' } = figure ?? {}
      onAsk({ key: figure ? block.getKey() : null, picture, alternative, file })
    }
    return true
  }
  /** As if it had been pasted where it was let go; of a file nothing but its bytes comes here. */
  const $drop = (event: DragEvent): boolean => {
    const files = event.dataTransfer?.files ?? []
    const [first] = files
    if (!first) return false
    event.preventDefault()
    if (!editor.isEditable()) return true
    const picture = pictureIn(event.dataTransfer)
    if (files.length > 1) onSeveral(picture ? 'picture' : 'file')
    if (!picture) onFile(first)
    else {
      const node = event.target instanceof Node ? $getNearestNodeFromDOMNode(event.target) : null
      const block = node && $blockOf(node)
      block?.selectEnd()
      editor.dispatchCommand(ASK_FIGURE_COMMAND, picture)
    }
    return true
  }
  return mergeRegister(
    beforeText(editor, DROP_COMMAND, $drop),
    beforeText(editor, DRAGOVER_COMMAND, event => {
      if (event.dataTransfer?.types.includes('Files') !== true) return false
      event.preventDefault()
      return true
    }),
    onCommand(editor, ASK_FIGURE_COMMAND, ask),
    onCommand(editor, PUT_FIGURE_COMMAND, ({ picture, alternative }) => {
      const block = $blockHere()
      separate()
      if (block) $insert(block, picture, alternative)
      return true
    }),
    beforeText(editor, KEY_DOWN_COMMAND, event => {
      if (!isKey(event, 'figure')) return false
      event.preventDefault()
      return editor.dispatchCommand(ASK_FIGURE_COMMAND, null)
    }),
    beforeText(editor, PASTE_COMMAND, event => {
      const data = event instanceof ClipboardEvent ? event.clipboardData : null
      const picture = pictureIn(data)
      // Words that were copied often come with a picture of themselves.
      if (!picture || data?.types.some(type => type.startsWith('text/'))) return false
      event.preventDefault()
      return editor.dispatchCommand(ASK_FIGURE_COMMAND, picture)
    }),
  )
}
