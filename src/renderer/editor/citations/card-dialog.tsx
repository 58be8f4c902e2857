// The card of one document or session: what named sources say about it, where they differ, and every
// paragraph on this device that cites it. Nothing is asked of anybody: the card came with the app, the
// list is read from the archive.
import type { DocumentId } from '#shared/ids'
import type { SearchHit } from '#shared/contract'
import { referenceCard, type Fact } from '#document/citations'
import { Button as AriaButton } from 'react-aria-components/Button'
import { placeOf } from '../../screens/archive/place-of.ts'
import { resultsOf } from '../../screens/archive/results.ts'
import { Snippet } from '../../screens/archive/snippet.tsx'
import { useAnswer } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Button, Dialog, Notice, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { usePageState } from '../page/page-state.ts'

/** Paragraphs that are listed; the archive has the rest. */
const most = 100

export type CardDialogProps = {
  instrument: string
  /** The one that is open. */
  document: DocumentId
  onClose: () => void
}

export function CardDialog({ instrument, document, onClose }: CardDialogProps) {
  const words = useWords()
  const go = useGo()
  const page = usePageState()
  const card = referenceCard(instrument)
  const { value: found, failure } = useAnswer('search.citing', { instrument, limit: most }, [
    'documents.changed',
  ])
  const follow = (hit: SearchHit): void => {
    onClose()
    if (hit.document === document && hit.block !== null) page.goTo(hit.block)
    else if (hit.document !== document) go(placeOf(hit))
  }
  return (
    <Dialog
      isOpen
      size="wide"
      title={instrument}
      lead={card ? words('citing.lead') : undefined}
      onClose={onClose}
      foot={
        <>
          <span className="grow" />
          <Button
            onPress={() => {
              onClose()
              go({ screen: 'archive', cites: instrument })
            }}
          >
            {words('citing.archive')}
          </Button>
        </>
      }
    >
      <div className="reference">
        {card ? (
          card.facts.map(fact => <FactShown key={fact.about} fact={fact} />)
        ) : (
          <p className="muted">{words('citing.noCard')}</p>
        )}
        <section>
          <h3>{words('citing.cited')}</h3>
          <FailureNotice of={failure} />
          {found ? (
            <p className="small quiet">{words('citing.count', { documents: found.total })}</p>
          ) : null}
          {resultsOf(found?.hits ?? []).map(({ document: id, best, hits }) => (
            <div key={id} className="reference-in">
              <p className="strong">
                <bdi>{best.title}</bdi>
              </p>
              <ul>
                {hits.map((hit, index) => (
                  <li key={`${hit.block ?? ''} ${index}`}>
                    <AriaButton className="found-paragraph" onPress={() => follow(hit)}>
                      <span dir="auto">
                        <Snippet hit={hit} />
                      </span>
                    </AriaButton>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      </div>
    </Dialog>
  )
}

function FactShown({ fact }: { fact: Fact }) {
  const words = useWords()
  return (
    <section>
      <h3>{words(`citing.about.${fact.about}`)}</h3>
      {fact.differ ? <Notice tone="warning">{words('citing.differ')}</Notice> : null}
      {fact.statements.map(({ says, quote, source }) => (
        // A source's statement stays in the source's language, and so does its name.
        <figure key={`${says} ${source.title}`} className="reference-says" lang="en" dir="ltr">
          <blockquote>
            <p>{says}</p>
            {quote === null ? null : <p className="reference-quote">“{quote}”</p>}
          </blockquote>
          <figcaption>
            {words.rich('citing.source', {
              by: <bdi>{source.by}</bdi>,
              title: <cite>{source.title}</cite>,
            })}
          </figcaption>
        </figure>
      ))}
    </section>
  )
}
