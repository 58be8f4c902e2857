// A text with what is different in it, to read only: inserted words underlined, removed ones struck
// through, each with who did it in its description; what became of a paragraph stands above it.
import { memo, useEffect, useState } from 'react'
import type { ComparedParagraph } from '#shared/contract'
import { partsOf } from '#shared/document'
import { CellTable, Notice } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { others } from '../replica/after-paint.ts'
import type { NameOf } from './names.ts'

export type ComparedTextProps = { paragraphs: readonly ComparedParagraph[]; nameOf: NameOf }

type Piece = ComparedParagraph['pieces'][number]

const isChanged = ({ deeds, pieces }: ComparedParagraph): boolean =>
  deeds.length > 0 || pieces.some(({ kind }) => kind !== 'kept')

/** Where words say it too, they are gone to and not what stands above them. */
export const stopsAtDeeds = ({ deeds, pieces }: ComparedParagraph): ComparedParagraph['deeds'] =>
  deeds.filter(what => (what !== 'added' && what !== 'removed') || pieces.length === 0)

const peopleOf = (by: Piece['by'], nameOf: NameOf, words: Words): string =>
  words.list(by.map(nameOf))

const whatOf = ({ kind, by }: Piece, nameOf: NameOf, words: Words): string => {
  if (kind === 'kept') return ''
  return by.length > 0
    ? words(`history.compare.${kind}`, { who: peopleOf(by, nameOf, words) })
    : words(`history.compare.${kind}.unknown`)
}

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
        {partsOf(paragraphs.slice(0, drawn)).map((part, index) =>
          'rows' in part ? (
            <CellTable key={index} rows={part.rows}>
              {cell => <Paragraph paragraph={cell} nameOf={nameOf} words={words} />}
            </CellTable>
          ) : (
            <Paragraph key={index} paragraph={part} nameOf={nameOf} words={words} />
          ),
        )}
      </article>
    </>
  )
})

type ParagraphProps = { paragraph: ComparedParagraph; nameOf: NameOf; words: Words }

const Paragraph = memo(function Paragraph({ paragraph, nameOf, words }: ParagraphProps) {
  const { kind, number, direction, deeds, by, pieces } = paragraph
  const who = peopleOf(by, nameOf, words)
  const stops = stopsAtDeeds(paragraph)
  const deed = (what: ComparedParagraph['deeds'][number]): string =>
    what === 'joined' || what === 'kind' || what === 'look'
      ? words(`history.deed.${what}`)
      : words(`history.deed.${what}`, { who, known: by.length > 0 ? 'yes' : 'no' })
  return (
    <div
      className="compared-paragraph"
      data-kind={kind}
      data-removed={deeds.includes('removed') || undefined}
      {...(direction ? { dir: direction } : {})}
    >
      {deeds.map(what => (
        <p
          key={what}
          className="compared-deed"
          {...(stops.includes(what) ? { 'data-change': deed(what), tabIndex: -1 } : {})}
        >
          {deed(what)}
        </p>
      ))}
      <p className="compared-words" dir={direction ?? 'auto'}>
        {number === '' ? null : <bdi className="compared-number">{number}</bdi>}
        {pieces.map((piece, at) => (
          <Words key={at} piece={piece} what={whatOf(piece, nameOf, words)} />
        ))}
      </p>
    </div>
  )
})

function Words({ piece, what }: { piece: Piece; what: string }) {
  const { kind, text } = piece
  if (kind === 'kept') return text
  const Mark = kind === 'added' ? 'ins' : 'del'
  return (
    <Mark data-change={what} aria-description={what} title={what} tabIndex={-1}>
      {text}
    </Mark>
  )
}
