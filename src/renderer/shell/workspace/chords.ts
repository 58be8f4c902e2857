// A pressed key as text, the same on every system and every keyboard, and whether it reaches the screen.
export const onMac = (): boolean => navigator.userAgent.includes('Mac OS')

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'getModifierState'>>

/** Signs that are keys themselves. */
const signs = '+-=/.,\\'

/** The signs of these keys on French and Belgian keyboards, where a digit needs Shift. */
const unshifted: Record<string, string> = { '&': 'Digit1', é: 'Digit2', '"': 'Digit3' }

/**
 * Ctrl and Alt are AltGr on Windows, with which many keyboards write a sign on a digit: ² in German, @ in
 * Spanish, # in French. Then the key writes, and is no chord.
 */
const writesSign = (event: Pressed): boolean => {
  const { key, code } = event
  if (!event.ctrlKey || !event.altKey || !code.startsWith('Digit')) return false
  if (event.getModifierState?.('AltGraph') === true) return true
  return !/^\p{Nd}$/u.test(key) && unshifted[key] !== code
}

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
 * as they are written, whether or not a keyboard needs Shift for them. A key that writes a sign is that sign.
 */
export function chordOf(event: Pressed, mac: boolean = onMac()): string {
  if (!mac && writesSign(event)) return event.key
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
