// Ctrl S has nothing to do here, and says whether all is saved.
import { useEffect } from 'react'
import { isKey } from '../../shell/commands/keys.ts'
import { useSaving } from '../../shell/saving.tsx'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function useSaveKey(): void {
  const words = useWords()
  const isFailing = useSaving() !== 'saved'
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!isKey(event, 'save')) return
      event.preventDefault()
      if (!event.repeat) say(words(isFailing ? 'editor.notSaved' : 'editor.alreadySaved'))
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [words, isFailing])
}
