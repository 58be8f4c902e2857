// The text file of a document's page. Numbers and references stand in it as printed, a restricted
// paragraph as its placeholder. A part that waits for a verdict has no form, and the answer names it.
import {
  addressOf,
  directionIn,
  formatsOf,
  largestText,
  lineOf,
  writeTextLines,
  type TextLine,
  type TextRun,
} from '#shared/adoption'
import { blockText, type Block, type Page, type Run } from '#document/model'
import { numbersOf } from '#document/tree'
import { partsOf } from '#document/tables'
import { placesOf, spokenPage } from '#document/numbering'
import type { OpenPoint } from '#document/adoption'
import type { BlockId } from '#shared/ids'
import { sha256, toHex, utf8, type Bytes } from '#core/keys'
import { meetingPage, type PrintedNames } from '#core/paper'

export type TextSource = {
  /** As it lies in the document. */
  page: Page
  /** Open points of the document, amendments too. */
  open: readonly OpenPoint[]
  edition: string
  /** How speakers and owners in minutes read; without it no member is named. */
  people?: PrintedNames
  /** This paragraph alone; without it the whole text. */
  block?: BlockId
  /** The bytes of a picture by its name; null where they are not here. */
  pictureOf(hash: string): Bytes | null
}

/** A point that stands in the way of a text file. `place`: as the paragraph is cited, or empty. */
export type Obstacle = {
  code: OpenPoint['code'] | 'no-form' | 'no-picture' | 'text-too-long' | 'not-found'
  block: BlockId | null
  place: string
  /** The labels of amendments that are open there. */
  labels?: string[]
}

export type Written = { bytes: Bytes } | { obstacles: Obstacle[] }

type Placed = { block: Block; index: number }

const nfc = (text: string): string => text.normalize('NFC')

const codesOf = ({ block }: Placed, { pictureOf }: TextSource): Obstacle['code'][] => {
  const { unknown, bracket, runs, label, kind, picture } = block
  if (label !== undefined) return []
  const codes: Obstacle['code'][] = []
  if (unknown) codes.push('no-form')
  if (bracket ?? runs.some(run => run.bracket)) codes.push('bracket-open')
  if (runs.some(run => run.suggested ?? run.struck)) codes.push('suggestion-open')
  if (kind === 'figure' && (!picture || !pictureOf(picture.hash))) codes.push('no-picture')
  return codes
}

/** Once for each code and block, in the order of the page. */
const obstaclesIn = (source: TextSource, chosen: readonly Placed[]): Obstacle[] => {
  const places = placesOf(source.page.blocks, source.page.meta)
  const open = new Map(Map.groupBy(source.open, ({ index }) => index))
  return chosen.flatMap(placed => {
    const { block, index } = placed
    const here = open.get(index) ?? []
    const codes = [...codesOf(placed, source), ...here.map(({ code }) => code)]
    const labels = here.flatMap(({ label }) => label ?? [])
    return [...new Set(codes)].map(code => ({
      ...{ code, block: block.id, place: places[index] ?? '' },
      ...(code === 'amendment-open' && labels.length > 0 && { labels }),
    }))
  })
}

const runsOf = (runs: readonly Run[], notes: ReadonlyMap<string, number>): TextRun[] => {
  const joined: TextRun[] = []
  for (const run of runs) {
    const note = run.note === undefined ? undefined : notes.get(run.note)
    if (run.note !== undefined) {
      if (note !== undefined) joined.push({ note })
      continue
    }
    const [formats, address] = [formatsOf(run), addressOf(run.href ?? '')]
    const last = joined.at(-1)
    if (run.text === '') continue
    if (last && 'words' in last && last.formats === formats && last.address === address)
      last.words += run.text
    else joined.push({ words: run.text, formats, address })
  }
  return joined.map(run => ('words' in run ? { ...run, words: nfc(run.words) } : run))
}

class Lines {
  readonly #page: Page
  readonly #pictureOf: TextSource['pictureOf']
  readonly #notes: ReadonlyMap<string, number>
  readonly #ids = new Set<BlockId>()

  constructor(page: Page, pictureOf: TextSource['pictureOf']) {
    this.#page = page
    this.#pictureOf = pictureOf
    this.#notes = numbersOf(page.notes ?? [])
  }

  /** The lines of these blocks of the page, and the notes that they refer to. */
  of(blocks: readonly Block[]): TextLine[] {
    const lines = partsOf(blocks).flatMap(part =>
      'rows' in part ? this.#table(part.rows) : this.#block(part),
    )
    const used = new Set(
      lines.flatMap(line =>
        'runs' in line ? line.runs.flatMap(run => ('note' in run ? [run.note] : [])) : [],
      ),
    )
    const notes = (this.#page.notes ?? []).flatMap(({ id, text }): TextLine[] => {
      const number = this.#notes.get(id) ?? 0
      return used.has(number) ? [{ what: 'note', number, words: nfc(text) }] : []
    })
    return [...lines, ...notes]
  }

  #block(block: Block): TextLine[] {
    const { kind, label } = block
    if (kind === 'pagebreak') {
      const rest: TextLine[] =
        label !== undefined || blockText(block) !== ''
          ? this.#block({ ...block, kind: 'paragraph' })
          : []
      return [{ what: 'break' }, ...rest]
    }
    const id = this.#idOf(block)
    const number = nfc(block.number)
    if (label !== undefined) return [{ what: 'withheld', id, number }]
    const runs = runsOf(block.runs, this.#notes)
    const bytes = block.picture && this.#pictureOf(block.picture.hash)
    // A figure off the record has words alone.
    const own = kind === 'figure' && !bytes ? 'paragraph' : kind
    if (own !== 'figure' || !bytes)
      return [{ what: 'block', kind: own, id, number, ...this.#mannerOf(block), runs }]
    const picture = toHex(sha256(bytes))
    return [
      { what: 'figure', id, number, picture, alternative: nfc(block.alternative ?? ''), runs },
    ]
  }

  #table(rows: readonly { head: boolean; cells: Block[][] }[]): TextLine[] {
    const columns = Math.max(...rows.map(({ cells }) => cells.length))
    const cells = rows.flatMap((row, at) =>
      row.cells.flatMap((blocks, column) =>
        blocks.map((block): TextLine => ({
          what: 'cell',
          id: this.#idOf(block),
          row: at + 1,
          column: column + 1,
          head: row.head,
          ...this.#mannerOf(block),
          runs: runsOf(block.runs, this.#notes),
        })),
      ),
    )
    return [{ what: 'table', columns }, ...cells]
  }

  /** Empty for a block without one, and for a second block with the same. */
  #idOf({ id }: Block): BlockId | '' {
    if (id === null || this.#ids.has(id)) return ''
    this.#ids.add(id)
    return id
  }

  #mannerOf({ language, direction }: Block) {
    const own = this.#page.meta.language
    return {
      language: language === undefined || language === own ? ('' as const) : language,
      direction:
        direction === undefined || direction === directionIn(own) ? ('' as const) : direction,
    }
  }
}

const noPeople: PrintedNames = { naming: 'none', find: () => null }

/** The file, or what is in its way; the same bytes on every device that has the same text. */
export const writeTextFile = (source: TextSource): Written => {
  const { page, edition, people = noPeople, block: only, pictureOf } = source
  const placed = page.blocks.map((block, index) => ({ block, index }))
  const chosen = only === undefined ? placed : placed.filter(({ block }) => block.id === only)
  if (only !== undefined && chosen.length === 0)
    return { obstacles: [{ code: 'not-found', block: only, place: '' }] }
  const obstacles = obstaclesIn(source, chosen)
  if (obstacles.length > 0) return { obstacles }
  // The outcome of a decision follows from acts, and is no part of what is decided.
  const spoken = meetingPage(spokenPage(page), { ...people, decision: () => null })
  const blocks = chosen.flatMap(({ index }) => spoken.blocks[index] ?? [])
  const { kind, language, title } = page.meta
  const head = {
    kind,
    language,
    direction: directionIn(language),
    title: nfc(title.trim()),
    edition: nfc(edition),
  }
  const lines = new Lines(spoken, pictureOf).of(blocks)
  const bytes = utf8(writeTextLines({ head, lines }))
  return bytes.length > largestText
    ? { obstacles: [{ code: 'text-too-long', block: null, place: '' }] }
    : { bytes }
}

/** SHA-256 of the line of a block in a text file; null where it has none. */
export const lineHash = (file: Bytes, block: BlockId): Bytes | null => {
  const line = lineOf(file, block)
  return line && sha256(line)
}
