// Type and space of the Word file. Sizes are in half points; space in twentieths of a point.
import type { Language } from '#shared/contract'
import { rootOf } from './package.ts'
import { regionOf } from '../content/languages.ts'
import { element, type Attributes } from '../xml.ts'
import { valued } from './valued.ts'

const times = 'Times New Roman'
const font = element('w:rFonts', { 'w:ascii': times, 'w:hAnsi': times, 'w:cs': times })
const size = (latin: number, complex = latin): string =>
  valued('w:sz', latin) + valued('w:szCs', complex)
const bold = element('w:b') + element('w:bCs')
const black = valued('w:color', '000000')
const spacing = (space: Attributes): string => element('w:spacing', space)

type Look = { paragraph?: string; run?: string }

type Style = Look & {
  id: string
  /** Word's own name, which it knows in every language. */
  name: string
  type?: 'paragraph' | 'character'
  /** The style of the paragraph behind it, where that is another one. */
  next?: string
}

const styleXml = ({
  id,
  name,
  type = 'paragraph',
  next,
  paragraph = '',
  run = '',
}: Style): string =>
  element(
    'w:style',
    { 'w:type': type, 'w:styleId': id },
    [
      valued('w:name', name),
      valued('w:basedOn', type === 'paragraph' ? 'Normal' : 'DefaultParagraphFont'),
      ...(next === undefined ? [] : [valued('w:next', next)]),
      element('w:qFormat'),
      ...(paragraph === '' ? [] : [element('w:pPr', {}, paragraph)]),
      ...(run === '' ? [] : [element('w:rPr', {}, run)]),
    ].join(''),
  )

const heading = (id: string, name: string, points: number): Style => ({
  id,
  name,
  next: 'Normal',
  paragraph:
    element('w:keepNext') +
    spacing({ 'w:before': 240, 'w:after': 120 }) +
    (id === 'Title' ? '' : valued('w:outlineLvl', Number(id.slice(-1)) - 1)),
  run: font + bold + black + size(points),
})

const small = { paragraph: spacing({ 'w:after': 0 }), run: size(18, 20) }

const styles: readonly Style[] = [
  heading('Title', 'Title', 30),
  heading('Heading1', 'heading 1', 26),
  heading('Heading2', 'heading 2', 24),
  heading('Heading3', 'heading 3', 22),
  heading('Heading4', 'heading 4', 22),
  { id: 'ListParagraph', name: 'List Paragraph' },
  { id: 'Masthead', name: 'Masthead', run: bold },
  { id: 'MastheadLine', name: 'Masthead line', ...small },
  { id: 'Header', name: 'header', ...small },
  { id: 'Footer', name: 'footer', ...small },
  { id: 'Caption', name: 'caption', paragraph: spacing({ 'w:after': 240 }), run: size(20, 22) },
  { id: 'Quote', name: 'Quote', paragraph: element('w:ind', { 'w:left': 1134, 'w:right': 1134 }) },
  {
    id: 'FootnoteText',
    name: 'footnote text',
    paragraph: spacing({ 'w:after': 0, 'w:line': 240, 'w:lineRule': 'auto' }),
    run: size(20),
  },
  {
    id: 'FootnoteReference',
    name: 'footnote reference',
    type: 'character',
    run: valued('w:vertAlign', 'superscript'),
  },
  { id: 'CommentText', name: 'annotation text', run: size(20) },
  { id: 'CommentReference', name: 'annotation reference', type: 'character', run: size(16) },
]

export const stylesXml = (language: Language): string =>
  rootOf(
    'w:styles',
    [
      element(
        'w:docDefaults',
        {},
        element(
          'w:rPrDefault',
          {},
          element(
            'w:rPr',
            {},
            font +
              size(22, 24) +
              element('w:lang', {
                'w:val': regionOf(language === 'ar' || language === 'zh' ? 'en' : language),
                'w:eastAsia': regionOf('zh'),
                'w:bidi': regionOf('ar'),
              }),
          ),
        ) +
          element(
            'w:pPrDefault',
            {},
            element('w:pPr', {}, spacing({ 'w:after': 120, 'w:line': 264, 'w:lineRule': 'auto' })),
          ),
      ),
      element(
        'w:style',
        { 'w:type': 'paragraph', 'w:default': 1, 'w:styleId': 'Normal' },
        valued('w:name', 'Normal') + element('w:qFormat'),
      ),
      element(
        'w:style',
        { 'w:type': 'character', 'w:default': 1, 'w:styleId': 'DefaultParagraphFont' },
        valued('w:name', 'Default Paragraph Font'),
      ),
      ...styles.map(styleXml),
    ].join(''),
  )
