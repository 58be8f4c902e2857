// Putting a text to a decision: the question, the exact text, the rule, the roll and the day. The
// button opens the decision only when nothing is in its way, and the reason stands below it otherwise.
import { useId } from 'react'
import { ChevronRight, Eye, Lock, Undo2, Users } from 'lucide-react'
import type { DocumentSummary, GroupSummary } from '#shared/contract'
import type { BlockId, DocumentId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../../shell/core-client.ts'
import { type SessionItem, useGo, useNavigation } from '../../../shell/router.ts'
import {
  Button,
  Consequences,
  DayField,
  FailureNotice,
  Icon,
  Link,
  say,
  Segments,
  Select,
  TextField,
} from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { useNow } from '../../../ui/use-now.ts'
import { Panel } from '../panel.tsx'
import { type People, usePeople } from '../people.ts'
import { isSamePlace } from '../../meetings/item-names.ts'
import { purposeOf } from '../rule-words.ts'
import { ExactChoice } from './exact-choice.tsx'
import { RollChoice } from './roll-choice.tsx'
import { Read } from './read.tsx'
import { RuleField } from './rule-choice.tsx'
import { type Prepared, type Question, untilOf, useQuestion } from './use-question.ts'
import { whyNotAsked } from './why-not.ts'
import '../decisions.css'
import '../decision.css'
import './ask.css'

type AskScreenProps = {
  group: GroupSummary
  document: DocumentId
  block: BlockId | null
  /** The item of a session from which it is asked. */
  at: SessionItem | null
}

export function AskScreen({ group, document, block, at }: AskScreenProps) {
  const people = usePeople(group.id)
  const { value: summary } = useAnswer('documents.get', { document }, ['documents.changed'])
  // The items of meetings come from agendas, so a change of any document counts.
  const { value, failure } = useAnswer(
    'decisions.prepare',
    { document, block },
    ['documents.changed', 'groups.changed', 'decisions.changed'],
    { pause: 1000 },
  )
  if (!value || !summary)
    return (
      <div className="screen scroll decision-screen" aria-busy={failure === undefined}>
        <FailureNotice of={failure} />
      </div>
    )
  return (
    <Asking
      key={`${document} ${block ?? ''}`}
      document={summary}
      block={block}
      at={at}
      prepared={value}
      people={people}
    />
  )
}

type AskingProps = {
  document: DocumentSummary
  block: BlockId | null
  at: SessionItem | null
  prepared: Prepared
  people: People
}

function Asking({ document, block, at, prepared, people }: AskingProps) {
  const words = useWords()
  const core = useCore()
  const go = useGo()
  const { back } = useNavigation()
  const now = useNow()
  const reasonId = useId()
  const begins = words('decisions.ask.begin', { kind: document.kind, title: document.title })
  const { question, set, forget } = useQuestion(document.id, block, {
    prepared,
    now,
    at,
    // An item of an agenda is asked about by its title: the title of the agenda is another question.
    words:
      document.kind === 'agenda' && block !== null ? (ownPlace(prepared, block) ?? '') : begins,
  })
  const isMinutes = document.kind === 'minutes'
  const purpose = purposeOf({ purpose: question.purpose, isMinutes })
  const seats = prepared.seats.length - question.leftOut.length
  const reason = whyNotAsked(question, prepared, seats, words)
  const ask = useAct(async () => {
    const { decision } = await core.call('decisions.ask', {
      document: document.id,
      block,
      purpose: question.purpose,
      words: question.words,
      languages: question.languages,
      rule: question.rule,
      until: untilOf(question),
      edition: question.edition,
      leftOut: question.leftOut,
      replaces: question.replaces,
      where: question.where && { agenda: question.where.agenda, block: question.where.block },
    })
    forget()
    say(words('decisions.ask.done'))
    go({ screen: 'decision', decision })
  })
  return (
    <div className="screen scroll decision-screen">
      <form className="ask-form" onSubmit={event => event.preventDefault()}>
        <header className="decision-head">
          <PathTo document={document} at={at} />
          <h1>{words('decisions.ask')}</h1>
        </header>
        <QuestionFields
          document={document}
          isWhole={block === null}
          prepared={prepared}
          question={question}
          set={set}
        />
        <RuleField question={question} purpose={purpose} seats={seats} set={set} />
        <section aria-label={words('decisions.roll')}>
          <div className="section-head">
            <h2>{words('decisions.roll')}</h2>
            <span className="small quiet">{words('decisions.roll.lead')}</span>
          </div>
          <RollChoice
            seats={prepared.seats}
            leftOut={question.leftOut}
            people={people}
            onChange={leftOut => set({ leftOut })}
          />
        </section>
        <WhereField prepared={prepared} question={question} set={set} />
        <WhenFields question={question} set={set} />
      </form>
      <aside className="decision-side" aria-label={words('decisions.ask.side')} data-area="panel">
        <Read question={question} purpose={purpose} seats={seats} />
        <Means seats={seats} />
        <div className="panel-acts">
          <FailureNotice of={ask.failure} />
          <div className="ask-acts">
            <Button
              variant="primary"
              size="large"
              full
              busy={ask.busy}
              unavailable={reason}
              {...(reason === undefined ? {} : { 'aria-describedby': reasonId })}
              onPress={() => void ask.run()}
            >
              {words('decisions.ask.act')}
            </Button>
            <Button size="large" onPress={back}>
              {words('decisions.ask.draft')}
            </Button>
          </div>
          {reason === undefined ? null : (
            <span className="small muted" id={reasonId}>
              {reason}
            </span>
          )}
        </div>
      </aside>
    </div>
  )
}

/** The title of the item of an agenda that begins at a paragraph. */
const ownPlace = ({ places }: Prepared, block: BlockId): string | undefined =>
  places.find(each => each.block === block)?.words

/** From the session where it is asked in one, and from the text. */
function PathTo({ document, at }: Pick<AskingProps, 'document' | 'at'>) {
  const words = useWords()
  const go = useGo()
  return (
    <nav className="row small" aria-label={words('decisions.path')}>
      {at ? (
        <>
          <Link onPress={() => go({ screen: 'meeting', agenda: at.meeting })}>
            <bdi>{at.title}</bdi>
          </Link>
          <Icon of={ChevronRight} size="small" />
        </>
      ) : null}
      {document.id === at?.agenda ? null : (
        <>
          <Link onPress={() => go({ screen: 'document', document: document.id })}>
            <bdi>{document.title}</bdi>
          </Link>
          <Icon of={ChevronRight} size="small" />
        </>
      )}
      <span className="muted">{words('decisions.ask')}</span>
    </nav>
  )
}

type FieldsProps = { question: Question; set: (change: Partial<Question>) => void }

type AboutProps = { document: DocumentSummary; isWhole: boolean; prepared: Prepared }

function QuestionFields(props: FieldsProps & AboutProps) {
  const { question, set, document, isWhole, prepared } = props
  const words = useWords()
  const { replaceable } = prepared
  const isMinutes = document.kind === 'minutes'
  return (
    <>
      <TextField
        label={words('decisions.ask.question')}
        rows={2}
        maxLength={1000}
        value={question.words}
        onChange={next => set({ words: next })}
      />
      {isWhole ? (
        <Segments
          label={words('decisions.ask.purpose')}
          segments={[
            {
              id: 'adopt',
              text: words(isMinutes ? 'decisions.ask.approve' : 'decisions.ask.adopt'),
            },
            {
              id: 'decide',
              text: words(isMinutes ? 'decisions.ask.decideMinutes' : 'decisions.ask.decide'),
            },
          ]}
          value={question.purpose}
          onChange={purpose => set({ purpose })}
        />
      ) : null}
      <section aria-label={words('decisions.text')}>
        <h2>{words('decisions.text')}</h2>
        <ExactChoice
          document={document}
          prepared={prepared}
          languages={question.languages}
          onLanguages={languages => set({ languages })}
        />
        <div className="ask-columns">
          <TextField
            label={words('decisions.ask.edition')}
            hint={words('decisions.ask.editionHint')}
            maxLength={20}
            value={question.edition}
            onChange={edition => set({ edition })}
          />
          {replaceable.length === 0 ? null : (
            <Select
              label={words('decisions.ask.replaces')}
              hint={words('decisions.ask.replacesHint')}
              value={question.replaces ?? 'none'}
              onChange={next =>
                set({
                  replaces:
                    replaceable.find(({ declaration }) => declaration === next)?.declaration ??
                    null,
                })
              }
              choices={[
                { id: 'none', text: words('decisions.ask.replacesNone') },
                ...replaceable.map(({ declaration, number }) => ({
                  id: declaration as string,
                  text: number,
                })),
              ]}
            />
          )}
        </div>
      </section>
    </>
  )
}

const nowhere = 'none'

/** The item of a meeting at which it is asked. */
function WhereField({ prepared, question, set }: FieldsProps & { prepared: Prepared }) {
  const words = useWords()
  const { places } = prepared
  const { where } = question
  if (places.length === 0 && where === null) return null
  const idOf = ({ agenda, block }: NonNullable<Question['where']>): string => `${agenda} ${block}`
  const chosen = places.find(each => isSamePlace(each, where))
  return (
    <Select
      label={words('decisions.ask.where')}
      hint={words('decisions.ask.whereHint')}
      value={where === null ? nowhere : chosen ? idOf(chosen) : null}
      onChange={next => set({ where: places.find(each => idOf(each) === next) ?? null })}
      choices={[
        { id: nowhere, text: words('decisions.ask.whereNone') },
        ...places.map(place => ({
          id: idOf(place),
          text: words('decisions.ask.whereItem', {
            title: place.title,
            is: place.number === '' ? 'closed' : 'numbered',
            number: place.number,
            words: place.words,
          }),
        })),
      ]}
    />
  )
}

function WhenFields({ question, set }: FieldsProps) {
  const words = useWords()
  return (
    <section aria-label={words('decisions.ask.until')}>
      <h2>{words('decisions.ask.until')}</h2>
      <div className="ask-columns ask-when">
        <DayField
          label={words('decisions.ask.day')}
          value={question.day}
          onChange={day => set({ day })}
        />
        <TextField
          type="time"
          label={words('decisions.ask.time')}
          value={question.time}
          onChange={time => set({ time })}
        />
      </div>
      <p className="small muted">{words('decisions.ask.untilHint')}</p>
    </section>
  )
}

/** The consequences of opening it. */
function Means({ seats }: { seats: number }) {
  const words = useWords()
  return (
    <Panel title={words('decisions.ask.means')}>
      <Consequences
        items={[
          {
            id: 'fixed',
            icon: Lock,
            title: words('decisions.ask.fixed'),
            text: words('decisions.ask.fixedText'),
          },
          {
            id: 'all',
            icon: Users,
            title: words('decisions.ask.all', { seats }),
            text: words('decisions.ask.allText'),
          },
          {
            id: 'names',
            icon: Eye,
            title: words('decisions.ask.names'),
            text: words('decisions.ask.namesText'),
          },
          {
            id: 'withdraw',
            icon: Undo2,
            title: words('decisions.ask.withdraw'),
            text: words('decisions.ask.withdrawText'),
          },
        ]}
      />
    </Panel>
  )
}
