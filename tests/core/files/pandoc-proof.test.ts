// Word files of public collections, read with their changes accepted and rejected as pandoc reads them. It asks for
// pandoc (`apt install pandoc`), LibreOffice, and a folder with the files:
// BARAZA_WORD_FILES=FOLDER npm run prove -- pandoc. Where pandoc itself lacks words that LibreOffice or the file shows,
// or has words that LibreOffice does not, the reading is left out of the comparison, and named.
import { readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { verdictOn, type Reading, type Verdict } from '#tests/compared-readings'
import { lettersInFile, pandocVersion, readByPandoc, shownByLibreOffice } from '#tests/pandoc'
import { readDocx } from '../../../src/core/files/docx/index.ts'
import type { Flow } from '#document/flow'
import { mustBeImportable } from '../../../src/core/files/other-files.ts'
import { settled } from '../../../src/core/files/settle.ts'

describe('a third reader settles who is right', () => {
  const begin = 'The Working Group met in Geneva. '
  const whole = { body: `${begin}It adopted the text by consensus.`, notes: ['See A/1.'] }
  const short = { body: begin, notes: ['See A/1.'] }
  const ask = (ours: Reading, theirs: Reading, shown: string): Verdict =>
    verdictOn(ours, theirs, () => {
      const letters = shown.replaceAll(/[^\p{L}\p{N}]/gu, '')
      return { reader: letters, file: letters }
    })
  const more = 'Itadoptedthetextbyconsensus'

  test('the same letters are equal, whatever stands between them', () => {
    const spaced = { body: whole.body.replaceAll(' ', '\n'), notes: ['See\tA / 1.'] }
    expect(ask(whole, spaced, '')).toEqual({ is: 'equal' })
    const turned = { ...whole, body: `It adopted the text by consensus. ${begin}` }
    expect(ask(whole, turned, '')).toEqual({ is: 'order' })
  })

  test('words that are shown are lost where a reader lacks them', () => {
    expect(ask(short, whole, whole.body)).toEqual({ is: 'apart', lost: [more], other: [] })
    const expected = { is: 'theirs', lacks: [more], invents: [] }
    expect(ask(whole, short, whole.body)).toEqual(expected)
    const noted = { ...whole, notes: [] }
    expect(ask(noted, whole, `${whole.body} See A/1.`)).toMatchObject({ is: 'apart' })
  })

  test('words that nobody shows are made up', () => {
    expect(ask(whole, short, begin)).toEqual({ is: 'apart', lost: [], other: [more] })
    expect(ask(short, whole, begin)).toEqual({ is: 'theirs', lacks: [], invents: [more] })
  })

  test('a short word counts only at its place', () => {
    const [one, two] = [
      'Figure 1 shows the seats of 2 groups.',
      'Figure shows the seats of 2 groups.',
    ]
    const [ours, theirs] = [
      { body: one, notes: [] },
      { body: two, notes: [] },
    ]
    expect(ask(ours, theirs, one)).toEqual({ is: 'theirs', lacks: ['1'], invents: [] })
    expect(ask(ours, theirs, `${two} 1`)).toEqual({ is: 'apart', lost: [], other: ['1'] })
  })
})

const textOf = (flow: Flow): string =>
  flow
    .flatMap(each => {
      if (each.is === 'picture') return each.caption.map(({ text }) => text).join('')
      if (each.is === 'table')
        return each.rows.flatMap(({ cells }) => cells.map(cell => textOf(cell.flow)))
      return each.pieces.flatMap(({ note, text }) => (note === undefined ? text : [])).join('')
    })
    .join('\n')

type Row = { file: string; as: 'accepted' | 'rejected'; verdict: Verdict; isTold: boolean }

const isAsked = process.env['BARAZA_PROVE'] === '1'
const folder = process.env['BARAZA_WORD_FILES']
const pandoc = isAsked ? pandocVersion() : null
const isReady = folder !== undefined && pandoc !== null
if (isAsked && !isReady)
  console.log(
    'Word files are not compared: that needs pandoc (apt install pandoc) and a folder of Word files (BARAZA_WORD_FILES=FOLDER).',
  )

const ways = [['accepted', 'accept'] as const, ['rejected', 'reject'] as const]

const said = ({ file, as, verdict }: Row): string => `${file}, ${as}: ${JSON.stringify(verdict)}`

const compared = async (home: string, file: string): Promise<Row[] | string> => {
  const path = join(home, file)
  const bytes = new Uint8Array(readFileSync(path))
  let read
  try {
    mustBeImportable(bytes, file)
    read = await readDocx(bytes)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const other = [`refused, ${error.code}`]
    const rows = ways.flatMap(([as, way]): Row[] =>
      readByPandoc(path, way) === null
        ? []
        : [{ file, as, verdict: { is: 'apart', lost: [], other }, isTold: true }],
    )
    return rows.length === 0 ? `${file}: ${other.join()}, and pandoc does not read it` : rows
  }
  const { title, flow, notes, leftOut } = read
  let third: { reader: string; file: string } | undefined
  const shown = () => (third ??= { reader: shownByLibreOffice(path), file: lettersInFile(bytes) })
  const rows = ways.flatMap(([as, way]): Row[] => {
    const theirs = readByPandoc(path, way)
    if (!theirs) return []
    const ours = {
      body: `${title ?? ''}\n${textOf(settled(flow, as))}`,
      notes: [...notes.values()].map(note => textOf(settled(note, as))),
    }
    const isTold = (['field', 'hidden-text', 'unknown-symbol'] as const).some(what =>
      leftOut.has(what),
    )
    return [{ file, as, verdict: verdictOn(ours, theirs, shown), isTold }]
  })
  return rows.length === 0 ? `${file}: pandoc does not read it` : rows
}

test.each(isReady ? [folder] : [])(
  'readings of the Word files in %s equal those of pandoc where it reads all that is shown, and no word is lost unsaid',
  async home => {
    const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
      .filter(name => name.toLowerCase().endsWith('.docx'))
      .toSorted()
    const [rows, unread]: [Row[], string[]] = [[], []]
    for (const file of files) {
      const found = await compared(home, file)
      if (typeof found === 'string') unread.push(found)
      else rows.push(...found)
    }
    const of = (is: Verdict['is']): Row[] => rows.filter(({ verdict }) => verdict.is === is)
    const [equal, left] = [of('equal').length, of('theirs')]
    const counted = rows.length - left.length
    const lines = [
      `${pandoc}: ${files.length} files, ${rows.length} readings by both, ${equal} equal (${((100 * equal) / rows.length).toFixed(1)} %)`,
      `${equal} of ${counted} equal (${((100 * equal) / counted).toFixed(1)} %) where pandoc reads all that is shown`,
      ...left.map(row => `left out: ${said(row)}`),
      ...[...of('order'), ...of('apart')].map(row => `not equal: ${said(row)}`),
      ...unread,
    ]
    mkdirSync(join(import.meta.dirname, '../../../out/prove'), { recursive: true })
    writeFileSync(join(import.meta.dirname, '../../../out/prove/pandoc.txt'), lines.join('\n'))
    console.log(lines.slice(0, 2).join('\n'))
    const lost = rows.filter(
      ({ verdict, isTold }) => verdict.is === 'apart' && verdict.lost.length > 0 && !isTold,
    )
    expect(lost.map(said)).toEqual([])
    expect(equal / counted).toBeGreaterThanOrEqual(0.97)
  },
)
