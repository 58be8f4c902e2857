// The same changes for a format whose changes are only words that came and words that went, as that of
// OpenDocument: a look, a role or a row that changed is words that went, and the same words that came.
// So a change grows, and the earlier text and the later one stay as they are.
import { formatsOfRuns } from './look.ts'
import type { Change, FileParagraph, FilePart, FileRow, Stretch } from './parts.ts'
import { presentAlike } from './version.ts'

/** `isWas`: of the earlier text, in whose looks it stands. */
const turned = (stretch: Stretch, change: Change, isWas: boolean): Stretch => {
  const { item, before } = stretch
  if (item.is === 'caption' || item.is === 'picture') return { ...stretch, change, before: null }
  const { remarks: _remarks, ...bare } = item.run
  const run = isWas ? bare : item.run
  if (!isWas || !before) return { ...stretch, item: { ...item, run }, change, before: null }
  const look = Object.fromEntries(
    formatsOfRuns.flatMap(format => (before.run[format] === true ? [[format, true]] : [])),
  )
  const plain = Object.fromEntries(
    Object.entries(bare).filter(([key]) => !formatsOfRuns.some(format => format === key)),
  )
  return {
    ...stretch,
    item: { ...item, run: { text: bare.text, ...plain, ...look } },
    change,
    before: null,
  }
}

const wentAndCame = (stretch: Stretch, by: string): Stretch[] => [
  turned(stretch, { is: 'removed', by }, true),
  turned(stretch, { is: 'added', by }, false),
]

/** A paragraph whose role changed went with its end, and came again. */
const roleApart = (paragraph: FileParagraph): FileParagraph[] => {
  const stretches = paragraph.stretches.flatMap(each =>
    each.before ? wentAndCame(each, each.before.by) : [each],
  )
  const { before } = paragraph
  if (!before) return [{ ...paragraph, stretches }]
  const went = { presented: before.presented, before: null, index: null, stretches }
  const came = { ...paragraph, before: null, stretches: [] }
  return [
    { ...went, end: { is: 'removed', by: before.by } },
    { ...came, end: { is: 'added', by: before.by } },
  ]
}

/**
 * Paragraphs that are one in the later text. Words in front of an end that went with another role go
 * too, since a joined paragraph has the role of the later text alone.
 */
const oneRole = (joined: readonly FileParagraph[]): FileParagraph[] => {
  const last = joined.at(-1)
  const split = joined.findLastIndex(
    each => last && each.end?.is === 'removed' && !presentAlike(each.presented, last.presented),
  )
  const next = joined[split + 1]
  if (!last || split < 0 || !next) return [...joined]
  const came: Stretch[] = []
  const went = joined.slice(0, split + 1).map(paragraph => {
    const by = paragraph.end?.by ?? ''
    const stretches = paragraph.stretches.flatMap(each => {
      if (each.change?.is === 'removed') return [each]
      const [before, now] = each.change ? [null, each] : wentAndCame(each, by)
      if (now) came.push(now)
      return before ? [before] : []
    })
    return { ...paragraph, stretches }
  })
  const goesOn = { ...next, stretches: [...came, ...next.stretches] }
  return [...went, goesOn, ...joined.slice(split + 2)]
}

/** The paragraphs of a cell as one of the two texts has them, all with one change. */
const asIn = (paragraphs: readonly FileParagraph[], change: Change): FileParagraph[] => {
  const isWas = change.is === 'removed'
  const gone = isWas ? 'added' : 'removed'
  const found: FileParagraph[] = []
  let stretches: Stretch[] = []
  for (const paragraph of paragraphs) {
    const stays = paragraph.stretches.filter(each => each.change?.is !== gone)
    stretches.push(...stays.map(each => turned(each, change, isWas)))
    if (paragraph.end?.is === gone) continue
    const presented = (isWas ? paragraph.before?.presented : null) ?? paragraph.presented
    const index = isWas ? null : paragraph.index
    found.push({ presented, before: null, stretches, end: change, index })
    stretches = []
  }
  return found
}

/** A table in which rows came or went is the earlier one, and then the later one. */
const tables = (rows: readonly FileRow[]): FilePart[] => {
  const changed = rows.flatMap(({ change }) => change ?? [])
  const isWhole = changed.length === rows.length && new Set(changed.map(({ is }) => is)).size === 1
  const [first] = changed
  if (!first || isWhole)
    return [{ rows: rows.map(row => ({ ...row, cells: row.cells.map(inParagraphs) })) }]
  const tableIn = (is: Change['is']): FilePart => {
    const change = { is, by: first.by }
    const own = rows.filter(row => row.change === null || row.change.is === is)
    return {
      rows: own.map(row => ({ ...row, change, cells: row.cells.map(all => asIn(all, change)) })),
    }
  }
  return [tableIn('removed'), tableIn('added')]
}

const inParagraphs = (paragraphs: readonly FileParagraph[]): FileParagraph[] => {
  const found: FileParagraph[] = []
  let joined: FileParagraph[] = []
  for (const paragraph of paragraphs.flatMap(roleApart)) {
    joined.push(paragraph)
    if (paragraph.end?.is === 'removed') continue
    found.push(...oneRole(joined))
    joined = []
  }
  return [...found, ...joined]
}

export const onlyWords = (parts: readonly FilePart[]): FilePart[] => {
  const found: FilePart[] = []
  let row: FileParagraph[] = []
  for (const part of parts) {
    if (!('rows' in part)) {
      row.push(part)
      continue
    }
    found.push(...inParagraphs(row), ...tables(part.rows))
    row = []
  }
  return [...found, ...inParagraphs(row)]
}
