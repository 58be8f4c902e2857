// A strict reader of calendar files, written from RFC 5545 and not from our writer: lines end with CRLF
// and have at most 75 octets, parts lie in each other, values are unescaped by their rules.
export type CalendarPart = { name: string; values: Map<string, string>; parts: CalendarPart[] }

const unfolded = (text: string): string[] => {
  if (!text.endsWith('\r\n')) throw new Error('the last line has no end')
  const physical = text.slice(0, -2).split('\r\n')
  const lines: string[] = []
  for (const line of physical) {
    if (/[\r\n]/.test(line)) throw new Error('a line ends otherwise than with CRLF')
    if (Buffer.byteLength(line) > 75)
      throw new Error(`a line has ${Buffer.byteLength(line)} octets`)
    if (line.includes('\uFFFD')) throw new Error('a character was cut')
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (lines.length === 0) throw new Error('the first line goes on')
      lines.push(`${lines.pop()}${line.slice(1)}`)
    } else lines.push(line)
  }
  return lines
}

/** Section 3.3.11: TEXT. A sign that must be escaped, or an unknown escape, is an error. */
export const calendarText = (value: string): string => {
  const plain = value.replaceAll(/\\([\\;,nN])/g, '')
  if (/[\\;,]/.test(plain)) throw new Error(`not escaped: ${value}`)
  return value.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (/[nN]/.test(sign) ? '\n' : sign))
}

/** Section 3.3.5, form 2: UTC milliseconds. */
export const calendarTime = (value: string): number => {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value)
  if (!found) throw new Error(`no time in UTC: ${value}`)
  const [year = 0, month = 0, ...rest] = found.slice(1).map(Number)
  return Date.UTC(year, month - 1, ...rest)
}

export const readCalendar = (bytes: Uint8Array): CalendarPart => {
  const lines = unfolded(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  const open: CalendarPart[] = []
  let whole: CalendarPart | null = null
  for (const line of lines) {
    if (whole) throw new Error('something stands behind the end')
    const [, name = '', value = ''] = /^([A-Z-]+):(.*)$/u.exec(line) ?? []
    if (name === '') throw new Error(`no property: ${line}`)
    const part = open.at(-1)
    if (name === 'BEGIN') open.push({ name: value, values: new Map(), parts: [] })
    else if (!part) throw new Error('a property stands in nothing')
    else if (name === 'END') {
      if (part.name !== value) throw new Error(`${part.name} ends as ${value}`)
      open.pop()
      const outer = open.at(-1)
      if (outer) outer.parts.push(part)
      else whole = part
    } else {
      if (part.values.has(name)) throw new Error(`${name} twice`)
      part.values.set(name, value)
    }
  }
  if (!whole) throw new Error('no end')
  return whole
}
