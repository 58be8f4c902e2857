// Paragraphs of the document that are not as in the decided text. They are no part of it, and stay; one act
// takes them into the next draft.
import { CheckCheck, FilePlus2 } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { useAct, useAnswer, useCore } from '../core-client.ts'
import { useGo } from '../router.ts'
import { Button, FailureNotice, Icon, Link, say, WordChanges } from '../ui/index.ts'
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
    { pause: 2000 },
  )
  if (!value || value.lines.length === 0) return null
  const { lines, draft, mayTake } = value
  const isFixed = purpose === 'adopt' && fixes.has(state)
  return (
    <section className="written-apart" aria-label={words('decisions.written')}>
      <div className="section-head">
        <h2>{words('decisions.written')}</h2>
        <span className="small muted">
          {words('decisions.written.lead', { count: lines.length })}
        </span>
      </div>
      {isFixed ? <p className="small muted">{words('decisions.written.fixed')}</p> : null}
      <ul className="plain-list">
        {lines.map(({ block, place, decided, now, by, isTaken }) => (
          <li key={block}>
            <Link onPress={() => go({ screen: 'document', document, block })}>
              {place === ''
                ? words('decisions.place.one')
                : words('decisions.place.paragraph', { number: place })}
            </Link>
            {by.length === 0 ? null : (
              <span className="small quiet">
                {' '}
                {words('decisions.written.by', {
                  name: words.list(by.map(each => people.name(each))),
                })}
              </span>
            )}
            {isTaken ? (
              <span className="small written-taken">
                {' '}
                <Icon of={CheckCheck} size="small" />
                {words('decisions.written.taken')}
              </span>
            ) : null}
            {now === null ? (
              <p className="small muted">{words('decisions.written.gone')}</p>
            ) : (
              <WordChanges before={decided ?? ''} after={now} />
            )}
          </li>
        ))}
      </ul>
      <div className="row">
        {mayTake ? <Take decision={decision} /> : null}
        {draft === null ? null : (
          <Link onPress={() => go({ screen: 'document', document: draft.document })}>
            {words('decisions.written.open', { title: draft.title })}
          </Link>
        )}
      </div>
    </section>
  )
}

/** Takes the words, shows the draft that has them, and offers to take them back. */
function Take({ decision: { id } }: { decision: Decision }) {
  const words = useWords()
  const core = useCore()
  const go = useGo()
  const take = useAct(async () => {
    const { draft, isNew, taken } = await core.call('decisions.takeApart', { decision: id })
    const undo = async (): Promise<void> => {
      const { kept } = await core.call('decisions.takeApartBack', {
        decision: id,
        draft,
        isNew,
        taken,
      })
      go({ screen: 'decision', decision: id })
      say(words('decisions.written.back', { kept }))
    }
    go({ screen: 'document', document: draft })
    say(words(isNew ? 'decisions.written.began' : 'decisions.written.added'), () => void undo())
  })
  return (
    <>
      <Button icon={FilePlus2} busy={take.busy} onPress={() => void take.run()}>
        {words('decisions.written.take')}
      </Button>
      <FailureNotice of={take.failure} />
    </>
  )
}
