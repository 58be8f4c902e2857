// Word numbers paragraphs in brackets together with all others, "[14." after "13.". They form a
// second instance of the same list, whose levels differ in the opening bracket alone. The library
// writes an instance only as a list that begins again, so both are rewritten here. LibreOffice
// counts on through the two (tests/core/paper/brackets.office.test.ts).
import { bracketed, type WordNumber } from './docx-numbering.ts'

/** The writer names its instances from 2 on, in the order in which the paragraphs use them. */
const firstId = 2

const idsInBrackets = (numbers: readonly WordNumber[]): Set<string> => {
  const used = new Map<string, boolean>()
  for (const { list } of numbers)
    if (list) used.set(`${list.reference} ${list.instance ?? 0}`, list.instance === bracketed)
  return new Set(
    [...used.values()].flatMap((isBracketed, at) => (isBracketed ? [`${at + firstId}`] : [])),
  )
}

const levelsOf = (xml: string): Map<string, string[]> =>
  new Map(
    [...xml.matchAll(/<w:abstractNum w:abstractNumId="(\d+)".*?<\/w:abstractNum>/gs)].map(
      ([whole, id = '']) => [id, whole.match(/<w:lvl w:ilvl="\d".*?<\/w:lvl>/gs) ?? []],
    ),
  )

const override = (level: string, at: number): string =>
  `<w:lvlOverride w:ilvl="${at}">${level.replace('<w:lvlText w:val="', '$&[')}</w:lvlOverride>`

const instance =
  /<w:num w:numId="(\d+)"([^>]*)><w:abstractNumId w:val="(\d+)"\/>(?:(?!<\/w:num>).)*<\/w:num>/gs

/** `xml`: the part numbering.xml; `numbers`: those of all paragraphs in order. */
export const withBrackets = (xml: string, numbers: readonly WordNumber[]): string => {
  const ids = idsInBrackets(numbers)
  if (ids.size === 0) return xml
  const levels = levelsOf(xml)
  const shared = new Set(
    [...xml.matchAll(instance)].flatMap(([, id = '', , list = '']) => (ids.has(id) ? [list] : [])),
  )
  return xml.replace(instance, (whole, id: string, more: string, list: string) => {
    if (!shared.has(list)) return whole
    const overrides = ids.has(id) ? (levels.get(list) ?? []).map(override) : []
    return `<w:num w:numId="${id}"${more}><w:abstractNumId w:val="${list}"/>${overrides.join('')}</w:num>`
  })
}
