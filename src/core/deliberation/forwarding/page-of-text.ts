// A page that begins with the words of a text file, for a document of another group. The file alone
// is read: a word that does not stand in it cannot come along.
import type { TextFile, TextLine, TextRun } from '#shared/adoption'
import { formatsOf } from '#shared/adoption'
import { newBlockId, type Random } from '#document/ids'
import { newNoteId } from '#document/tree'
import { numberBlocks } from '#document/numbering'
import { restrictedLabel } from '#document/restricted'
import {
  runElements,
  noteSign,
  type Block,
  type BlockKind,
  type Picture,
  type Run,
} from '#document/model'
import type { CopiedPage } from '#document/templates'
import type { NewBlock } from '#document/blocks'

export type FromText = CopiedPage & { title: string }

export type TextPorts = {
  /** The picture with this SHA-256 in hexadecimal; null where it is not here. */
  pictureOf(sha256: string): Picture | null
  random: Random
}

type Line<W extends TextLine['what']> = Extract<TextLine, { what: W }>

/** Kinds that a withheld paragraph can have had, by its number. */
const numbered: readonly BlockKind[] = ['num1', 'num2', 'num3', 'num4', 'h1', 'h2', 'h3', 'h4']

const formatNames = runElements.map(([name]) => name)
const formatsNamed = (signs: string): Partial<Run> =>
  Object.fromEntries(
    formatNames.flatMap(name =>
      signs.includes(formatsOf({ [name]: true })) ? [[name, true]] : [],
    ),
  )

class PageOfText {
  readonly #file: TextFile
  readonly #ports: TextPorts
  readonly #notes: ReadonlyMap<number, string>
  /** Names of the rows and columns of the table that is being read. */
  #table: { id: string; rows: Map<number, string>; columns: Map<number, string> } | null = null

  constructor(file: TextFile, ports: TextPorts) {
    this.#file = file
    this.#ports = ports
    const notes = file.lines.filter(line => line.what === 'note')
    this.#notes = new Map(notes.map(({ number }) => [number, newNoteId(ports.random)]))
  }

  read(): FromText {
    const { head, lines } = this.#file
    const blocks: NewBlock[] = []
    for (const line of lines) blocks.push(...this.#block(line, blocks))
    return {
      kind: head.kind,
      language: head.language,
      title: head.title,
      blocks,
      notes: lines.flatMap(line =>
        line.what === 'note' ? [{ id: this.#notes.get(line.number) ?? '', text: line.words }] : [],
      ),
    }
  }

  #block(line: TextLine, before: readonly NewBlock[]): NewBlock[] {
    switch (line.what) {
      case 'table': {
        const id = newBlockId(this.#ports.random)
        this.#table = { id, rows: new Map(), columns: new Map() }
        return []
      }
      case 'cell':
        return [this.#cell(line)]
      case 'block':
        return [
          {
            ...this.#named(line),
            ...this.#manner(line),
            kind: line.kind,
            runs: this.#runs(line.runs),
          },
        ]
      case 'figure': {
        const picture = this.#ports.pictureOf(line.picture)
        return [
          {
            ...this.#named(line),
            kind: 'figure',
            runs: this.#runs(line.runs),
            ...(picture && { picture }),
            ...(line.alternative !== '' && { alternative: line.alternative }),
          },
        ]
      }
      case 'withheld':
        return [
          {
            ...this.#named(line),
            kind: this.#kindWith(line.number, before),
            label: restrictedLabel,
            runs: [],
          },
        ]
      case 'break':
        return [{ kind: 'pagebreak', runs: [] }]
      case 'note':
        return []
    }
  }

  /** Paragraphs keep their ids, by which the text can be compared with the file. */
  #named({ id }: { id: Block['id'] | '' }): Pick<NewBlock, 'id'> {
    return { id: id === '' ? null : id }
  }

  #manner({
    language,
    direction,
  }: Line<'block' | 'cell'>): Pick<NewBlock, 'language' | 'direction'> {
    return { ...(language !== '' && { language }), ...(direction !== '' && { direction }) }
  }

  #cell(line: Line<'cell'>): NewBlock {
    const table = this.#table
    const { row, column, head } = line
    const name = (names: Map<number, string> | undefined, at: number): string => {
      const known = names?.get(at) ?? newBlockId(this.#ports.random)
      names?.set(at, known)
      return known
    }
    return {
      ...this.#named(line),
      ...this.#manner(line),
      kind: 'paragraph',
      runs: this.#runs(line.runs),
      cell: {
        table: table?.id ?? newBlockId(this.#ports.random),
        row: name(table?.rows, row),
        column: name(table?.columns, column),
        ...(head && { head: true as const }),
      },
    }
  }

  #runs(runs: readonly TextRun[]): Run[] {
    return runs.map(run =>
      'note' in run
        ? { text: noteSign, note: this.#notes.get(run.note) ?? '' }
        : {
            text: run.words,
            ...formatsNamed(run.formats),
            ...(run.address !== '' && { href: run.address }),
          },
    )
  }

  /** The kind under which the next block has this number, so that all later ones keep theirs. */
  #kindWith(number: string, before: readonly NewBlock[]): BlockKind {
    if (number === '') return 'paragraph'
    const { kind, language } = this.#file.head
    return (
      numbered.find(each => {
        const blocks = [...before, { kind: each, runs: [] }]
        return numberBlocks(blocks, { kind, language }).at(-1)?.normalize('NFC') === number
      }) ?? 'paragraph'
    )
  }
}

/** `file`: as `readTextFile` gives it. */
export const pageOfText = (file: TextFile, ports: TextPorts): FromText =>
  new PageOfText(file, ports).read()
