// Signing what came out: the exact parts, the members who signed, and how this member appears outside.
import type { ReactNode } from 'react'
import { Ban, Eye, FileText, Lock, MessageCircleWarning, PenLine, Scale } from 'lucide-react'
import type { Decision, GroupSummary } from '#shared/contract'
import type { ActId } from '#shared/ids'
import { StatementText } from '../adoption/statement-text.tsx'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { EmptyLines } from '../export/empty-lines.tsx'
import { useGo } from '../../shell/router.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import {
  Button,
  type Consequence,
  Consequences,
  FailureNotice,
  Icon,
  Link,
  Notice,
  RadioChoice,
  say,
  TextField,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import {
  type Appearing,
  type Appears,
  isAppearance,
  longestAppearance,
  notShown,
  printedAs,
  waysOf,
} from './appearance.tsx'
import { DecisionPath } from './decision-head.tsx'
import { isOvertaken, signersOf } from './declared.ts'
import { languageName } from './exact-text.tsx'
import { fingerprint } from './fingerprint.ts'
import { useExactText } from './lines.ts'
import { Panel } from './panel.tsx'
import { type People, usePeople } from './people.ts'
import { purposeOf } from './rule-words.ts'
import { outcomeSentence } from './sentences.tsx'
import { Signatures } from './signatures.tsx'
import './decisions.css'
import './decision.css'

const titles = {
  adopt: 'decisions.sign.title',
  approve: 'decisions.sign.titleApprove',
  decide: 'decisions.sign.titleDecide',
} as const
const actNames = {
  adopt: 'decisions.sign.act',
  approve: 'decisions.sign.actApprove',
  decide: 'decisions.sign.actDecide',
} as const

type AdoptionScreenProps = { group: GroupSummary; decision: ActId }

export function AdoptionScreen({ group, decision }: AdoptionScreenProps) {
  const words = useWords()
  const go = useGo()
  const people = usePeople(group.id)
  const { value, failure } = useAnswer('decisions.get', { decision }, [
    'decisions.changed',
    'groups.changed',
  ])
  if (!value)
    return (
      <div className="screen scroll decision-screen" aria-busy={failure === undefined}>
        <FailureNotice of={failure} />
      </div>
    )
  const { outcome, title } = value
  return (
    <div className="screen scroll decision-screen">
      <div className="decision-main">
        <header className="decision-head">
          <DecisionPath decision={value} />
          <h1 className="decision-question">{words(titles[purposeOf(value)], { title })}</h1>
          <p className="small muted">
            {outcome ? outcomeSentence(value, outcome, people, words) : null}
            {words.gap}
            <Link onPress={() => go({ screen: 'decision', decision })}>
              {words('decisions.sign.toDecision')}
            </Link>
          </p>
        </header>
        {isOvertaken(value) ? (
          <Notice tone="warning">{words('decisions.sign.overtaken')}</Notice>
        ) : null}
        <SignedParts decision={value} />
        <Signatures decision={value} people={people} />
        {value.statement ? <StatementText statement={value.statement} /> : null}
      </div>
      <aside className="decision-side" aria-label={words('decisions.sign.side')} data-area="panel">
        <SignPanel decision={value} people={people} group={group.name} />
      </aside>
    </div>
  )
}

const bold = { b: (chunks: ReactNode[]): ReactNode => <b>{chunks}</b> }

function SignedParts({ decision }: { decision: Decision }) {
  const words = useWords()
  const { texts, statement, seats, number, purpose } = decision
  const parts = [
    ...texts.map(text => ({
      id: text.sha256,
      icon: FileText,
      title: words('decisions.signed.text'),
      more: words('decisions.signed.textMore', { language: languageName(text.language) }),
      print: fingerprint(text.sha256),
    })),
    {
      id: 'decision',
      icon: Scale,
      title: words('decisions.signed.decision', { number }),
      more: words('decisions.signed.decisionMore', { seats: seats.length }),
      print: statement ? fingerprint(statement.sha256) : '',
    },
    ...(statement && statement.reservations > 0
      ? [
          {
            id: 'reservations',
            icon: MessageCircleWarning,
            title: words('decisions.signed.reservations', { count: statement.reservations }),
            more: words('decisions.signed.reservationsMore'),
            print: fingerprint(statement.record),
          },
        ]
      : []),
  ]
  return (
    <section className="card signed-parts" aria-label={words('decisions.signed')}>
      <div className="card-head">
        <h2>{words('decisions.signed')}</h2>
        <span className="end small quiet">{words('decisions.signed.exactly')}</span>
      </div>
      <ul>
        {parts.map(({ id, icon, title, more, print }) => (
          <li key={id} className="card-line">
            <Icon of={icon} />
            <div className="grow">
              <div className="strong">{title}</div>
              <div className="small muted">{more}</div>
            </div>
            <bdi className="fingerprint">{print}</bdi>
          </li>
        ))}
      </ul>
      <p className="signed-not small muted">
        {purpose === 'adopt' ? (
          <>
            {words.rich('decisions.signed.not', bold)}
            {words.gap}
            {words.rich('decisions.signed.pack', bold)}
          </>
        ) : (
          words.rich('decisions.signed.notDecide', bold)
        )}
      </p>
    </section>
  )
}

type SignPanelProps = { decision: Decision; people: People; group: string }

function SignPanel({ decision, people, group }: SignPanelProps) {
  const words = useWords()
  const core = useCore()
  const { fields, type, forget } = useTyped(decision.document, `sign/${decision.id}`, notShown)
  const appears: Appears = { as: isAppearance(fields.as) ? fields.as : 'hidden', own: fields.own }
  const { acts, own, seats, lateCount, purpose, state } = decision
  const seated = new Set(seats.map(({ member }) => member))
  const signers = signersOf(decision).filter(({ member }) => seated.has(member))
  const appearing: Appearing = { self: people.self, group }
  const needed = Math.floor(seats.length / 2) + 1
  const makesFinal = signers.length + 1 >= needed
  const sign = useAct(async () => {
    const as = printedAs(appears, appearing, words)
    await core.call('decisions.sign', { decision: decision.id, as })
    forget()
    say(words('decisions.sign.done'))
  })
  if (own.hasSigned)
    return (
      <Panel title={words('decisions.sign.yours')}>
        <p>{words('decisions.sign.have')}</p>
      </Panel>
    )
  if (!acts.includes('sign'))
    return (
      <Panel title={words('decisions.sign.yours')}>
        <p>{words('decisions.sign.cannot')}</p>
      </Panel>
    )
  const isBlank = appears.as === 'own' && appears.own.trim() === ''
  const rows = ['fixed', 'once', 'members', 'never'] as const
  const icons = { fixed: Lock, once: PenLine, members: Eye, never: Ban }
  const items: Consequence[] = rows.map(row => ({
    id: row,
    icon: icons[row],
    title: words(`decisions.sign.${row}`, { adopt: purpose === 'adopt' ? 'yes' : 'no' }),
    text: words(`decisions.sign.${row}Text`),
  }))
  return (
    <>
      {decision.texts.map(text => (
        <EmptyInText key={text.language} decision={decision} text={text} />
      ))}
      <HowYouAppear appears={appears} appearing={appearing} onChange={type} />
      <Panel title={words('decisions.sign.when')}>
        <Consequences items={items} />
        <p className="small sign-final">
          {makesFinal
            ? words('decisions.sign.final', { others: signers.length, late: lateCount, state })
            : words('decisions.sign.more', { count: signers.length + 1, needed, late: lateCount })}
        </p>
        <div className="panel-acts">
          <FailureNotice of={sign.failure} />
          <Button
            variant="primary"
            size="large"
            full
            icon={PenLine}
            busy={sign.busy}
            unavailable={isBlank ? words('decisions.sign.noWords') : undefined}
            {...(isBlank ? { 'aria-describedby': 'sign-reason' } : {})}
            onPress={() => void sign.run()}
          >
            {words(actNames[purposeOf(decision)])}
          </Button>
          {isBlank ? (
            <span className="small muted" id="sign-reason">
              {words('decisions.sign.noWords')}
            </span>
          ) : null}
        </div>
      </Panel>
    </>
  )
}

type EmptyInTextProps = { decision: Decision; text: Decision['texts'][number] }

/** Lines without words in the exact text, before it is signed. */
function EmptyInText({ decision, text: { document, language } }: EmptyInTextProps) {
  const go = useGo()
  const { empty } = useExactText(decision, language)
  return (
    <EmptyLines
      empty={empty}
      before="signing"
      language={decision.texts.length > 1 ? languageName(language) : undefined}
      onOpen={block => go({ screen: 'document', document, ...(block && { block }) })}
    />
  )
}

type HowYouAppearProps = {
  appears: Appears
  appearing: Appearing
  onChange: (appears: Appears) => void
}

function HowYouAppear({ appears, appearing, onChange }: HowYouAppearProps) {
  const words = useWords()
  return (
    <Panel title={words('decisions.sign.how')}>
      <RadioChoice
        look="rows"
        label={words('decisions.sign.how')}
        labelUnseen
        value={appears.as}
        onChange={as => onChange({ ...appears, as })}
        ways={waysOf(appearing).map(id => ({
          id,
          title: words(`decisions.sign.as.${id}`),
          hint:
            id === 'hidden' || id === 'own'
              ? words(`decisions.sign.as.${id}Hint`)
              : words('decisions.quoted', {
                  words: printedAs({ as: id, own: '' }, appearing, words),
                }),
          ...(id === 'own'
            ? {
                below: (
                  <TextField
                    label={words('decisions.as.ownWords')}
                    maxLength={longestAppearance}
                    value={appears.own}
                    onChange={next => onChange({ ...appears, own: next })}
                  />
                ),
              }
            : {}),
        }))}
      />
      <p className="smallest quiet">{words('decisions.sign.howLater')}</p>
    </Panel>
  )
}
