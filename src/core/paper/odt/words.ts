// Words of an OpenDocument text: their letters, and the element that gives them a look.
import type { Run } from '#document/model'
import type { Look, Manner } from '../content/look.ts'
import { element, escaped } from '../xml.ts'
import type { AutomaticStyles } from './automatic.ts'

/** Programs join spaces at either end and next to each other, so those are elements. */
const lettersXml = (text: string): string =>
  text
    .split(/([\t\n]|^ | $|(?<= ) )/)
    .map(part => {
      if (part === '\t') return element('text:tab')
      if (part === '\n') return element('text:line-break')
      if (part === ' ') return element('text:s')
      return escaped(part)
    })
    .join('')

export const plainManner: Manner = { rightToLeft: false, language: null }

export const wordsXml = (
  styles: AutomaticStyles,
  run: Pick<Run, 'text'> & Look,
  manner: Manner,
): string => {
  const style = styles.words(run, manner)
  const letters = lettersXml(run.text)
  return style === null ? letters : element('text:span', { 'text:style-name': style }, letters)
}

export const paragraphXml = (style: string, content: string): string =>
  element('text:p', { 'text:style-name': style }, content)
