// The role of a paragraph: what its style and its own properties say together.
import type { ParagraphRole } from '#document/flow'
import { childOf, type XmlElement } from '../xml.ts'
import type { Numbering } from './numbering.ts'
import { valueOf } from './properties.ts'
import { headingAt, listIn, type Styles } from './styles.ts'

const quotes = new Set(['quote', 'intense quote', 'block text'])

export const roleOf = (
  properties: XmlElement | undefined,
  { styles, numbering }: { styles: Styles; numbering: Numbering },
): ParagraphRole => {
  const id = valueOf(childOf(properties, 'w:pStyle'))
  const style = id === undefined ? styles.common : styles.style(id)
  const stated = headingAt(properties)
  const heading = stated === undefined ? style.heading : stated
  if (style.name === 'title') return { kind: 'title' }
  if (heading !== null) return { kind: 'heading', level: heading }
  if (quotes.has(style.name)) return { kind: 'quote' }
  const list = listIn(properties, style.list)
  const isNumbered = list && numbering.isNumbered(list.list, list.level)
  if (!list || isNumbered === undefined || isNumbered === null) return { kind: 'body' }
  return { kind: 'item', level: list.level + 1, isNumbered }
}
