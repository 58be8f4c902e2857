// An adopted text goes to a wider group: the way it takes, and both readings beside each other, so that
// a person sees each word that leaves and each that stays.
import { Fragment } from 'react'
import {
  ArrowRight,
  Ban,
  Check,
  ChevronRight,
  CircleDashed,
  CircleDot,
  Copy,
  Fingerprint,
  Forward,
  Lock,
  Users,
} from 'lucide-react'
import type { CoreContract, ForwardTarget, GroupSummary, Language } from '#shared/contract'
import { wordChanges } from '#document/words'
import type { ActId, GroupId } from '#shared/ids'
import type { Output } from '#shared/rpc'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useKeptChoice } from '../../shell/kept-choice.ts'
import { fingerprint } from '../decisions/fingerprint.ts'
import { useNavigation } from '../../shell/router.ts'
import {
  Button,
  Card,
  Consequences,
  EmptyState,
  FailureNotice,
  Icon,
  Link,
  Notice,
  RadioChoice,
  say,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import './forwarding.css'

type ForwardScreenProps = { group: GroupSummary; decision: ActId; language: Language }

type Prepared = Output<CoreContract, 'forwarding.prepare'>

export function ForwardScreen({ group, decision, language }: ForwardScreenProps) {
  const words = useWords()
  const { go } = useNavigation()
  const { value, failure } = useAnswer('forwarding.prepare', { decision, language }, [
    'decisions.changed',
    'groups.changed',
  ])
  const [target, choose] = useKeptChoice(value?.targets ?? [], each => each.group)
  return (
    <div className="screen scroll" aria-busy={!value && failure === undefined}>
      <header className="screen-head">
        <div className="grow">
          <nav className="row small" aria-label={words('forwarding.path')}>
            <Link onPress={() => go({ screen: 'decision', decision })}>
              {words('forwarding.toDecision')}
            </Link>
            <Icon of={ChevronRight} size="small" />
            <bdi className="muted ellipsis">{value?.title ?? ''}</bdi>
          </nav>
          <h1>{words('forwarding.title')}</h1>
          <p className="screen-lead">{words('forwarding.lead')}</p>
        </div>
      </header>
      <FailureNotice of={failure} />
      {value && value.targets.length > 0 ? (
        <>
          {target ? <Way group={group} target={target} /> : null}
          <div className="forward">
            <Readings group={group} text={value} />
            <Panel
              text={value}
              target={target}
              language={language}
              decision={decision}
              onChoose={choose}
            />
          </div>
        </>
      ) : value ? (
        <div className="forward-none">
          <EmptyState icon={Forward} title={words('forwarding.none')}>
            {words('forwarding.noneText')}
          </EmptyState>
        </div>
      ) : null}
    </div>
  )
}

function Way({ group, target }: { group: GroupSummary; target: ForwardTarget }) {
  const words = useWords()
  const places = [
    {
      id: 'here',
      name: group.name,
      text: words('forwarding.here', { members: group.readers.members }),
    },
    { id: 'to', name: target.name, text: words('forwarding.there', { members: target.members }) },
    ...(target.level === 'regional'
      ? [{ id: 'later', name: words('forwarding.global'), text: words('forwarding.later') }]
      : []),
  ]
  return (
    <ol className="forward-way" aria-label={words('forwarding.way')}>
      {places.map(({ id, name, text }, at) => (
        <Fragment key={id}>
          <li className="forward-place" data-place={id}>
            {at > 0 ? <Icon of={ArrowRight} /> : null}
            <div className="forward-group">
              <Icon of={id === 'to' ? CircleDot : CircleDashed} />
              <div>
                <div className="strong">
                  <bdi>{name}</bdi>
                </div>
                <div className="small muted">{text}</div>
              </div>
            </div>
          </li>
        </Fragment>
      ))}
    </ol>
  )
}

function Readings({ group, text }: { group: GroupSummary; text: Prepared }) {
  const words = useWords()
  return (
    <>
      <section aria-labelledby="forward-inside">
        <h2 id="forward-inside">{words('forwarding.inside')}</h2>
        <div className="forward-page">
          <div className="forward-masthead">
            <b>
              <bdi>{group.name}</bdi>
            </b>
          </div>
          <h3 dir="auto">{text.title}</h3>
          {text.lines.map((line, at) => (
            <Line key={line.block ?? at} line={line} direction={text.direction} side="inside" />
          ))}
          <p className="forward-foot">{words('forwarding.stays')}</p>
        </div>
      </section>
      <section aria-labelledby="forward-leaves">
        <h2 id="forward-leaves">{words('forwarding.leaves')}</h2>
        <div className="forward-page">
          <div className="forward-masthead">
            <b>{words('forwarding.from', { level: text.level })}</b>
            <span>{words('forwarding.notNamed')}</span>
          </div>
          <h3 dir="auto">{text.title}</h3>
          {text.lines.map((line, at) => (
            <Line key={line.block ?? at} line={line} direction={text.direction} side="leaves" />
          ))}
          <p className="forward-foot">
            <Icon of={Check} />
            {words.rich('forwarding.origin', {
              origin: <bdi className="fingerprint">{fingerprint(text.adoption)}</bdi>,
            })}
          </p>
        </div>
        <Notice tone="warning">{words('forwarding.names')}</Notice>
      </section>
    </>
  )
}

type LineProps = {
  line: Prepared['lines'][number]
  /** The direction of the text: a withheld paragraph has no words of its own. */
  direction: 'ltr' | 'rtl'
  side: 'inside' | 'leaves'
}

/** The words of one side, with those marked that the other side does not have. */
function Line({ line, direction, side }: LineProps) {
  const words = useWords()
  const { number, inside, leaves, isWithheld } = line
  const changes = isWithheld ? [] : wordChanges(inside, leaves)
  return (
    <p className="forward-line" dir={isWithheld ? direction : 'auto'}>
      {number === '' ? null : <bdi className="forward-number">{number}</bdi>}
      {isWithheld ? (
        side === 'inside' ? (
          <>
            <span className="tag">
              <Icon of={Lock} size="small" />
              {words('forwarding.restricted')}
            </span>{' '}
            <del>{inside}</del>
          </>
        ) : (
          <ins>{words('decisions.text.withheld')}</ins>
        )
      ) : (
        changes.map(({ kind, text }, at) => {
          const key = `${at} ${kind}`
          if (kind === 'kept') return <span key={key}>{text}</span>
          if (kind === 'removed') return side === 'inside' ? <del key={key}>{text}</del> : null
          return side === 'leaves' ? <ins key={key}>{text}</ins> : null
        })
      )}
    </p>
  )
}

type PanelProps = {
  text: Prepared
  /** Undefined where the one that was chosen is gone. */
  target: ForwardTarget | undefined
  decision: ActId
  language: Language
  onChoose: (group: GroupId) => void
}

function Panel({ text, target, decision, language, onChoose }: PanelProps) {
  const words = useWords()
  const core = useCore()
  const { go, chooseGroup } = useNavigation()
  const forward = useAct(async () => {
    if (!target) return
    const input = { decision, language, group: target.group }
    const { document } = await core.call('forwarding.forward', input)
    chooseGroup(target.group)
    go({ screen: 'document', document })
    say(words('forwarding.done', { name: target.name }))
  })
  const rows = ['copy', 'read', 'prove', 'never'] as const
  const icons = { copy: Copy, read: Users, prove: Fingerprint, never: Ban }
  return (
    <aside className="forward-side" aria-label={words('forwarding.side')} data-area="panel">
      {text.targets.length > 1 || !target ? (
        <Card title={words('forwarding.to')}>
          <div className="card-body">
            <RadioChoice
              label={words('forwarding.to')}
              labelUnseen
              value={target?.group ?? null}
              onChange={onChoose}
              ways={text.targets.map(({ group, name, members }) => ({
                id: group,
                title: name,
                hint: words('forwarding.there', { members }),
              }))}
            />
          </div>
        </Card>
      ) : null}
      {target ? (
        <Card title={words('forwarding.when')}>
          <div className="card-body forward-act">
            <Consequences
              items={rows.map(id => ({
                id,
                icon: icons[id],
                title: words(`forwarding.${id}`, { members: target.members }),
                text: words(`forwarding.${id}Text`),
              }))}
            />
            <FailureNotice of={forward.failure} />
            <Button
              variant="primary"
              size="large"
              full
              icon={Forward}
              busy={forward.busy}
              onPress={() => void forward.run()}
            >
              {words('forwarding.act', { members: target.members })}
            </Button>
          </div>
        </Card>
      ) : null}
    </aside>
  )
}
