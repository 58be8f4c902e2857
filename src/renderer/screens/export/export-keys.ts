// Keys that lead to the parts of a list of what leaves: the file, names, and things left out.
import { useKeys } from '../../shell/commands/use-keys.ts'

/** A part of the screen gets the focus; what is in it follows. */
const goToPart = (id: string): void => document.getElementById(id)?.focus()

export const useExportKeys = (): void => {
  useKeys({
    exportFile: () => goToPart('export-file'),
    exportNames: () => goToPart('export-names'),
    exportLeft: () => goToPart('export-left'),
  })
}
