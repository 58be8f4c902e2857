// The exact text that the question names, paragraph by paragraph as it is printed and signed.
import { type ReactNode, useId, useState } from 'react'
import { ChevronDown, type LucideIcon, MessageCircleWarning } from 'lucide-react'
import type { Decision, Language, TextLine } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { ownNames } from '#shared/vocabulary'
import { Button, Icon, Notice, Segments } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import type { ExactLines } from './lines.ts'

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

const isHeading = (kind: string): boolean => /^(h\d|title)$/.test(kind)

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
  const body = lines.filter(({ kind }) => !isHeading(kind))
  const begin = body.slice(0, first)
  const shown = isWhole
    ? lines
    : lines.filter(line => begin.includes(line) || (line.block !== null && marked.has(line.block)))
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
      {shown.map((line, index) => (
        <Line
          key={`${line.block ?? ''} ${index}`}
          line={line}
          marks={marks.filter(({ block }) => block === line.block)}
          shown={changed?.block === line.block ? changed?.shown : undefined}
        />
      ))}
      {lines.length > begin.length ? (
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
              : words('decisions.text.all', { paragraphs: lines.length })}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

type LineProps = { line: TextLine; marks: readonly LineMark[]; shown: ReactNode }

function Line({ line, marks, shown }: LineProps) {
  const words = useWords()
  // The number stands where the paragraph begins, also in a window of another direction. `auto` looks for no
  // letter in parts that have a direction of their own, so the words have none.
  const direction = line.direction === '' ? 'auto' : line.direction
  return (
    <div
      className="exact-line"
      dir={direction}
      data-kind={isHeading(line.kind) ? 'heading' : 'body'}
      data-on={marks.some(({ isOwn }) => isOwn) || shown !== undefined || undefined}
    >
      <bdi className="exact-number">{line.number}</bdi>
      <div className="grow">
        {line.isWithheld ? (
          <p className="muted">{words('decisions.text.withheld')}</p>
        ) : (
          <div className="exact-words" {...(line.language === '' ? {} : { lang: line.language })}>
            {shown ?? line.text}
          </div>
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
