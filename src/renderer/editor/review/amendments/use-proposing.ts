// Begins an amendment to the paragraph with the caret, also for who may not write in it.
import { useCallback } from 'react'
import { say } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { caretPlace } from '../comments/page-words.ts'
import { isBlockId } from '#document/ids'
import { usePageState } from '../../page/page-state.ts'
import { useAmendments } from './amendments-state.ts'

export function useProposing(): () => void {
  const words = useWords()
  const state = useAmendments()
  const page = usePageState()
  return useCallback(() => {
    const { blocks, current } = page.snapshot()
    const root = document.querySelector('.page-text')
    const caret = root && caretPlace(root)
    const block = caret ? blocks[caret.index] : blocks.find(({ id }) => id === current)
    const base = block && isBlockId(block.id) ? state.textOf(block.id) : null
    if (!block || !isBlockId(block.id) || base === null) {
      say(words('amendments.noParagraph'))
      return
    }
    state.bring({ draft: { about: { block: block.id }, base, wording: base }, current: null })
  }, [words, state, page])
}
