// A figure in Word: the picture in a paragraph of its own that stays with the caption, a
// description for readers who do not see it, and a caption whose number is a field of Word's.
import { ImageRun, Paragraph, type ParagraphChild, SimpleField, TextRun } from 'docx'
import type { Block } from '#shared/document'
import { oursInWord } from './docx-masthead.ts'
import { figureNumber, type Sheet, type SheetPicture, wordsForPicture } from './sheet.ts'

/** Pixels at 96 to the inch of an A4 page within margins of an inch, with room for the caption. */
const most = { width: 601, height: 780 }

const sizeOf = ({ width, height }: SheetPicture): { width: number; height: number } => {
  const scale = Math.min(1, most.width / width, most.height / height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** Words of Word's own style for captions, whose name it knows in every language. */
export const captionStyle = 'Caption'

/**
 * "Figure" and a counting field, from which Word can make a list of figures. `marked` bookmarks the
 * number for references.
 */
export const captionNumber = (
  block: Block,
  write: (text: string) => TextRun,
  marked: (children: ParagraphChild[]) => ParagraphChild[],
): ParagraphChild[] => {
  const [, before = '', number = '', after = ''] =
    /^(.*?)(\d+)(.*)$/u.exec(figureNumber(block)) ?? []
  if (number === '') return []
  const counted = marked([new SimpleField(' SEQ Figure \\* ARABIC ', number)])
  return [write(before), ...counted, write(`${after} `)]
}

export const pictureParagraph = (
  sheet: Sheet,
  block: Block,
  picture: SheetPicture | null,
  rest: { bidirectional: boolean; pageBreakBefore: boolean },
): Paragraph => {
  const words = wordsForPicture(sheet, block)
  const { alternative = '', number } = block
  const child = picture
    ? new ImageRun({
        type: picture.type === 'png' ? 'png' : 'jpg',
        data: picture.bytes,
        transformation: sizeOf(picture),
        altText: { name: number, title: number, description: alternative },
      })
    : new TextRun({ text: `[${words}]`, ...(alternative === '' && oursInWord(sheet)) })
  return new Paragraph({ children: [child], keepNext: true, ...rest })
}
