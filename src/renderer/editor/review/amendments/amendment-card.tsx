// One amendment: what it would change of the text as it is now, whose it is and who stands by it, what
// else is about the same words, and the ways to settle it. Settled ones keep all of it.
import { useState, type ReactNode } from 'react'
import { Ellipsis } from 'lucide-react'
import type { Member, Right } from '#shared/contract'
import type { Amendment, Naming } from '#document/review/amendments'
import type { EntryId } from '#document/ids'
import {
  Button,
  IconButton,
  Link,
  MemberMark,
  Menu,
  type MenuAct,
  WordChanges,
} from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import type { Verdict } from './amendments-state.ts'

export type AmendmentCardProps = {
  amendment: Amendment
  /** The text that it would change, as it reads now. */
  now: string
  /** As its paragraph is cited, or empty where that has no number; null when it is gone. */
  place: string | null
  isCurrent: boolean
  rights: ReadonlySet<Right>
  isOwn: boolean
  isSponsor: boolean
  authorOf: (client: number) => Member | undefined
  labelOf: (id: EntryId) => string
  onShow: () => void
  onSettle: (verdict: Verdict) => void
  onSponsor: (naming: Naming | null) => void
  onAmend: () => void
  onMerge: (other: EntryId) => void
  onHandle: (other: EntryId) => void
  /** Shows it beside the text and the others to the same paragraph. */
  onBeside: () => void
}

export function AmendmentCard(props: AmendmentCardProps) {
  const { amendment, now, place, isCurrent, authorOf, labelOf, onShow } = props
  const { id, label, client, at, base, wording, result, why, naming, standing, target } = amendment
  const words = useWords()
  const [today] = useState(() => Date.now())
  const isOpen = standing === 'open'
  const isGone = target === null
  const author = authorOf(client)
  const nameOf = (by: number, as: Naming): string => {
    const member = authorOf(by)
    if (as === 'withheld') return words('amendments.someone')
    if (!member) return words('comments.someone')
    return as === 'role' ? words(`members.role.${member.role}`) : member.handle
  }
  const title =
    amendment.to !== null
      ? words('amendments.card.to', { label, other: labelOf(amendment.to) })
      : place === null || place === ''
        ? words('amendments.card', { label })
        : words('amendments.card.place', { label, place })
  const sponsors = amendment.sponsors.map(each => nameOf(each.client, each.naming))
  return (
    <article
      className="amendment"
      data-amendment={id}
      data-current={isCurrent || undefined}
      tabIndex={-1}
      aria-label={title}
    >
      <div className="amendment-head">
        <h2 className="amendment-title grow">
          <Link onPress={onShow}>{title}</Link>
        </h2>
        <More {...props} />
      </div>
      <div className="said-by">
        {author && naming === 'named' ? (
          <MemberMark handle={author.handle} color={author.color} size="small" />
        ) : null}
        <bdi className="strong">{nameOf(client, naming)}</bdi>
        <span className="quiet">{words.when(at, today)}</span>
        {isOpen ? null : (
          <span className="amendment-state" data-standing={standing}>
            {words(`amendments.standing.${standing}`)}
          </span>
        )}
      </div>
      {isOpen && !isGone ? (
        <WordChanges before={now} after={result} />
      ) : (
        <WordChanges before={base} after={wording} />
      )}
      {isOpen && isGone ? <Said>{words('amendments.gone')}</Said> : null}
      {isOpen && !isGone && now === result ? <Said>{words('amendments.already')}</Said> : null}
      {isOpen && !isGone && amendment.isMoved ? (
        <details className="amendment-moved">
          <summary>
            {words(amendment.isOverlapping ? 'amendments.overlapping' : 'amendments.moved')}
          </summary>
          <WordChanges before={base} after={wording} />
        </details>
      ) : null}
      {why === '' ? null : (
        <p className="amendment-why">
          <strong>{words('amendments.card.why')}</strong> <bdi>{why}</bdi>
        </p>
      )}
      {sponsors.length === 0 ? null : (
        <p className="amendment-line">
          {words('amendments.sponsors', { count: sponsors.length, people: words.list(sponsors) })}
        </p>
      )}
      {amendment.parts.length === 0 ? null : (
        <p className="amendment-line">
          {words('amendments.parts', { labels: words.list(amendment.parts.map(labelOf)) })}
        </p>
      )}
      {amendment.clashes.map(clash => (
        <p
          key={clash.id}
          className="amendment-line"
          data-tone={clash.isHandled ? undefined : 'warning'}
        >
          {words(clash.isHandled ? 'amendments.clash.handled' : 'amendments.clash', {
            label: labelOf(clash.id),
          })}
        </p>
      ))}
      {amendment.isApart ? <Said>{words(`amendments.apart.${standing}`)}</Said> : null}
      <History amendment={amendment} authorOf={authorOf} nameOf={nameOf} />
      <Acts {...props} />
    </article>
  )
}

type HistoryProps = Pick<AmendmentCardProps, 'amendment' | 'authorOf'> & {
  nameOf: (client: number, naming: Naming) => string
}

/** The verdicts and other acts on an amendment, in their order. */
function History({ amendment, authorOf, nameOf }: HistoryProps) {
  const words = useWords()
  const [today] = useState(() => Date.now())
  if (amendment.record.length === 0) return null
  return (
    <ul className="thread-record">
      {amendment.record.map(entry => (
        <li key={entry.id}>
          {words(`amendments.record.${entry.kind}`, {
            who:
              entry.kind === 'withdraw'
                ? nameOf(entry.client, amendment.naming)
                : (authorOf(entry.client)?.handle ?? words('comments.someone')),
            when: words.when(entry.at, today),
          })}
        </li>
      ))}
    </ul>
  )
}

function Said({ children }: { children: ReactNode }) {
  return (
    <p className="amendment-line" data-tone="warning">
      {children}
    </p>
  )
}

function Acts(props: AmendmentCardProps) {
  const { amendment, isCurrent, rights, isOwn, isSponsor, onSettle, onSponsor } = props
  const [may, settles] = [rights.has('propose'), rights.has('settle')]
  const words = useWords()
  const isOpen = amendment.standing === 'open'
  if (!isOpen) {
    return settles ? (
      <div className="amendment-acts">
        <Button size="small" variant="quiet" onPress={() => onSettle('reopen')}>
          {words('amendments.reopen')}
        </Button>
      </div>
    ) : null
  }
  if (!settles && !may) return isCurrent ? <Settlers settles={false} /> : null
  const cannotAccept =
    amendment.to === null && amendment.target === null ? words('amendments.gone') : undefined
  return (
    <>
      <div className="amendment-acts">
        {settles ? (
          <>
            <Button
              size="small"
              variant="primary"
              unavailable={cannotAccept}
              onPress={() => onSettle('accept')}
            >
              {words(amendment.to === null ? 'amendments.accept' : 'amendments.accept.to')}
            </Button>
            <Button size="small" onPress={() => onSettle('decline')}>
              {words('amendments.decline')}
            </Button>
          </>
        ) : null}
        {may && !isOwn ? (
          <Button
            size="small"
            variant="quiet"
            onPress={() => onSponsor(isSponsor ? null : 'named')}
          >
            {words(isSponsor ? 'amendments.unsponsor' : 'amendments.sponsor')}
          </Button>
        ) : null}
        {may && isOwn ? (
          <Button size="small" variant="quiet" onPress={() => onSettle('withdraw')}>
            {words('amendments.withdraw')}
          </Button>
        ) : null}
      </div>
      {isCurrent ? <Settlers settles={settles} /> : null}
    </>
  )
}

function Settlers({ settles }: { settles: boolean }) {
  const words = useWords()
  return (
    <p className="quiet amendment-note">
      {words(settles ? 'amendments.settlers.you' : 'amendments.settlers')}
    </p>
  )
}

function More(props: AmendmentCardProps) {
  const { amendment, rights, isOwn, isSponsor, labelOf } = props
  const [may, settles] = [rights.has('propose'), rights.has('settle')]
  const words = useWords()
  const isOfText = amendment.to === null && amendment.target !== null
  if (amendment.standing !== 'open' || !(may || isOfText)) return null
  const merges = amendment.to === null && amendment.target ? amendment.clashes : []
  const reading: MenuAct[] = isOfText
    ? [{ id: 'beside', text: words('amendments.beside'), onAct: props.onBeside }]
    : []
  const acts: MenuAct[] = [
    { id: 'amend', text: words('amendments.amend'), onAct: props.onAmend },
    ...(isOwn || isSponsor
      ? []
      : (['role', 'withheld'] as const).map(naming => ({
          id: naming,
          text: words(`amendments.sponsor.${naming}`),
          onAct: () => props.onSponsor(naming),
        }))),
    ...merges.map(({ id }) => ({
      id: `merge ${id}`,
      text: words('amendments.merge', { label: labelOf(id) }),
      onAct: () => props.onMerge(id),
    })),
    ...(settles ? amendment.clashes.filter(({ isHandled }) => !isHandled) : []).map(({ id }) => ({
      id: `handled ${id}`,
      text: words('amendments.handle', { label: labelOf(id) }),
      onAct: () => props.onHandle(id),
    })),
  ]
  const label = words('amendments.more', { label: amendment.label })
  return (
    <Menu label={label} groups={[{ acts: may ? [...reading, ...acts] : reading }]}>
      <IconButton icon={Ellipsis} size="small" label={label} />
    </Menu>
  )
}
