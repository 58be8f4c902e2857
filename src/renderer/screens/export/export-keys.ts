// Keys that lead to the parts of a list of what leaves: the file, names, and things left out.
import { useEffect } from 'react'
import { actFor } from '../../shell/commands/keys.ts'
import { isCovered } from '../../shell/workspace/chords.ts'

/** A part of the screen gets the focus; what is in it follows. */
const goToPart = (id: string): void => document.getElementById(id)?.focus()

export const useExportKeys = (): void => {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const act = actFor(event, {
        exportFile: () => goToPart('export-file'),
        exportNames: () => goToPart('export-names'),
        exportLeft: () => goToPart('export-left'),
      })
      if (!act || isCovered()) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
