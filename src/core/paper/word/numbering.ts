// Word's own numbering for paragraphs and headings, written from the lists of the file. Numbers in
// brackets form a second instance of the same list, whose levels differ in the opening bracket alone.
// LibreOffice counts on through the two (tests/core/paper/brackets.office.test.ts).
import type { Numbering } from '#document/numbering'
import {
  listsOf,
  type InList,
  type LevelMark,
  type ListLevel,
  type NumberForm,
} from '../content/numbers.ts'
import { element } from '../xml.ts'
import { rootOf } from './package.ts'
import { valued } from './valued.ts'

/** Word's name of each form. */
const formats: Record<NumberForm, string> = {
  '1': 'decimal',
  I: 'upperRoman',
  A: 'upperLetter',
  i: 'lowerRoman',
  a: 'lowerLetter',
  أ: 'arabicAbjad',
  一: 'chineseCounting',
}

// Twentieths of a point: 567 is one centimetre.
const hang = 567
/**
 * LibreOffice lets a number of a paragraph from right to left end where Word lets it begin. This room
 * keeps it within the margin in both.
 */
const mirroredRoom = 284

const hungXml = (indent: number, room: number): string =>
  element('w:ind', { 'w:left': hang * indent + room, 'w:hanging': hang })

/** The place of words behind a number that is typed: that of a list at this level. */
export const behindTypedXml = (indent: number, isMirrored: boolean): string =>
  hungXml(indent, isMirrored ? mirroredRoom : 0)

/** Where `%1` stands for the number of the first level. */
const textOf = (mark: LevelMark | null, level: number): string => {
  if (mark === null) return ''
  return mark.is === 'bullet' ? mark.sign : `${mark.before}%${level + 1}${mark.after}`
}

const formatOf = (mark: LevelMark | null): string => {
  if (mark === null) return 'none'
  return mark.is === 'bullet' ? 'bullet' : formats[mark.form]
}

/** `room`: between the margin and the numbers of the first level. `before`: a sign in front. */
const levelXml = (
  { mark, indent }: ListLevel,
  level: number,
  { room, before }: { room: number; before: string },
): string =>
  element(
    'w:lvl',
    { 'w:ilvl': level },
    [
      valued('w:start', 1),
      valued('w:numFmt', formatOf(mark)),
      ...(mark ? [] : [valued('w:suff', 'nothing')]),
      valued('w:lvlText', mark ? before + textOf(mark, level) : ''),
      valued('w:lvlJc', 'start'),
      element('w:pPr', {}, hungXml(indent, mark ? room : 0)),
    ].join(''),
  )

/** Word's number of a list, or of its instance in brackets. */
const instanceOf = (list: number, inBrackets: boolean): number => 2 * list + (inBrackets ? 2 : 1)

export const numberingXml = (numbering: Numbering): string => {
  const lists = listsOf(numbering)
  const room = numbering.language === 'ar' ? mirroredRoom : 0
  const abstract = lists.map((levels, list) =>
    element(
      'w:abstractNum',
      { 'w:abstractNumId': list },
      valued('w:multiLevelType', 'multilevel') +
        levels.map((each, at) => levelXml(each, at, { room, before: '' })).join(''),
    ),
  )
  const instances = lists.flatMap((levels, list) =>
    [false, true].map(inBrackets =>
      element(
        'w:num',
        { 'w:numId': instanceOf(list, inBrackets) },
        valued('w:abstractNumId', list) +
          (inBrackets ? levels : [])
            .map((each, at) =>
              element('w:lvlOverride', { 'w:ilvl': at }, levelXml(each, at, { room, before: '[' })),
            )
            .join(''),
      ),
    ),
  )
  return rootOf('w:numbering', [...abstract, ...instances].join(''))
}

export const inListXml = ({ list, level, inBrackets }: InList): string =>
  element('w:numPr', {}, valued('w:ilvl', level) + valued('w:numId', instanceOf(list, inBrackets)))
