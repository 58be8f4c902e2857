// A digest of everything that a reader of the page can see. Two converged devices compare it.
import { encodeUtf8 } from 'lib0/string'
import { cellName, type Block, type Page, type Run } from '#document/model'
import type { LabelledHash } from '#document/ids'
import { textFormats as formats, joinRuns } from '#document/tree'

const seenRun = (run: Run): unknown[] => [
  run.text,
  [
    ...formats.filter(name => run[name]),
    ...(run.suggested ? ['suggested'] : []),
    ...(run.struck ? ['struck'] : []),
  ].join(' '),
  run.href ?? '',
  ...(run.bracket ? [run.bracket.version, run.bracket.set] : []),
  ...(run.note === undefined ? [] : [run.note]),
  ...(run.to ? [run.to.block, run.to.was, run.to.bare ?? false] : []),
]

/** Format 1 fixed the digest before there were speakers: their sign is a letter among others. */
const withoutSpeaker = ({ who: _who, ...run }: Run): Run => run

const seenBlock = (block: Block): unknown[] => [
  block.id ?? '',
  block.kind,
  block.unknown ?? false,
  block.language ?? '',
  block.direction ?? '',
  block.label ?? '',
  joinRuns(block.runs.map(withoutSpeaker)).map(seenRun),
  ...(block.bracket ? [block.bracket.version, block.bracket.set] : []),
  ...(block.cell ? [[cellName(block.cell), block.cell.head ?? false]] : []),
  ...(block.ref === undefined ? [] : [block.ref]),
  ...(block.picture ? [['picture', block.picture.hash]] : []),
  ...(block.alternative === undefined ? [] : [['alternative', block.alternative]]),
]

/**
 * Hash under the label 'content' of the page's particulars and blocks as a JSON array: numbers are
 * left out because they follow from the rest. 64 hexadecimal digits with a 32-byte hash.
 */
export const contentDigest = (page: Page, hash: LabelledHash): string => {
  const { kind, title, language, reference, symbol, status, schema } = page.meta
  const seen = [
    [kind, title, language, reference, symbol, status, schema],
    page.blocks.map(seenBlock),
    ...(page.notes === undefined ? [] : [page.notes.map(({ id, text }) => [id, text])]),
  ]
  return Array.from(hash('content', encodeUtf8(JSON.stringify(seen))), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
