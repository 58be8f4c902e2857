// Announces the changes of undo and redo, and that there is nothing to undo, to people who cannot
// see them.
import { useCallback } from 'react'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { shortened } from '../undo/undo-announcement.ts'
import { usePageState } from './page-state.ts'
import type { BindingParts } from './use-binding.ts'

export function useUndoAnnouncement(announce: (text: string) => void): BindingParts['onUndone'] {
  const words = useWords()
  const page = usePageState()
  return useCallback(
    (way, turned) => {
      if (turned === null) return announce(words('editor.turned.nothing', { way }))
      const { came, went, changed, inNotes, notesLeft } = turned
      if (notesLeft) say(words('editor.turned.notesLeft', { way }))
      const blocks = came.length + went.length + changed.length
      if (blocks === 0) return inNotes ? announce(words('editor.turned.notes', { way })) : undefined
      const tell = (text: string): void =>
        announce(words.sentences([text, ...(inNotes ? [words('editor.turned.notesToo')] : [])]))
      const [one] = changed
      if (one && blocks === 1) {
        const place = page.snapshot().blocks.find(({ id }) => id === one.block)?.place || 'none'
        const [put, taken] = [shortened(one.put), shortened(one.taken)]
        const which = put && taken ? 'both' : put ? 'put' : taken ? 'taken' : 'look'
        tell(words(`editor.turned.${which}`, { way, place, put, taken }))
      } else if (blocks === came.length || blocks === went.length) {
        const which = came.length > 0 ? 'came' : 'went'
        const text = shortened([...came, ...went].find(each => shortened(each) !== '') ?? '')
        tell(words(`editor.turned.${which}`, { way, blocks, text }))
      } else tell(words('editor.turned.several', { way, blocks }))
    },
    [words, page, announce],
  )
}
