// Styles without a name of their own: how one paragraph or some words differ from the style with a
// name. They are counted in the order in which the file first needs them.
import { directionOf, type Sheet } from '../sheet.ts'
import type { Look, Manner } from '../content/look.ts'
import type { FileRole, Presented } from '../content/version.ts'
import { element, type Attributes } from '../xml.ts'
import { hungFrom } from './lists.ts'
import { direction, forScripts, languageOf, styleName } from './styles.ts'

const parents: Record<FileRole, string> = {
  h1: 'Heading 1',
  h2: 'Heading 2',
  h3: 'Heading 3',
  h4: 'Heading 4',
  quote: 'Quotations',
  caption: 'Caption',
  picture: 'Standard',
  body: 'Standard',
}

const lookOf = (look: Look): Attributes => ({
  ...(look.bold && forScripts('font-weight', 'bold')),
  ...(look.italic && forScripts('font-style', 'italic')),
  ...(look.underline && {
    'style:text-underline-style': 'solid',
    'style:text-underline-width': 'auto',
    'style:text-underline-color': 'font-color',
  }),
  ...(look.strikethrough && { 'style:text-line-through-style': 'solid' }),
  ...(look.superscript
    ? { 'style:text-position': 'super 58%' }
    : look.subscript && { 'style:text-position': 'sub 58%' }),
})

export class AutomaticStyles {
  private readonly isMirrored: boolean
  private readonly names = new Map<string, string>()
  private readonly written: string[] = []
  private readonly counts = { P: 0, T: 0 }

  constructor(sheet: Sheet) {
    this.isMirrored = directionOf(sheet) === 'rtl'
  }

  xml(): string {
    return this.written.join('')
  }

  /** The style of a paragraph. */
  paragraph({ role, onNewPage, hung, isMirrored }: Presented): string {
    const parent = parents[role]
    return this.under(parent, {
      ...(onNewPage && { 'fo:break-before': 'page' }),
      ...(role === 'picture' && { 'fo:keep-with-next': 'always' }),
      ...(hung !== null && hungFrom(hung)),
      ...(isMirrored !== this.isMirrored && direction(isMirrored)),
    })
  }

  /** A style with a name, or one under it. `master`: the page that begins with the paragraph. */
  under(parent: string, own: Attributes, master?: string): string {
    if (Object.keys(own).length === 0 && master === undefined) return styleName(parent)
    const properties =
      Object.keys(own).length === 0 ? '' : element('style:paragraph-properties', own)
    return this.named('P', properties, {
      'style:family': 'paragraph',
      'style:parent-style-name': styleName(parent),
      'style:master-page-name': master,
    })
  }

  /** The style of words; null for those that look as their paragraph does. */
  words(look: Look, { language }: Manner): string | null {
    const own = { ...lookOf(look), ...(language === null ? {} : languageOf(language)) }
    if (Object.keys(own).length === 0) return null
    return this.named('T', element('style:text-properties', own), { 'style:family': 'text' })
  }

  private named(letter: 'P' | 'T', content: string, attributes: Attributes): string {
    const key = JSON.stringify([attributes, content])
    const known = this.names.get(key)
    if (known !== undefined) return known
    const name = `${letter}${++this.counts[letter]}`
    this.names.set(key, name)
    this.written.push(element('style:style', { 'style:name': name, ...attributes }, content))
    return name
  }
}
