// A pressed key as text, the same on every system and every keyboard, and whether it reaches the screen.
export const onMac = (): boolean => navigator.userAgent.includes('Mac OS')

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Signs that are keys themselves. */
const signs = '+-=/.,\\'

/**
 * The name of the key where the chords are written: letters by their place on keyboards of another
 * script, and digits by theirs where they need Shift, as on French ones.
 */
function keyOf({ key, code, shiftKey }: Pressed): string {
  const isLatin = key.length > 1 || key.charCodeAt(0) < 0x250
  if (!isLatin && code.startsWith('Key')) return code.slice('Key'.length).toLowerCase()
  const isOther = !shiftKey && /^[^a-z0-9]$/i.test(key) && !signs.includes(key)
  if (isOther && code.startsWith('Digit')) return code.slice('Digit'.length)
  return key.toLowerCase()
}

/**
 * A chord as text, for example "ctrl+shift+l"; `ctrl` is Cmd on a Mac. Signs and digits are named
 * as they are written, whether or not a keyboard needs Shift for them.
 */
export function chordOf(event: Pressed, mac: boolean = onMac()): string {
  const key = keyOf(event)
  const isSign = /^[^\p{L}\s]$/u.test(key)
  const parts = [
    (mac ? event.metaKey : event.ctrlKey) ? 'ctrl' : '',
    event.altKey ? 'alt' : '',
    event.shiftKey && !isSign ? 'shift' : '',
    key,
  ]
  return parts.filter(part => part !== '').join('+')
}

// A message after acting is an alertdialog to readers, but covers nothing.
/** Something lies over the screen that has to be answered or closed first. */
export const isCovered = (): boolean =>
  document.querySelector('[role="dialog"], [role="alertdialog"]:not(.toast)') !== null
