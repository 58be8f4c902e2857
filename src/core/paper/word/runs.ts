// Runs of the Word file: their look, their direction and language, and their letters. The order of
// properties is that of the schema. ECMA-376 part 1, 17.3.2.
import type { Run } from '#document/model'
import type { Look, Manner } from '../content/look.ts'
import { element, escaped } from '../xml.ts'
import { languageXml } from './languages.ts'
import { valued } from './valued.ts'

/** A style for the sign of a note or comment. */
type Signed = 'FootnoteReference' | 'CommentReference'

const both = (name: string): string => element(`w:${name}`) + element(`w:${name}Cs`)

/** Properties of a run without its language and direction. */
export const lookXml = (run: Look): string =>
  (run.bold ? both('b') : '') +
  (run.italic ? both('i') : '') +
  (run.strikethrough ? element('w:strike') : '') +
  (run.underline ? valued('w:u', 'single') : '') +
  (run.superscript
    ? valued('w:vertAlign', 'superscript')
    : run.subscript
      ? valued('w:vertAlign', 'subscript')
      : '')

const mannerXml = ({ rightToLeft, language }: Manner): string =>
  (rightToLeft ? element('w:rtl') : '') + (language === null ? '' : languageXml(language))

/** Text with its tabs and line breaks as Word has them. */
const lettersXml = (text: string, name: 'w:t' | 'w:delText'): string =>
  text
    .split(/([\t\n])/)
    .filter(part => part !== '')
    .map(part => {
      if (part === '\t') return element('w:tab')
      if (part === '\n') return element('w:br')
      return element(name, { 'xml:space': 'preserve' }, escaped(part))
    })
    .join('')

/** `change`: the element that says how it looked before. */
const propertiesXml = (run: Look, manner: Manner, change = ''): string => {
  const inner = lookXml(run) + mannerXml(manner) + change
  return inner === '' ? '' : element('w:rPr', {}, inner)
}

/** `isRemoved`: Word has letters of its own for what was taken out. */
export const runXml = (
  run: Pick<Run, 'text'> & Look,
  manner: Manner,
  { isRemoved = false, change = '' }: { isRemoved?: boolean; change?: string } = {},
): string =>
  element(
    'w:r',
    {},
    propertiesXml(run, manner, change) + lettersXml(run.text, isRemoved ? 'w:delText' : 'w:t'),
  )

/** A sign that Word counts by itself. */
export const signXml = (style: Signed, sign: string): string =>
  element('w:r', {}, element('w:rPr', {}, valued('w:rStyle', style)) + sign)

/** A field whose instruction Word follows when it counts again. */
export const fieldXml = (instruction: string, content: string): string =>
  element('w:fldSimple', { 'w:instr': instruction }, content)

/** The same as runs of their own, for a field within a change. */
export const fieldRuns = (instruction: string, content: string): string => {
  const sign = (type: string): string =>
    element('w:r', {}, element('w:fldChar', { 'w:fldCharType': type }))
  const code = element('w:instrText', { 'xml:space': 'preserve' }, escaped(instruction))
  return `${sign('begin')}${element('w:r', {}, code)}${sign('separate')}${content}${sign('end')}`
}
