// Ctrl S has nothing to do here, and says so.
import { useEffect } from 'react'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

const isMac = navigator.userAgent.includes('Mac OS')

export function useSaveKey(): void {
  const words = useWords()
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const chord = (isMac ? event.metaKey : event.ctrlKey) && !event.shiftKey && !event.altKey
      if (!chord || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      if (!event.repeat) say(words('editor.alreadySaved'))
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [words])
}
