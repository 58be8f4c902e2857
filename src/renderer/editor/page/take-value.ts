// A value that another member gave a paragraph replaces the present one: a change like any other.
import { isBlockKind } from '#document/tree'
import type { ValueName } from '#document/history/conflicts'
import { $getRoot, $setState, type LexicalEditor } from 'lexical'
import { $mayChange } from '../blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import {
  $idOf,
  $kindOf,
  $maySetKind,
  $setKind,
  alternativeState,
  dueState,
  languageState,
  namingState,
  offState,
  ownerState,
  pictureState,
} from '../blocks/block-state.ts'
import type { OwnUndo } from '../undo/own-undo.ts'

/** One that is set, or a picture and what it says to who does not see it. */
export type Taken = readonly { name: ValueName; value: string }[]

const $set = (block: BlockNode, name: ValueName, value: string): void => {
  if (name === 'kind' && isBlockKind(value)) $setKind(block, value)
  if (name === 'language') $setState(block, languageState, value)
  if (name === 'direction') block.setDirection(value === 'rtl' || value === 'ltr' ? value : null)
  if (name === 'picture') $setState(block, pictureState, value)
  if (name === 'alternative') $setState(block, alternativeState, value)
  if (name === 'owner') $setState(block, ownerState, value)
  if (name === 'due') $setState(block, dueState, value)
  if (name === 'naming') $setState(block, namingState, value)
  if (name === 'off') $setState(block, offState, value === '' ? '' : true)
}

const settable: readonly ValueName[] = [
  ...(['language', 'direction', 'picture', 'alternative'] as const),
  ...(['owner', 'due', 'naming', 'off'] as const),
]

/** The block that has the id, where it may be given all of them. */
const $taker = (id: string, taken: Taken): BlockNode | null => {
  const blocks = $getRoot().getChildren().filter($isBlockNode)
  const block = blocks.find(each => $idOf(each) === id)
  if (!block || !$mayChange(block)) return null
  const mayHave = taken.every(({ name, value }) =>
    name === 'kind' ? isBlockKind(value) && $maySetKind(block) : settable.includes(name),
  )
  return mayHave ? block : null
}

/** Whether `takeValue` would. */
export const mayTakeValue = (editor: LexicalEditor, id: string, taken: Taken): boolean =>
  editor.getEditorState().read(() => $taker(id, taken) !== null)

/** `suggested`: it waits in the text to be taken in. `refused`: nothing was changed. */
export type TakeOutcome = 'taken' | 'suggested' | 'refused'

/** Gives them to the block that has the id, where it may have them, in one step of undo. */
export const takeValue = (
  editor: LexicalEditor,
  undo: Pick<OwnUndo, 'together'>,
  id: string,
  taken: Taken,
): TakeOutcome => {
  let block: BlockNode | null = null
  const $take = (): void => {
    block = $taker(id, taken)
    if (!block) return
    for (const { name, value } of taken) $set(block, name, value)
    block.selectEnd()
  }
  undo.together(() => editor.update($take, { discrete: true }))
  if (block === null) return 'refused'
  // A suggestion changes no kind: the other one is marked as a suggestion.
  const kind = taken.find(({ name }) => name === 'kind')?.value
  const $stands = (): boolean => kind === undefined || $kindOf(block as BlockNode) === kind
  return editor.getEditorState().read($stands) ? 'taken' : 'suggested'
}
