// The exact text that the question names, paragraph by paragraph as it is printed and signed.
import { type ReactNode, useId, useState } from 'react'
import { ChevronDown, type LucideIcon, MessageCircleWarning } from 'lucide-react'
import type { Decision, Language, TextLine } from '#shared/contract'
import { countParagraphs } from '#document/reading'
import { partsOf, type Part } from '#document/tables'
import type { BlockId } from '#shared/ids'
import { ownNames } from '#shared/vocabulary'
import { Button, CellTable, Icon, Notice, Segments } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { ExactLines } from './lines.ts'
import { isHeading } from './place-names.ts'

/** A remark at the end of a paragraph; the glyph of a reservation unless it has its own. */
export type LineMark = { block: BlockId; text: string; isOwn: boolean; icon?: LucideIcon }

type ExactTextProps = {
  decision: Decision
  text: ExactLines
  onLanguage: (language: string) => void
  marks: readonly LineMark[]
  /** Words of a paragraph that changed since an earlier text, in place of its own. */
  changed?: { block: BlockId; shown: ReactNode } | null
}

/** A paragraph, or a whole table. */
type ExactPart = Part<TextLine>

const linesOf = (part: ExactPart): readonly TextLine[] =>
  'rows' in part ? part.rows.flatMap(({ cells }) => cells.flat()) : [part]

export const languageName = (language: string): string =>
  Object.hasOwn(ownNames, language) ? ownNames[language as Language] : language

/** Shown before the rest: enough to know the text by. */
const first = 2

export function ExactText({ decision, text, onLanguage, marks, changed }: ExactTextProps) {
  const words = useWords()
  const [isWhole, setWhole] = useState(false)
  const id = useId()
  const { lines } = text
  if (lines === null) return <Notice tone="warning">{words('decisions.text.missing')}</Notice>
  if (lines === undefined) return null
  const marked = new Set<BlockId | null>(marks.map(({ block }) => block))
  if (changed) marked.add(changed.block)
  const parts = partsOf(lines)
  const begin = parts.filter(part => 'rows' in part || !isHeading(part)).slice(0, first)
  const isMarked = (part: ExactPart): boolean =>
    linesOf(part).some(({ block }) => block !== null && marked.has(block))
  const shown = isWhole ? parts : parts.filter(part => begin.includes(part) || isMarked(part))
  return (
    <section className="exact-text" aria-label={words('decisions.text')} id={id}>
      {decision.texts.length > 1 ? (
        <Segments
          label={words('decisions.text.language')}
          segments={decision.texts.map(each => ({
            id: each.language,
            text: languageName(each.language),
          }))}
          value={text.language}
          onChange={onLanguage}
        />
      ) : null}
      {shown.map((part, index) => {
        const own = linesOf(part)
        const blocks = own.map(({ block }) => block)
        return (
          <ExactLine
            key={`${blocks[0] ?? ''} ${index}`}
            part={part}
            marks={marks.filter(({ block }) => blocks.includes(block))}
            changed={changed && blocks.includes(changed.block) ? changed : null}
          />
        )
      })}
      {parts.length > begin.length ? (
        <div className="exact-all">
          <Button
            size="small"
            variant="quiet"
            icon={ChevronDown}
            aria-expanded={isWhole}
            aria-controls={id}
            onPress={() => setWhole(!isWhole)}
          >
            {isWhole
              ? words('decisions.text.less')
              : words('decisions.text.all', { paragraphs: countParagraphs(lines) })}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

type ExactLineProps = {
  part: ExactPart
  marks: readonly LineMark[]
  changed: NonNullable<ExactTextProps['changed']> | null
}

function ExactLine({ part, marks, changed }: ExactLineProps) {
  const [line] = linesOf(part)
  if (!line) return null
  const wordsOf = (each: TextLine): ReactNode => (
    <Words line={each} shown={changed?.block === each.block ? changed.shown : undefined} />
  )
  const isTable = 'rows' in part
  return (
    <div
      className="exact-line"
      dir={directionOf(line)}
      data-kind={!isTable && isHeading(part) ? 'heading' : 'body'}
      data-on={marks.some(({ isOwn }) => isOwn) || changed !== null || undefined}
    >
      <bdi className="exact-number">{line.number}</bdi>
      <div className="grow">
        {isTable ? (
          <CellTable rows={part.rows} hasWords={each => each.text.trim() !== ''}>
            {wordsOf}
          </CellTable>
        ) : (
          wordsOf(part)
        )}
        {marks.map(({ text, icon = MessageCircleWarning }, index) => (
          // In the language of the window, and not in that of the paragraph.
          <span className="exact-mark" dir={document.documentElement.dir} key={`${index} ${text}`}>
            <Icon of={icon} size="small" />
            {text}
          </span>
        ))}
      </div>
    </div>
  )
}

/**
 * The number stands where the paragraph begins, also in a window of another direction. `auto` looks for no letter in
 * parts that have a direction of their own, so the words have none.
 */
const directionOf = ({ direction }: TextLine): string => (direction === '' ? 'auto' : direction)

function Words({ line, shown }: { line: TextLine; shown: ReactNode }) {
  const words = useWords()
  if (line.isWithheld) return <p className="muted">{words('decisions.text.withheld')}</p>
  return (
    <div className="exact-words" {...(line.language === '' ? {} : { lang: line.language })}>
      {shown ?? line.text}
    </div>
  )
}
