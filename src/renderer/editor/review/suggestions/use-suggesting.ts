// Begins a suggestion for the paragraph with the caret, also for who may not write in it; and what keys
// suggest for whole paragraphs.
import { useCallback, useMemo } from 'react'
import { isBlockId } from '#document/ids'
import type { NewParagraphSuggestion, ParagraphSuggestion } from '#document/review/suggestions'
import type { BlockId } from '#shared/ids'
import { say } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { useComments } from '../comments/comments-state.ts'
import { caretPlace, selectedWords } from '../comments/page-words.ts'
import { usePageState } from '../../page/page-state.ts'
import { labelOf } from './labels.ts'
import type { SuggestedByKeys } from './limits.ts'

export function useSuggestingParagraph(): (what: ParagraphSuggestion['what']) => void {
  const words = useWords()
  const comments = useComments()
  const page = usePageState()
  return useCallback(
    what => {
      const { blocks, current } = page.snapshot()
      const root = document.querySelector('.page-text')
      const at = root && (caretPlace(root) ?? selectedWords(root))
      const block = at ? blocks[at.index] : blocks.find(({ id }) => id === current)
      if (!block || !isBlockId(block.id)) return say(words('amendments.noParagraph'))
      const suggestion = { what, block: block.id }
      comments.bring({ shown: 'suggested', suggestion, current: null, draft: null })
    },
    [words, comments, page],
  )
}

export function useSuggestedByKeys(): SuggestedByKeys {
  const words = useWords()
  const comments = useComments()
  const page = usePageState()
  return useMemo(() => {
    const { remarks } = comments
    const show = (): void =>
      comments.bring({ shown: 'suggested', suggestion: null, current: null, draft: null })
    /** `done`: what is said where it is suggested now. */
    const suggest = (wanted: NewParagraphSuggestion, done: string): boolean => {
      const made = remarks.suggest(wanted)
      if ('refused' in made) {
        const isKnown = made.refused === 'invalid-input'
        say(words(isKnown ? 'suggesting.known' : 'comments.notSuggested'))
        return false
      }
      say(done)
      show()
      return true
    }
    /** The suggestion of this person from this session that still waits. */
    const moveOf = (block: BlockId) =>
      remarks
        .get()
        .paragraphs.find(
          each =>
            each.what === 'move' && each.client === remarks.self() && each.target?.block === block,
        )
    return {
      add(after) {
        const suggestion = { what: 'add' as const, block: after }
        comments.bring({ shown: 'suggested', suggestion, current: null, draft: null })
      },
      remove(blocks) {
        const made = blocks.map(block => remarks.suggest({ what: 'remove', block }))
        const count = made.filter(each => 'id' in each).length
        if (count === 0) return say(words('comments.notSuggested'))
        say(words('suggesting.done.removals', { count }))
        show()
      },
      moved(block) {
        const known = moveOf(block)
        return known ? { along: known.along, after: known.after } : null
      },
      move(wanted) {
        const { blocks } = page.snapshot()
        const known = moveOf(wanted.block)
        const before = blocks.find(({ id }) => id === wanted.after)
        const first = blocks.findIndex(({ id }) => id === wanted.block)
        // Back where it stands.
        if (known && (blocks[first - 1]?.id ?? null) === wanted.after) {
          remarks.decideParagraph(known.id, 'withdraw')
          return say(words('suggesting.done.withdraw'))
        }
        const done = before
          ? words('suggesting.done.move', { place: labelOf(before, words) })
          : words('suggesting.done.moveFirst')
        if (suggest(wanted, done) && known) remarks.decideParagraph(known.id, 'withdraw')
      },
      split: wanted => void suggest(wanted, words('suggesting.done.split')),
      join: wanted => void suggest(wanted, words('suggesting.done.join')),
      refused: () => say(words('comments.notSuggested')),
    }
  }, [words, comments, page])
}
