// A picture in Word, with a description for readers who do not see it.
import type { Block } from '#document/model'
import type { Manner } from '../content/look.ts'
import { printedSize } from '../content/picture-size.ts'
import { pictureOf, type Sheet, wordsForPicture } from '../sheet.ts'
import { element } from '../xml.ts'
import type { WordFile } from './package.ts'
import { runXml } from './runs.ts'

/** English metric units of a pixel. */
const unit = 9525

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
  if (!picture) {
    const text = `[${wordsForPicture(sheet, block)}]`
    return runXml({ text }, { ...manner, language: null }, { isRemoved })
  }
  const { alternative = '', number } = block
  const relation = file.picture(picture.bytes, picture.type === 'png' ? 'png' : 'jpg')
  const { width, height } = printedSize(picture)
  const facts = { id, name: number, descr: alternative }
  return element('w:r', {}, drawingXml(relation, { cx: width * unit, cy: height * unit }, facts))
}
