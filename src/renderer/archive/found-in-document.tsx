// One document's share of what was found: paragraphs with their numbers, each a way into the text.
import { Button as AriaButton } from 'react-aria-components/Button'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useAnswer } from '../core-client.ts'
import { useGo } from '../router.ts'
import { Button, Chip, IconButton, ReaderLine } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { kindName } from '../documents/kinds.ts'
import { placeOf } from './place-of.ts'
import type { Result } from './results.ts'
import { Snippet } from './snippet.tsx'

export type FoundInDocumentProps = {
  result: Result
  position: number
  total: number
  onStep: (step: 1 | -1) => void
}

export function FoundInDocument({ result, position, total, onStep }: FoundInDocumentProps) {
  const words = useWords()
  const go = useGo()
  const { best, hits } = result
  const { value: document } = useAnswer('documents.get', { document: result.document }, [
    'documents.changed',
  ])
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
          isDisabled={position === total - 1}
          onPress={() => onStep(1)}
        />
      </div>
      <h2 className="found-title">
        <bdi>{best.title}</bdi>
      </h2>
      <div className="row found-status">
        <Chip status={best.status} />
        <span className="small muted">
          {words('archive.changed', { date: words.date(best.changedAt) })}
        </span>
      </div>
      <ul className="found-paragraphs scroll">
        {hits.map((hit, index) => (
          <li key={hit.block ?? index}>
            <AriaButton className="found-paragraph" onPress={() => go(placeOf(hit))}>
              <span dir="auto">
                <Snippet hit={hit} />
              </span>
            </AriaButton>
          </li>
        ))}
      </ul>
      <dl className="found-facts">
        <dt>{words('documents.kind')}</dt>
        <dd>{kindName(best.kind, words)}</dd>
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
      <div className="found-foot">
        <Button full onPress={() => go(placeOf(best))}>
          {words('archive.open')}
          <kbd>Enter</kbd>
        </Button>
      </div>
    </aside>
  )
}
