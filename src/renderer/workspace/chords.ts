// A pressed key as text, the same on every system, and whether it reaches the screen.
const onMac = (): boolean => navigator.userAgent.includes('Mac OS')

/** A chord as text, for example "ctrl+shift+l"; `ctrl` is Cmd on a Mac. */
export function chordOf(event: KeyboardEvent, mac: boolean = onMac()): string {
  const parts = [
    (mac ? event.metaKey : event.ctrlKey) ? 'ctrl' : '',
    event.altKey ? 'alt' : '',
    event.shiftKey ? 'shift' : '',
    event.key.toLowerCase(),
  ]
  return parts.filter(part => part !== '').join('+')
}

// A message after acting is an alertdialog to readers, but covers nothing.
/** Something lies over the screen that has to be answered or closed first. */
export const isCovered = (): boolean =>
  document.querySelector('[role="dialog"], [role="alertdialog"]:not(.toast)') !== null
