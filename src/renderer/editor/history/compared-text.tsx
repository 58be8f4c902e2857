// A text with what is different in it, to read only: inserted words underlined, removed ones struck
// through, each with who did it in its description; what became of a paragraph stands above it.
import { memo, useEffect, useState } from 'react'
import type { ComparedParagraph } from '#shared/contract'
import { CellTable, Notice } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { others } from '../replica/after-paint.ts'
import {
  comparedParts,
  type ComparedTable,
  lineOf,
  stopsAtDeeds,
  type WholeDeed,
} from './compared-parts.ts'
import type { NameOf } from './names.ts'

export type ComparedTextProps = { paragraphs: readonly ComparedParagraph[]; nameOf: NameOf }

type Piece = ComparedParagraph['pieces'][number]

const isChanged = ({ deeds, pieces }: ComparedParagraph): boolean =>
  deeds.length > 0 || pieces.some(({ kind }) => kind !== 'kept')

const peopleOf = (by: Piece['by'], nameOf: NameOf, words: Words): string =>
  words.list(by.map(nameOf))

const whatOf = ({ kind, by, byOthers }: Piece, nameOf: NameOf, words: Words): string => {
  if (kind === 'kept') return ''
  const others = byOthers ? [words('history.compare.others')] : []
  return by.length > 0
    ? words(`history.compare.${kind}`, { who: words.list([...by.map(nameOf), ...others]) })
    : words(`history.compare.${kind}.unknown`)
}

type Deed = ComparedParagraph['deeds'][number]
type DeedOnWhole = Extract<Deed, 'added' | 'removed' | 'moved' | 'split'>

const isOfWhole = (deed: Deed): deed is DeedOnWhole =>
  ['added', 'removed', 'moved', 'split'].includes(deed)

/** Paragraphs that one frame draws. */
const inOneFrame = 20

/** How many of `count` are drawn: some more behind each frame, so that none draws a whole long text. */
function useDrawnSoFar(count: number): number {
  const [drawn, setDrawn] = useState(inOneFrame)
  useEffect(() => {
    if (drawn >= count) return
    let isHere = true
    void others().then(() => isHere && setDrawn(drawn + inOneFrame))
    return () => void (isHere = false)
  }, [drawn, count])
  return Math.min(drawn, count)
}

export const ComparedText = memo(function ComparedText(props: ComparedTextProps) {
  const { paragraphs, nameOf } = props
  const words = useWords()
  const drawn = useDrawnSoFar(paragraphs.length)
  return (
    <>
      {paragraphs.some(isChanged) ? null : <Notice>{words('history.compare.same')}</Notice>}
      <article className="compared" aria-label={words('history.compare.text')}>
        {comparedParts(paragraphs.slice(0, drawn)).map((part, index) =>
          'rows' in part ? (
            <TableWithChanges key={index} table={part} nameOf={nameOf} words={words} />
          ) : (
            <Paragraph key={index} paragraph={part} nameOf={nameOf} words={words} />
          ),
        )}
      </article>
    </>
  )
})

type TableProps = { table: ComparedTable; nameOf: NameOf; words: Words }

function TableWithChanges({ table, nameOf, words }: TableProps) {
  const { rows, whole } = table
  const sayOf = ({ what, by }: WholeDeed, of: 'Table' | 'Row' | 'Column'): string =>
    words(`history.deed.${what}${of}`, {
      who: peopleOf(by, nameOf, words),
      known: by.length > 0 ? 'yes' : 'no',
    })
  return (
    <>
      {whole && <DeedLine says={sayOf(whole, 'Table')} />}
      {/* The first words give the direction: acts that stand above words have that of the window. */}
      <div dir="auto">
        <CellTable rows={rows} hasWords={({ pieces }) => pieces.length > 0}>
          {cell => {
            const line = lineOf(table, cell)
            return (
              <>
                {line?.cells[0] === cell ? <DeedLine says={sayOf(line.deed, line.of)} /> : null}
                <Paragraph
                  paragraph={cell}
                  nameOf={nameOf}
                  words={words}
                  isPart={whole !== null || line !== undefined}
                />
              </>
            )
          }}
        </CellTable>
      </div>
    </>
  )
}

function DeedLine({ says, isStop = true }: { says: string; isStop?: boolean }) {
  return (
    <p
      className="compared-deed"
      dir={document.documentElement.dir}
      {...(isStop && { 'data-change': says, tabIndex: -1 })}
    >
      {says}
    </p>
  )
}

type ParagraphProps = {
  paragraph: ComparedParagraph
  nameOf: NameOf
  words: Words
  /** Its table, row or column came or went as a whole, and says so itself. */
  isPart?: boolean
}

const Paragraph = memo(function Paragraph({
  paragraph,
  nameOf,
  words,
  isPart = false,
}: ParagraphProps) {
  const { what, kind, number, direction, by, setBy, pieces } = paragraph
  // The words of a footnote say themselves that it came or went.
  const deeds = isPart || what !== undefined ? [] : paragraph.deeds
  const who = peopleOf(by, nameOf, words)
  const stops = stopsAtDeeds(paragraph)
  const sign = what === 'note' && number === '' ? words('editor.note.insert') : number
  const deed = (what: Deed): string => {
    if (isOfWhole(what))
      return words(`history.deed.${what}`, { who, known: by.length > 0 ? 'yes' : 'no' })
    const said = words(`history.deed.${what}`)
    const setters = (what !== 'joined' && setBy?.[what]) || []
    return setters.length === 0
      ? said
      : words('history.deed.by', { what: said, who: peopleOf(setters, nameOf, words) })
  }
  return (
    <div
      className="compared-paragraph"
      data-kind={kind}
      data-removed={paragraph.deeds.includes('removed') || undefined}
      {...(direction ? { dir: direction } : {})}
    >
      {deeds.map(what => (
        <DeedLine key={what} says={deed(what)} isStop={stops.includes(what)} />
      ))}
      <p className="compared-words" dir={direction ?? (paragraph.cell ? undefined : 'auto')}>
        {sign === '' ? null : (
          <span className="compared-number">
            <bdi>{sign}</bdi>
          </span>
        )}
        {pieces.map((piece, at) => (
          <Words key={at} piece={piece} what={whatOf(piece, nameOf, words)} isStop={!isPart} />
        ))}
      </p>
    </div>
  )
})

type WordsProps = { piece: Piece; what: string; isStop: boolean }

function Words({ piece, what, isStop }: WordsProps) {
  const { kind, text } = piece
  if (kind === 'kept') return text
  const Mark = kind === 'added' ? 'ins' : 'del'
  return (
    <Mark
      {...(isStop ? { 'data-change': what, tabIndex: -1 } : {})}
      aria-description={what}
      title={what}
    >
      {text}
    </Mark>
  )
}
