// Paragraphs of the document that are not as in the decided text. They are no part of it, and stay.
import type { Decision } from '#shared/contract'
import { useAnswer } from '../core-client.ts'
import { useGo } from '../router.ts'
import { Link, WordChanges } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import type { People } from './people.ts'

type WrittenApartProps = { decision: Decision; people: People }

/** States in which a text is fixed, where its outcome is agreed or open. */
const fixes = new Set<Decision['state']>(['open', 'closed', 'declared', 'final'])

export function WrittenApart({ decision, people }: WrittenApartProps) {
  const words = useWords()
  const go = useGo()
  const { id, document, purpose, state } = decision
  const { value } = useAnswer(
    'decisions.apart',
    { decision: id },
    ['documents.changed', 'decisions.changed'],
    { about: [document], pause: 2000 },
  )
  if (!value || value.length === 0) return null
  const isFixed = purpose === 'adopt' && fixes.has(state)
  return (
    <section className="written-apart" aria-label={words('decisions.written')}>
      <div className="section-head">
        <h2>{words('decisions.written')}</h2>
        <span className="small muted">
          {words('decisions.written.lead', { count: value.length })}
        </span>
      </div>
      {isFixed ? <p className="small muted">{words('decisions.written.fixed')}</p> : null}
      <ul className="plain-list">
        {value.map(({ block, place, decided, now, by }) => (
          <li key={block}>
            <Link onPress={() => go({ screen: 'document', document, block })}>
              {place === '' ? words('decisions.place.one') : place}
            </Link>
            {by === null ? null : (
              <span className="small quiet">
                {' '}
                {words('decisions.written.by', { name: people.name(by) })}
              </span>
            )}
            {now === null ? (
              <p className="small muted">{words('decisions.written.gone')}</p>
            ) : (
              <WordChanges before={decided ?? ''} after={now} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
