// A picture in Word, with a description for readers who do not see it.
import type { Block } from '#shared/document'
import { oursInWord } from './masthead.ts'
import { pictureOf, type Sheet, type SheetPicture, wordsForPicture } from '../sheet.ts'
import type { WordFile } from './package.ts'
import { runXml, type Manner } from './runs.ts'
import { element } from './xml.ts'

/** Pixels at 96 to the inch of an A4 page within margins of an inch, with room for the caption. */
const most = { width: 601, height: 780 }
/** English metric units of a pixel. */
const unit = 9525

const sizeOf = ({ width, height }: SheetPicture): { cx: number; cy: number } => {
  const scale = Math.min(1, most.width / width, most.height / height)
  return { cx: Math.round(width * scale) * unit, cy: Math.round(height * scale) * unit }
}

const pictureUri = 'http://schemas.openxmlformats.org/drawingml/2006/picture'

/** `count`: the number of the picture in the file. */
const drawingXml = (
  relation: string,
  size: { cx: number; cy: number },
  facts: { id: number; name: string; descr: string },
): string => {
  const fill = element(
    'pic:blipFill',
    {},
    element('a:blip', { 'r:embed': relation }) + element('a:stretch', {}, element('a:fillRect')),
  )
  const shape = element(
    'pic:spPr',
    {},
    element('a:xfrm', {}, element('a:off', { x: 0, y: 0 }) + element('a:ext', size)) +
      element('a:prstGeom', { prst: 'rect' }, element('a:avLst')),
  )
  const named = element(
    'pic:nvPicPr',
    {},
    element('pic:cNvPr', { id: facts.id, name: facts.name }) + element('pic:cNvPicPr'),
  )
  const graphic = element(
    'a:graphic',
    {},
    element('a:graphicData', { uri: pictureUri }, element('pic:pic', {}, named + fill + shape)),
  )
  return element(
    'w:drawing',
    {},
    element(
      'wp:inline',
      { distT: 0, distB: 0, distL: 0, distR: 0 },
      element('wp:extent', size) +
        element('wp:docPr', facts) +
        element('wp:cNvGraphicFramePr', {}, element('a:graphicFrameLocks', { noChangeAspect: 1 })) +
        graphic,
    ),
  )
}

/** `isRemoved`: a figure of the earlier version. */
export const pictureXml = (
  file: WordFile,
  sheet: Sheet,
  block: Block,
  { id, manner, isRemoved }: { id: number; manner: Manner; isRemoved: boolean },
): string => {
  const picture = pictureOf(sheet, block)
  const { alternative = '', number } = block
  if (!picture) {
    const language = alternative === '' ? oursInWord(sheet) : ''
    const text = `[${wordsForPicture(sheet, block)}]`
    return runXml({ text }, { ...manner, language }, { isRemoved })
  }
  const relation = file.picture(picture.bytes, picture.type === 'png' ? 'png' : 'jpg')
  const facts = { id, name: number, descr: alternative }
  return element('w:r', {}, drawingXml(relation, sizeOf(picture), facts))
}
