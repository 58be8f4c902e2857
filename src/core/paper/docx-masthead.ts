// What a Word file of ours begins with: the group, the lines of the masthead, and a title.
import { HeadingLevel, type IParagraphOptions, Paragraph, TextRun } from 'docx'
import { directionOf, mastheadOf, type Sheet } from './sheet.ts'

/** A line that could be of any language runs as its first letter does. */
export const isRightToLeft = (text: string): boolean =>
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)

export const wordMasthead = (sheet: Sheet, title: string): Paragraph[] => {
  const bidirectional = directionOf(sheet) === 'rtl'
  const line = (text: string, look: Pick<IParagraphOptions, 'style' | 'heading'>): Paragraph => {
    const rightToLeft = isRightToLeft(text)
    const run = new TextRun({ text, ...(rightToLeft && { rightToLeft }) })
    return new Paragraph({ ...look, children: [run], bidirectional })
  }
  return [
    line(sheet.group, { style: 'Masthead' }),
    ...mastheadOf(sheet).map(text => line(text, { style: 'MastheadLine' })),
    line(title, { heading: HeadingLevel.TITLE }),
  ]
}
