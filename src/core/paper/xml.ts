// XML as text: elements with their attributes in the order in which they are given.

/** XML 1.0, production 2: one other character makes a reader refuse the whole file. */
const noLetters = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escaped = (text: string): string =>
  text.replace(noLetters, '').replace(/[&<>"]/g, sign => entities[sign] ?? '')

/** An attribute that is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>

/** `content` is XML. */
export const element = (name: string, attributes: Attributes = {}, content = ''): string => {
  let start = `<${name}`
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) start += ` ${key}="${escaped(String(value))}"`
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`
}

export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
