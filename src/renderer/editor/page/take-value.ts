// What another made of a paragraph beside its words takes the place of what stands: a change like any other.
import { isBlockKind, type ValueName } from '#shared/document'
import { $getRoot, $setState, type LexicalEditor } from 'lexical'
import { $mayChange } from '../block-edits.ts'
import { $isBlockNode, type BlockNode } from '../block-node.ts'
import { $idOf, $setKind, alternativeState, languageState, pictureState } from '../block-state.ts'

const $take = (block: BlockNode, name: ValueName, value: string): void => {
  if (name === 'kind' && isBlockKind(value)) $setKind(block, value)
  if (name === 'language') $setState(block, languageState, value)
  if (name === 'direction') block.setDirection(value === 'rtl' || value === 'ltr' ? value : null)
  if (name === 'picture') $setState(block, pictureState, value)
  if (name === 'alternative') $setState(block, alternativeState, value)
}

/** Of the block that has the id, where it may be changed. */
export const takeValue = (
  editor: LexicalEditor,
  id: string,
  { name, value }: { name: ValueName; value: string },
): void =>
  editor.update(() => {
    const blocks = $getRoot().getChildren().filter($isBlockNode)
    const block = blocks.find(each => $idOf(each) === id)
    if (!block || !$mayChange(block)) return
    $take(block, name, value)
    block.selectEnd()
  })
