// Styles: the role that a paragraph's style gives it, the list that it belongs to, the look of its
// letters. A style is based on another one and states only the difference. ECMA-376 part 1, 17.7.
import type { Look } from '#document/flow'
import { childOf, treeOf, type XmlElement } from '../xml.ts'
import { prefixes } from './package.ts'
import { isOn, lookUnder, numberOf, valueOf } from './properties.ts'

export type ListPlace = { list: string; level: number }

export type Style = {
  /** Lower case, as all languages of Word store the names of its own styles. */
  name: string
  look: Look
  /** 1 to 9, from an outline level or the name "heading 1". */
  heading: number | null
  list: ListPlace | null
  isMirrored: boolean
  /** Its letters are not shown. */
  isHidden: boolean
}

export type Styles = {
  /** The style with this id, or a style without properties where the file has none. */
  style(id: string | undefined): Style
  /** The style of a paragraph that names none. */
  readonly common: Style
}

const none: Style = {
  ...{ name: '', look: {}, heading: null, list: null },
  ...{ isMirrored: false, isHidden: false },
}

const headingNamed = (name: string): number | null => {
  const found = /^heading ([1-9])$/.exec(name)
  return found ? Number(found[1]) : null
}

/** Outline levels count from 0; 9 is body text. */
export const headingAt = (properties: XmlElement | undefined): number | null | undefined => {
  const level = numberOf(properties, 'w:outlineLvl')
  if (level === undefined) return undefined
  return level >= 0 && level < 9 ? level + 1 : null
}

/** The list that paragraph properties name; null where they take one away with the list 0. */
export const listIn = (
  properties: XmlElement | undefined,
  base: ListPlace | null,
): ListPlace | null => {
  const numbering = childOf(properties, 'w:numPr')
  if (!numbering) return base
  const list = valueOf(childOf(numbering, 'w:numId')) ?? base?.list
  const level = numberOf(numbering, 'w:ilvl') ?? base?.level ?? 0
  return list === undefined || list === '0' ? null : { list, level: Math.max(0, level) }
}

export const isMirroredBy = (properties: XmlElement | undefined, base: boolean): boolean => {
  const bidi = childOf(properties, 'w:bidi')
  return bidi ? !['0', 'false', 'off'].includes(valueOf(bidi) ?? '1') : base
}

/** Styles that are based on each other in a circle, or too deeply, end here. */
const deepest = 20

export const readStyles = (bytes: Uint8Array | null): Styles => {
  const root = bytes ? treeOf(bytes, prefixes) : null
  const elements = new Map<string, XmlElement>()
  let commonId: string | undefined
  for (const element of root?.children ?? []) {
    const id = element.attributes.get('w:styleId')
    if (element.name !== 'w:style' || id === undefined) continue
    elements.set(id, element)
    const isDefault = ['1', 'true', 'on'].includes(element.attributes.get('w:default') ?? '')
    if (isDefault && element.attributes.get('w:type') === 'paragraph') commonId = id
  }
  const known = new Map<string, Style>()
  const styleAt = (id: string | undefined, depth: number): Style => {
    const element = id === undefined ? undefined : elements.get(id)
    if (id === undefined || !element || depth > deepest) return none
    const before = known.get(id)
    if (before) return before
    const base = styleAt(valueOf(childOf(element, 'w:basedOn')), depth + 1)
    const [paragraph, letters] = [childOf(element, 'w:pPr'), childOf(element, 'w:rPr')]
    const name = (valueOf(childOf(element, 'w:name')) ?? '').toLowerCase()
    const stated = headingAt(paragraph)
    const style: Style = {
      name,
      look: lookUnder(base.look, letters),
      heading: headingNamed(name) ?? (stated === undefined ? base.heading : stated),
      list: listIn(paragraph, base.list),
      isMirrored: isMirroredBy(paragraph, base.isMirrored),
      isHidden: isOn(letters, 'w:vanish') ?? base.isHidden,
    }
    known.set(id, style)
    return style
  }
  return { style: id => styleAt(id, 0), common: styleAt(commonId, 0) }
}
