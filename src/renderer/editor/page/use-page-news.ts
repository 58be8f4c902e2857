// News of the page for people who cannot see it: moved paragraphs, undo and redo.
import { useCallback } from 'react'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Moved } from '../blocks/move-commands.ts'
import { useAnnounced } from './announced.ts'
import { usePageState } from './page-state.ts'
import type { BindingParts } from './use-binding.ts'
import { useUndoAnnouncement } from './use-undo-announcement.ts'

type PageNews = Pick<BindingParts, 'onMoved' | 'onUndone'> & { announced: string }

export function usePageNews(): PageNews {
  const [announced, announce] = useAnnounced()
  const onMoved = useMoveNews(announce)
  const onUndone = useUndoAnnouncement(announce)
  return { announced, onMoved, onUndone }
}

/** Announces where moved paragraphs stand. */
function useMoveNews(announce: (text: string) => void): (moved: Moved) => void {
  const words = useWords()
  const page = usePageState()
  return useCallback(
    (moved: Moved) => {
      if (moved === 'locked') return say(words('editor.moved.locked'))
      if (moved === 'at-the-end') return announce(words('editor.moved.end'))
      const { blocks } = page.snapshot()
      const at = blocks.findIndex(({ id }) => id === moved.block)
      const [before, block] = [blocks[at - 1], blocks[at]]
      if (block !== undefined && block.place !== '')
        announce(words('editor.moved.place', { place: block.place }))
      else if (before === undefined) announce(words('editor.moved.first'))
      else announce(words('editor.moved.below', { text: before.text.slice(0, 80) }))
    },
    [words, page, announce],
  )
}
