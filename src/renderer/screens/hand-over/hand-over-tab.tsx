// The hand-over at the end of a term: each open matter gets a member, and what the successor cannot open
// is listed here, where nobody else reads it.
import { useState } from 'react'
import { CircleAlert, HardDrive, Lock, Package, User, Users } from 'lucide-react'
import type {
  ActionItem,
  GroupSummary,
  Language,
  Member,
  RecommendationText,
} from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { useAppearance } from '../../shell/appearance.tsx'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useDecisionList } from '../decisions/decision-list.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { Members } from '../meetings/members.ts'
import { useGo } from '../../shell/router.ts'
import {
  Button,
  Card,
  type Consequence,
  Consequences,
  EmptyState,
  FailureNotice,
  Icon,
  say,
  Select,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { type Lists, listsOf, type OpenMatter, mattersOf } from './matters.ts'
import './hand-over.css'

type Props = {
  group: GroupSummary
  members: Members
  actions: readonly ActionItem[]
  texts: readonly RecommendationText[]
}

export function HandOverTab({ group, members, actions, texts }: Props) {
  const now = useNow()
  const input = { group: group.id }
  const decisions = useDecisionList()
  const meetings = useAnswer('meetings.list', input, ['decisions.changed'], { pause: 500 })
  const documents = useAnswer('documents.list', input, ['documents.changed'])
  const self = members.self
  const failure = decisions.failure ?? meetings.failure ?? documents.failure
  if (!self || !decisions.value || !meetings.value || !documents.value)
    return <FailureNotice of={failure} />
  const lists: Lists = {
    group: group.id,
    self: self.id,
    now,
    actions,
    texts,
    decisions: decisions.value.decisions,
    meetings: meetings.value.meetings,
    documents: documents.value,
  }
  return <HandOver group={group} self={self} members={members} lists={lists} />
}

/** Members who could take something: those who read what the group shares, without this one. */
const takersIn = (members: Members): Member[] =>
  (members.group?.memberList ?? []).filter(({ self, outside }) => !self && !outside)

type HandOverProps = { group: GroupSummary; self: Member; members: Members; lists: Lists }

function HandOver({ group, self, members, lists }: HandOverProps) {
  const words = useWords()
  const [successor, setSuccessor] = useState('')
  const [taken, setTaken] = useState<ReadonlyMap<string, string>>(new Map())
  const matters = mattersOf(lists, words)
  const takers = takersIn(members)
  if (matters.length === 0)
    return (
      <div className="follow-empty">
        <EmptyState icon={Package} title={words('hand-over.empty')}>
          {words('hand-over.emptyText')}
        </EmptyState>
      </div>
    )
  const ownerOf = ({ id }: OpenMatter): string => taken.get(id) ?? successor
  const choices = [
    { id: '', text: words('hand-over.choose') },
    ...takers.map(({ id, handle }) => ({ id: id as string, text: handle })),
  ]
  const without = matters.filter(matter => ownerOf(matter) === '')
  return (
    <div className="hand-over">
      <div className="hand-over-main">
        <p className="muted">
          {self.term.until === null
            ? words('hand-over.lead')
            : words('hand-over.lead.term', { day: words.date(self.term.until) })}
        </p>
        <div className="hand-over-successor">
          <Select
            label={words('hand-over.successor')}
            hint={words('hand-over.successorHint')}
            value={successor}
            onChange={setSuccessor}
            choices={choices}
          />
        </div>
        <MatterTable
          matters={matters}
          choices={choices}
          ownerOf={ownerOf}
          onTake={(matter, owner) => setTaken(new Map(taken).set(matter.id, owner))}
        />
        <p role="status" className="hand-over-missing">
          {without.length > 0 ? (
            <>
              <Icon of={CircleAlert} size="small" />
              <span>
                {words('hand-over.missing', {
                  count: without.length,
                  matter: without[0]?.name ?? '',
                })}
              </span>
            </>
          ) : null}
        </p>
      </div>
      <aside className="hand-over-side" aria-label={words('hand-over.side')} data-area="panel">
        <Contents lists={lists} />
        <CannotOpen group={group} members={members} lists={lists} successor={successor} />
        <Give
          group={group}
          self={self}
          lists={lists}
          matters={matters}
          ownerOf={ownerOf}
          missing={without.length}
        />
      </aside>
    </div>
  )
}

type MatterTableProps = {
  matters: readonly OpenMatter[]
  choices: { id: string; text: string }[]
  ownerOf: (matter: OpenMatter) => string
  onTake: (matter: OpenMatter, owner: string) => void
}

function MatterTable({ matters, choices, ownerOf, onTake }: MatterTableProps) {
  const words = useWords()
  return (
    <table className="hand-over-table">
      <caption className="unseen">{words('hand-over.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{words('hand-over.column.matter')}</th>
          <th scope="col">{words('hand-over.column.taken')}</th>
        </tr>
      </thead>
      <tbody>
        {matters.map(matter => (
          <tr key={matter.id}>
            <th scope="row">
              <div className="hand-over-matter">
                <Icon of={matter.icon} />
                <div className="grow">
                  <div className="strong">
                    <bdi>{matter.name}</bdi>
                  </div>
                  <div className="smallest quiet">{matter.hint}</div>
                </div>
              </div>
            </th>
            <td>
              <Select
                label={words('hand-over.takes', { matter: matter.name })}
                labelUnseen
                size="small"
                value={ownerOf(matter)}
                onChange={next => onTake(matter, next)}
                choices={choices}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Contents({ lists }: { lists: Lists }) {
  const words = useWords()
  return (
    <Card title={words('hand-over.contents')}>
      <ul className="card-body hand-over-contents small">
        <li>{words('hand-over.contents.matters')}</li>
        {listsOf(lists, words).map(({ id, heading, lines }) => (
          <li key={id}>
            <span className="grow">{heading}</span>
            <span className="muted">
              {words('hand-over.contents.lines', { count: lines.length })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

type CannotOpenProps = { group: GroupSummary; members: Members; lists: Lists; successor: string }

function CannotOpen({ group, members, lists, successor }: CannotOpenProps) {
  const words = useWords()
  const { value: circles } = useAnswer('circles.list', { group: group.id }, ['groups.changed'])
  const taker = takersIn(members).find(({ id }) => id === successor)
  if (!taker) return null
  const name = taker.handle
  const closed = (circles ?? []).filter(
    ({ role, members: its }) => role !== null && its.every(({ member }) => member !== taker.id),
  )
  const drafts = lists.documents.filter(({ readers }) => readers.kind === 'only-you').length
  const items: Consequence[] = [
    ...closed.map(({ id, name: circle, role }) => ({
      id,
      icon: Lock,
      text: words(role === 'convener' ? 'hand-over.circle.convener' : 'hand-over.circle', {
        circle,
        name,
      }),
    })),
    ...(drafts > 0
      ? [{ id: 'drafts', icon: User, text: words('hand-over.drafts', { count: drafts }) }]
      : []),
  ]
  return (
    <Card title={words('hand-over.cannot', { name })}>
      <div className="card-body">
        {items.length > 0 ? (
          <Consequences items={items} />
        ) : (
          <p className="small muted">{words('hand-over.cannot.none')}</p>
        )}
      </div>
    </Card>
  )
}

type GiveProps = {
  group: GroupSummary
  self: Member
  lists: Lists
  matters: readonly OpenMatter[]
  ownerOf: (matter: OpenMatter) => string
  missing: number
}

const languageOf = (language: string): Language => language.slice(0, 2) as Language

function Give({ group, self, lists, matters, ownerOf, missing }: GiveProps) {
  const words = useWords()
  const core = useCore()
  const go = useGo()
  const { appearance } = useAppearance()
  const role = words(`members.role.${self.role}`)
  const give = useAct(async () => {
    const { document } = await core.call('handOver.write', {
      group: group.id,
      title: words('hand-over.title', { role, day: words.date(lists.now) }),
      language: languageOf(appearance.language),
      lead: words('hand-over.noteLead', { handle: self.handle, role }),
      heading: words('hand-over.matters'),
      matters: matters.map(matter => ({
        words: words('hand-over.matter', { name: matter.name, hint: matter.hint }),
        owner: ownerOf(matter) as MemberId,
        due: matter.due,
        item: matter.item,
      })),
      lists: listsOf(lists, words).map(({ heading, lines }) => ({ heading, lines })),
      goesOn: words('hand-over.goesOn'),
    })
    say(words('hand-over.done'))
    go({ screen: 'document', document })
  })
  return (
    <Card title={words('hand-over.when')}>
      <div className="card-body hand-over-give">
        <Consequences
          items={[
            {
              id: 'seen',
              icon: Users,
              title: words('hand-over.seen', { members: group.readers.members }),
              text: words('hand-over.seenText'),
            },
            {
              id: 'role',
              icon: User,
              title: words('hand-over.role', { role }),
              text: words('hand-over.roleText'),
            },
            {
              id: 'device',
              icon: HardDrive,
              title: words('hand-over.device'),
              text: words('hand-over.deviceText'),
            },
          ]}
        />
        <FailureNotice of={give.failure} />
        <Button
          variant="primary"
          icon={Package}
          full
          busy={give.busy}
          unavailable={missing > 0 ? words('hand-over.first') : undefined}
          onPress={() => void give.run()}
        >
          {words('hand-over.act', { count: matters.length })}
        </Button>
        {missing > 0 ? <p className="smallest quiet">{words('hand-over.first')}</p> : null}
      </div>
    </Card>
  )
}
