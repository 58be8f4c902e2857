// Ctrl S has nothing to do here, and says whether all is saved.
import { always, useKeys } from '../../shell/commands/use-keys.ts'
import { useSaving } from '../../shell/saving.tsx'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function useSaveKey(): void {
  const words = useWords()
  const isFailing = useSaving() !== 'saved'
  const sayState = () => say(words(isFailing ? 'editor.notSaved' : 'editor.alreadySaved'))
  useKeys({ save: sayState }, { when: always })
}
