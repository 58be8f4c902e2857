// Type and space of an OpenDocument text: the styles with names. Sizes are points; lengths are
// centimetres. They are those of the Word file.
import type { Language } from '#shared/contract'
import { element, type Attributes } from '../xml.ts'
import { regionOf } from '../content/languages.ts'

/** Twentieths of a point as centimetres. */
export const centimetres = (twips: number): string => `${((twips * 2.54) / 1440).toFixed(3)}cm`

/** The attributes of a language; Arabic is the complex script, Chinese the Asian one. */
export const languageOf = (language: Language): Attributes => {
  const [code, country] = regionOf(language).split('-')
  if (language === 'ar') return { 'style:language-complex': code, 'style:country-complex': country }
  if (language === 'zh') return { 'style:language-asian': code, 'style:country-asian': country }
  return { 'fo:language': code, 'fo:country': country }
}

/** LibreOffice takes the start of a line for its left side, so the side is named. */
export const direction = (isMirrored: boolean): Attributes =>
  isMirrored
    ? { 'style:writing-mode': 'rl-tb', 'fo:text-align': 'right' }
    : { 'style:writing-mode': 'lr-tb', 'fo:text-align': 'left' }

const scripts = ['', '-asian', '-complex']

const size = (latin: number, complex = latin): Attributes => ({
  'fo:font-size': `${latin}pt`,
  'style:font-size-asian': `${latin}pt`,
  'style:font-size-complex': `${complex}pt`,
})

/** A property that each script has for itself. */
export const forScripts = (name: string, value: string): Attributes =>
  Object.fromEntries(
    scripts.map(script => [`${script === '' ? 'fo' : 'style'}:${name}${script}`, value]),
  )

const font = Object.fromEntries(
  scripts.map(script => [`style:font-name${script}`, 'Times New Roman']),
)
const bold = forScripts('font-weight', 'bold')

type Style = {
  /** As programs show it. */
  name: string
  family?: 'paragraph' | 'text'
  parent?: string
  /** The style of the paragraph behind it, where that is another one. */
  next?: string
  level?: number
  paragraph?: Attributes
  text?: Attributes
}

/** "Heading 1" is written as "Heading_20_1". */
export const styleName = (name: string): string => name.replaceAll(' ', '_20_')

const styleXml = ({ name, family = 'paragraph', ...style }: Style): string =>
  element(
    'style:style',
    {
      'style:name': styleName(name),
      'style:display-name': name.includes(' ') ? name : undefined,
      'style:family': family,
      'style:parent-style-name':
        style.parent ?? (family === 'text' || name === 'Standard' ? undefined : 'Standard'),
      'style:next-style-name': style.next,
      'style:default-outline-level': style.level,
      'style:class': name.startsWith('Heading') ? 'text' : undefined,
    },
    (style.paragraph ? element('style:paragraph-properties', style.paragraph) : '') +
      (style.text ? element('style:text-properties', style.text) : ''),
  )

const space = (before: number, after: number): Attributes => ({
  'fo:margin-top': centimetres(before),
  'fo:margin-bottom': centimetres(after),
})

const heading = (name: string, points: number, level?: number): Style => ({
  name,
  next: 'Standard',
  ...(level !== undefined && { level }),
  paragraph: { ...space(240, 120), 'fo:keep-with-next': 'always' },
  text: { ...bold, ...size(points) },
})

const small = { paragraph: space(0, 0), text: size(9, 10) }

const styles: readonly Style[] = [
  { name: 'Standard', paragraph: { ...space(0, 120), 'fo:line-height': '110%' } },
  heading('Title', 15),
  heading('Heading 1', 13, 1),
  heading('Heading 2', 12, 2),
  heading('Heading 3', 11, 3),
  heading('Heading 4', 11, 4),
  { name: 'Masthead', text: bold },
  { name: 'Masthead line', ...small },
  { name: 'Header', ...small },
  { name: 'Footer', ...small },
  { name: 'Caption', paragraph: space(0, 240), text: size(10, 11) },
  {
    name: 'Quotations',
    paragraph: { 'fo:margin-left': centimetres(1134), 'fo:margin-right': centimetres(1134) },
  },
  { name: 'Footnote', paragraph: { ...space(0, 0), 'fo:line-height': '100%' }, text: size(10) },
  { name: 'Link', family: 'text' },
  { name: 'Footnote anchor', family: 'text', text: { 'style:text-position': 'super 58%' } },
]

const usual = (language: Language, isMirrored: boolean): string =>
  element(
    'style:default-style',
    { 'style:family': 'paragraph' },
    element('style:paragraph-properties', {
      ...direction(isMirrored),
      'style:tab-stop-distance': centimetres(720),
    }) +
      element('style:text-properties', {
        ...font,
        ...size(11, 12),
        ...languageOf(language === 'ar' || language === 'zh' ? 'en' : language),
        ...languageOf('zh'),
        ...languageOf('ar'),
      }),
  ) +
  element(
    'style:default-style',
    { 'style:family': 'table' },
    element('style:table-properties', { 'table:border-model': 'collapsing' }),
  )

export const fontsXml = element(
  'office:font-face-decls',
  {},
  element('style:font-face', {
    'style:name': 'Times New Roman',
    'svg:font-family': "'Times New Roman'",
    'style:font-family-generic': 'roman',
    'style:font-pitch': 'variable',
  }),
)

export const namedStylesXml = (language: Language, isMirrored: boolean): string =>
  element(
    'office:styles',
    {},
    usual(language, isMirrored) +
      styles.map(styleXml).join('') +
      element('text:notes-configuration', {
        'text:note-class': 'footnote',
        'text:citation-body-style-name': styleName('Footnote anchor'),
        'style:num-format': '1',
        'text:start-value': 0,
        'text:footnotes-position': 'page',
        'text:start-numbering-at': 'document',
      }),
  )
