// Styles of an OpenDocument text: the role that they give a paragraph, and the look of letters. A
// style that an author named is one of many; an automatic one holds what was set by hand.
// OpenDocument 1.4 part 3, 16.
import type { Look } from '#document/flow'
import { childOf, type XmlElement } from '../xml.ts'

export type Letters = { look: Look; font: string; isHidden: boolean }
export const plainLetters: Letters = { look: {}, font: '', isHidden: false }

export type ParagraphStyle = {
  /** Lower case, of the style with a name that it is based on. */
  name: string
  /** 1 to 10. */
  heading: number | null
  list: string | undefined
  isMirrored: boolean
  beginsPage: boolean
  endsPage: boolean
  /** Based on the style of captions. */
  isCaption: boolean
}

const plainParagraph: ParagraphStyle = {
  name: '',
  heading: null,
  list: undefined,
  isMirrored: false,
  beginsPage: false,
  endsPage: false,
  isCaption: false,
}

type Family = 'paragraph' | 'text'
type Known = { element: XmlElement; isAutomatic: boolean }

/** Styles that are based on each other in a circle, or too deeply, end here. */
const deepest = 20

const setTo = (look: Look, format: Exclude<keyof Look, 'href'>, value: boolean | null): void => {
  if (value === true) look[format] = true
  if (value === false) delete look[format]
}

const isLined = (value: string | undefined): boolean | null =>
  value === undefined ? null : value !== 'none'

const isHeavy = (weight: string | undefined): boolean | null =>
  weight === undefined ? null : weight === 'bold' || Number(weight) >= 600

/** "super 58%", "sub", "33% 58%" or "0% 100%". */
const raise = (look: Look, position: string | undefined): void => {
  if (position === undefined) return
  delete look.superscript
  delete look.subscript
  const [place = ''] = position.split(' ')
  const height = place === 'super' ? 1 : place === 'sub' ? -1 : Number.parseFloat(place)
  if (height > 0) look.superscript = true
  if (height < 0) look.subscript = true
}

const lettersUnder = (base: Letters, properties: XmlElement | undefined): Letters => {
  if (!properties) return base
  const stated = (name: string): string | undefined => properties.attributes.get(name)
  const look: Look = { ...base.look }
  const slant = stated('fo:font-style')
  setTo(look, 'bold', isHeavy(stated('fo:font-weight')))
  setTo(look, 'italic', slant === undefined ? null : slant !== 'normal')
  setTo(look, 'underline', isLined(stated('style:text-underline-style')))
  const through = stated('style:text-line-through-style') ?? stated('style:text-line-through-type')
  setTo(look, 'strikethrough', isLined(through))
  raise(look, stated('style:text-position'))
  const display = stated('text:display')
  return {
    look,
    font: stated('style:font-name') ?? stated('fo:font-family') ?? base.font,
    isHidden: display === undefined ? base.isHidden : display === 'none',
  }
}

/** "Heading_20_1" is "Heading 1". */
const spelled = (name: string): string =>
  name.replace(/_([0-9a-f]{2})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )

const isRightToLeft = (mode: string | undefined): boolean | undefined =>
  mode === undefined || mode === 'page' ? undefined : mode.startsWith('rl')

const outlineOf = ({ attributes }: XmlElement): number | undefined => {
  const level = attributes.get('style:default-outline-level')
  return level !== undefined && /^[1-9]\d?$/.test(level) ? Number(level) : undefined
}

export class Styles {
  private readonly known = new Map<string, Known>()
  private readonly usual = new Map<string, XmlElement>()
  private readonly paragraphs = new Map<string, ParagraphStyle>()
  private readonly chains = new Map<string, XmlElement[]>()
  /** The families of letters by the names under which styles call them. */
  private readonly fonts = new Map<string, string>()

  add(element: XmlElement, isAutomatic: boolean): void {
    const { attributes } = element
    const [family, name] = [attributes.get('style:family'), attributes.get('style:name')]
    if (element.name === 'style:font-face' && name !== undefined)
      this.fonts.set(name, attributes.get('svg:font-family') ?? '')
    if (family === undefined) return
    if (element.name === 'style:default-style') this.usual.set(family, element)
    if (element.name === 'style:style' && name !== undefined)
      this.known.set(`${family} ${name}`, { element, isAutomatic })
  }

  paragraph(name: string | undefined, depth = 0): ParagraphStyle {
    const found = this.find('paragraph', name)
    if (name === undefined || !found || depth > deepest) return this.usualParagraph()
    const before = this.paragraphs.get(name)
    if (before) return before
    const { element, isAutomatic } = found
    const { attributes } = element
    const base = this.paragraph(attributes.get('style:parent-style-name'), depth + 1)
    const stated = childOf(element, 'style:paragraph-properties')?.attributes
    const list = attributes.get('style:list-style-name')
    const named = spelled(attributes.get('style:display-name') ?? name).toLowerCase()
    const style: ParagraphStyle = {
      name: isAutomatic ? base.name : named,
      heading: outlineOf(element) ?? base.heading,
      list: list === undefined ? base.list : list === '' ? undefined : list,
      isMirrored: isRightToLeft(stated?.get('style:writing-mode')) ?? base.isMirrored,
      beginsPage: isAutomatic && stated?.get('fo:break-before') === 'page',
      endsPage: isAutomatic && stated?.get('fo:break-after') === 'page',
      isCaption: base.isCaption || (!isAutomatic && named === 'caption'),
    }
    this.paragraphs.set(name, style)
    return style
  }

  /** The letters of a paragraph. A style with a name says how its kind of paragraph looks. */
  lettersOf(paragraph: string | undefined): Letters {
    const found = this.find('paragraph', paragraph)
    if (!found) return plainLetters
    const chain = this.chain('paragraph', paragraph)
    const all = chain.reduce((base, each) => lettersUnder(base, each), plainLetters)
    const own = found.isAutomatic ? childOf(found.element, 'style:text-properties') : undefined
    return this.named({ ...all, look: lettersUnder(plainLetters, own).look })
  }

  /** The letters of a stretch within others. */
  lettersIn(around: Letters, text: string | undefined): Letters {
    const chain = this.chain('text', text)
    return this.named(chain.reduce((base, each) => lettersUnder(base, each), around))
  }

  private named(letters: Letters): Letters {
    const font = this.fonts.get(letters.font) ?? letters.font
    return { ...letters, font: font.replace(/^['"]|['"]$/g, '') }
  }

  private find(family: Family, name: string | undefined): Known | undefined {
    return name === undefined ? undefined : this.known.get(`${family} ${name}`)
  }

  /** The properties of letters in a style and those that it is based on, the first one first. */
  private chain(family: Family, name: string | undefined, depth = 0): XmlElement[] {
    const found = this.find(family, name)
    if (!found || depth > deepest) return []
    const key = `${family} ${name}`
    const before = this.chains.get(key)
    if (before) return before
    const parent = found.element.attributes.get('style:parent-style-name')
    const own = childOf(found.element, 'style:text-properties')
    const chain = [...this.chain(family, parent, depth + 1), ...(own ? [own] : [])]
    this.chains.set(key, chain)
    return chain
  }

  private usualParagraph(): ParagraphStyle {
    const element = this.usual.get('paragraph')
    const stated = element && childOf(element, 'style:paragraph-properties')?.attributes
    const isMirrored = isRightToLeft(stated?.get('style:writing-mode')) ?? false
    return { ...plainParagraph, isMirrored }
  }
}

/** How the levels of lists are marked: null where a level bears nothing. */
export class Lists {
  private readonly known = new Map<string, Map<number, 'number' | 'mark' | null>>()

  add(element: XmlElement): void {
    const name = element.attributes.get('style:name')
    if (element.name !== 'text:list-style' || name === undefined) return
    const levels = new Map<number, 'number' | 'mark' | null>()
    for (const each of element.children) {
      const level = Number(each.attributes.get('text:level') ?? Number.NaN)
      const isNumber = each.name === 'text:list-level-style-number'
      const mark = each.attributes.get(isNumber ? 'style:num-format' : 'text:bullet-char')
      const isImage = each.name === 'text:list-level-style-image'
      const isBare = !isImage && (mark ?? '') === ''
      levels.set(level, isBare ? null : isNumber ? 'number' : 'mark')
    }
    this.known.set(name, levels)
  }

  /** A list that names no style has marks. */
  at(style: string | undefined, level: number): 'number' | 'mark' | null {
    const levels = style === undefined ? undefined : this.known.get(style)
    return levels ? (levels.get(level) ?? null) : 'mark'
  }
}
