// Files that are let go over the window. Their paths never reach the page: the preload has them, and
// main grants them to core, as those of the dialog.
import { useEffect, useState } from 'react'
import { isCovered } from '../../shell/workspace/chords.ts'

const holdsFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') === true

/**
 * True while files are held over the window. A dialog asks about something else, and takes no files. A part of the screen that takes them itself, as the text
 * does, says so by `preventDefault`.
 */
export function useDrop(isOn: boolean): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    if (!isOn) return
    const over = (event: DragEvent): void => {
      const isTaken = event.defaultPrevented
      if (!holdsFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer && !isTaken)
        event.dataTransfer.dropEffect = isCovered() ? 'none' : 'copy'
      setOver(!isTaken && !isCovered())
    }
    const leave = (event: DragEvent): void => {
      // To no other element: out of the window.
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      setOver(false)
      if (!holdsFiles(event) || event.defaultPrevented) return
      event.preventDefault()
      if (!isCovered()) window.postMessage({ baraza: 'dropped' }, window.location.origin)
    }
    // Before the window, which refuses what no part of it takes.
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', over)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
      setOver(false)
    }
  }, [isOn])
  return isOver
}

/** Calls `onRefused` for files that are let go where nothing takes them: before the passphrase, or while a group opens. */
export function useRefusedDrop(onRefused: () => void): void {
  useEffect(() => {
    const refuse = (event: DragEvent): void => {
      if (!holdsFiles(event) || event.defaultPrevented) return
      event.preventDefault()
      if (event.type === 'drop') onRefused()
    }
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [onRefused])
}
