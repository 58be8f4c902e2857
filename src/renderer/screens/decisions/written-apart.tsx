// Paragraphs of the document that are not as in the decided text. They are no part of it, and stay; one act
// takes them into the next draft.
import { CheckCheck, FilePlus2 } from 'lucide-react'
import type { CoreContract, Decision } from '#shared/contract'
import type { Output } from '#shared/rpc'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Button, FailureNotice, Icon, Link, say, WordChanges } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { languageName } from './exact-text.tsx'
import type { People } from './people.ts'

type WrittenApartProps = { decision: Decision; people: People }

/** States in which a text is fixed, where its outcome is agreed or open. */
const fixes = new Set<Decision['state']>(['open', 'closed', 'declared', 'final'])

export function WrittenApart({ decision, people }: WrittenApartProps) {
  const words = useWords()
  const { id, purpose, state } = decision
  const { value: texts = [] } = useAnswer(
    'decisions.apart',
    { decision: id },
    ['documents.changed', 'decisions.changed'],
    { pause: 2000 },
  )
  if (texts.length === 0) return null
  const isFixed = purpose === 'adopt' && fixes.has(state)
  return (
    <section className="written-apart" aria-label={words('decisions.written')}>
      <div className="section-head">
        <h2>{words('decisions.written')}</h2>
        <span className="small muted">
          {words('decisions.written.lead', {
            count: texts.reduce((count, { lines }) => count + lines.length, 0),
          })}
        </span>
      </div>
      {isFixed ? <p className="small muted">{words('decisions.written.fixed')}</p> : null}
      {texts.map(text => (
        <ApartText
          key={text.language}
          decision={decision}
          text={text}
          people={people}
          isNamed={decision.texts.length > 1}
        />
      ))}
    </section>
  )
}

type Text = Output<CoreContract, 'decisions.apart'>[number]
type ApartTextProps = WrittenApartProps & { text: Text; isNamed: boolean }

/** The paragraphs of the text in one language. `isNamed`: the decision has texts in others. */
function ApartText({ decision, text, people, isNamed }: ApartTextProps) {
  const words = useWords()
  const go = useGo()
  const { document, language, lines, draft, mayTake } = text
  return (
    <>
      {isNamed ? (
        <h3>
          <bdi>{languageName(language)}</bdi>
        </h3>
      ) : null}
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
                {words('decisions.written.by', people.by(...by))}
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
        {mayTake ? <Take decision={decision} language={language} /> : null}
        {draft === null ? null : (
          <Link onPress={() => go({ screen: 'document', document: draft.document })}>
            {words('decisions.written.open', { title: draft.title })}
          </Link>
        )}
      </div>
    </>
  )
}

type TakeProps = { decision: Decision; language: string }

/** Takes the words, shows the draft that has them, and offers to take them back. */
function Take({ decision: { id }, language }: TakeProps) {
  const words = useWords()
  const core = useCore()
  const go = useGo()
  const take = useAct(async () => {
    const { draft, isNew, taken } = await core.call('decisions.takeApart', {
      decision: id,
      language,
    })
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
