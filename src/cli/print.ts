// One value as it is printed: as JSON, or as lines that a person reads. Words come from members and
// from outside: no sign in them is an order to the terminal (window title, clipboard, colours), and
// none turns the words around it.
const line = (value: unknown): string =>
  value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value)

const lines = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(line).join('\n')
  if (value === null || typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, part]) => `${name}: ${line(part)}`)
    .join('\n')
}

const orders = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A value as printed text. JSON stays the same JSON. */
export const printed = (value: unknown, json: boolean): string =>
  json
    ? JSON.stringify(value ?? {}).replace(orders, escaped)
    : lines(value ?? {}).replace(orders, '\ufffd')

const marks = { kept: ['', ''], added: ['{+', '+}'], removed: ['[-', '-]'] } as const

/** Changed words, marked as `git diff --word-diff` marks them. */
export const markedWords = (
  pieces: readonly { kind: keyof typeof marks; text: string }[],
): string => pieces.map(({ kind, text }) => marks[kind][0] + text + marks[kind][1]).join('')
