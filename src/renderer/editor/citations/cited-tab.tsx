// Beside the page: the documents and sessions that it cites, in its order, each with its card and the
// ways to where it is cited.
import { useState } from 'react'
import { BookText } from 'lucide-react'
import type { DocumentId } from '#shared/ids'
import { Button, EmptyState, Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { usePageState } from '../page/page-state.ts'
import { CardDialog } from './card-dialog.tsx'
import { ReferencesList } from '../cross-references/references-list.tsx'
import type { CitedHere } from './cited-instruments.ts'
import './citations.css'

/** Instruments that are listed, and ways for each of them. */
const [most, mostWays] = [200, 24]

export function CitedTab({ cited, document }: { cited: CitedHere[]; document: DocumentId }) {
  const words = useWords()
  const page = usePageState()
  const [card, setCard] = useState<string | null>(null)
  return (
    <>
      {cited.length === 0 ? (
        <EmptyState icon={BookText} title={words('citing.none.title')}>
          {words('citing.none.text')}
        </EmptyState>
      ) : (
        <ul className="cited-list">
          {cited.slice(0, most).map(({ instrument, blocks }) => (
            <li key={instrument} className="cited-here">
              <span className="strong grow">
                <bdi>{instrument}</bdi>
              </span>
              <Button
                size="small"
                aria-label={words('citing.openCard', { instrument })}
                onPress={() => setCard(instrument)}
              >
                {words('citing.open')}
              </Button>
              <span className="cited-places small">
                {blocks.slice(0, mostWays).map(block => (
                  <Link key={block.id} onPress={() => void page.goTo(block.id)}>
                    {block.place === ''
                      ? words('citing.inText', { text: block.text.slice(0, 32) })
                      : words('citing.inParagraph', { place: block.place })}
                  </Link>
                ))}
              </span>
            </li>
          ))}
          {cited.length > most ? (
            <li className="muted">{words('citing.more', { count: cited.length - most })}</li>
          ) : null}
        </ul>
      )}
      <ReferencesList />
      {card === null ? null : (
        <CardDialog instrument={card} document={document} onClose={() => setCard(null)} />
      )}
    </>
  )
}
