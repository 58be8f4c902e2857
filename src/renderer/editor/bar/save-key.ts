// Ctrl S has nothing to do here, and says so.
import { useEffect } from 'react'
import { isKey } from '../../commands/keys.ts'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function useSaveKey(): void {
  const words = useWords()
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!isKey(event, 'save')) return
      event.preventDefault()
      if (!event.repeat) say(words('editor.alreadySaved'))
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [words])
}
