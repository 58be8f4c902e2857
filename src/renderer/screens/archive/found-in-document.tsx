// One document's share of what was found: its paragraphs between those beside them, each a way into
// the text.
import { Button as AriaButton } from 'react-aria-components/Button'
import { ArrowDown, ArrowUp, Quote } from 'lucide-react'
import type { Search, SearchResult } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Button, Chip, IconButton, ReaderLine } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useCopyCitation } from '../documents/copy-citation.ts'
import { kindName } from '../documents/kinds.ts'
import { placeOf } from './place-of.ts'
import { Marked } from './snippet.tsx'

export type FoundInDocumentProps = {
  result: SearchResult
  search: Search
  position: number
  total: number
  /** The position of the last result that is shown. */
  last: number
  onStep: (step: 1 | -1) => void
  /** A place in the document is opened. */
  onOpen: () => void
}

export function FoundInDocument(props: FoundInDocumentProps) {
  const { result, search, position, total, last, onStep, onOpen } = props
  const words = useWords()
  const go = useGo()
  const cite = useCopyCitation()
  const { value: found } = useAnswer(
    'search.around',
    { document: result.document, text: search.text, cites: search.filters.cites },
    ['documents.changed'],
  )
  // Words of the title stand in no paragraph.
  const paragraphs = found?.length
    ? found
    : [{ ...result, pieces: result.snippet, isBeside: false }]
  const open = (block: SearchResult['block']): void => {
    onOpen()
    go(placeOf({ document: result.document, block }))
  }
  return (
    <aside className="found" aria-label={words('archive.preview')} data-area="panel">
      <div className="row">
        <span className="small quiet grow">
          {words('archive.position', { position: position + 1, total })}
        </span>
        <IconButton
          icon={ArrowUp}
          label={words('archive.previous')}
          isDisabled={position === 0}
          onPress={() => onStep(-1)}
        />
        <IconButton
          icon={ArrowDown}
          label={words('archive.next')}
          isDisabled={position === last}
          onPress={() => onStep(1)}
        />
      </div>
      <h2 className="found-title">
        <bdi>{result.title}</bdi>
      </h2>
      <div className="row found-status">
        <Chip of={result} />
        <span className="small muted">
          {words('archive.changed', { date: words.date(result.changedAt) })}
        </span>
      </div>
      <ul className="found-paragraphs scroll">
        {paragraphs.map((paragraph, index) => (
          <li key={`${paragraph.block ?? ''} ${index}`}>
            <AriaButton
              className="found-paragraph"
              data-beside={paragraph.isBeside || undefined}
              onPress={() => open(paragraph.block)}
            >
              <span dir="auto">
                <Marked {...paragraph} />
              </span>
            </AriaButton>
          </li>
        ))}
      </ul>
      <Facts result={result} />
      <div className="found-foot">
        <Button full onPress={() => open(result.block)}>
          {words('archive.open')}
          <kbd>Enter</kbd>
        </Button>
        <Button full icon={Quote} onPress={() => void cite(result)}>
          {words('documents.cite.menu')}
        </Button>
      </div>
    </aside>
  )
}

function Facts({ result }: Pick<FoundInDocumentProps, 'result'>) {
  const words = useWords()
  const { value: document } = useAnswer('documents.get', { document: result.document }, [
    'documents.changed',
  ])
  return (
    <dl className="found-facts">
      <dt>{words('documents.kind')}</dt>
      <dd>{kindName(result.kind, words)}</dd>
      {document ? (
        <>
          {document.reference === '' ? null : (
            <>
              <dt>{words('archive.reference')}</dt>
              <dd>
                <bdi>{document.reference}</bdi>
              </dd>
            </>
          )}
          <dt>{words('documents.language')}</dt>
          <dd>{words(`documents.language.${document.language}`)}</dd>
          <dt>{words('documents.column.readers')}</dt>
          <dd>
            <ReaderLine readers={document.readers} />
          </dd>
        </>
      ) : null}
    </dl>
  )
}
