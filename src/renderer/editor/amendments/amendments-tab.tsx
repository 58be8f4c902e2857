// The amendments tab: what was proposed, in the order of the page, open or settled, and a place to
// propose more. The list is there to read also for who may propose nothing.
import { useEffect, useRef, useState } from 'react'
import { FileDiff, FilePlus } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { togetherOf, type Amendment, type EntryId } from '#shared/document'
import { useAnswer } from '../../core-client.ts'
import { isKey } from '../../commands/keys.ts'
import { Button, EmptyState, say, Segments } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'
import { useMembers } from '../comments/use-authors.ts'
import { usePage, usePageState } from '../page/page-state.ts'
import { AmendmentCard } from './amendment-card.tsx'
import { AmendmentForm } from './amendment-form.tsx'
import { BesideDialog } from './beside-dialog.tsx'
import { openOf, useAmendments, useAmendmentsView } from './amendments-state.ts'
import { useProposing } from './use-proposing.ts'
import './amendments.css'

export type AmendmentsTabProps = {
  summary: DocumentSummary
  /** May propose other words; settles amendments. */
  may: boolean
  settles: boolean
}

export function AmendmentsTab({ summary, may, settles }: AmendmentsTabProps) {
  const words = useWords()
  const state = useAmendments()
  const { amendments, clients, current, draft } = useAmendmentsView()
  const page = usePageState()
  const blocks = usePage(each => each.blocks)
  const list = useRef<HTMLDivElement>(null)
  const [isSettled, setSettled] = useState(false)
  const { value: group } = useAnswer('groups.get', { group: summary.group }, ['groups.changed'])
  const members = useMembers(summary.id, clients)
  const begin = useProposing()
  const [beside, setBeside] = useState<EntryId | null>(null)

  const byId = new Map(amendments.map(each => [each.id, each]))
  const chosen = current === null ? undefined : byId.get(current)
  const shownSettled = chosen ? chosen.standing !== 'open' : isSettled
  useEffect(() => {
    if (current === null) return
    const card = list.current?.querySelector<HTMLElement>(`[data-amendment="${current}"]`)
    card?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const placeOf = ({ target }: Amendment): string | null =>
    target ? (blocks[target.index]?.place ?? '') : null
  const labelOf = (id: EntryId): string => byId.get(id)?.label ?? id
  const authorOf = (client: number) =>
    group?.memberList.find(({ id }) => id === members.get(client))
  const shown = amendments
    .filter(({ standing }) => (standing === 'open') === !shownSettled)
    .toSorted(
      (a, b) => (a.target?.index ?? Infinity) - (b.target?.index ?? Infinity) || a.at - b.at,
    )
  const settle = (amendment: Amendment, verdict: Parameters<typeof state.settle>[1]): void => {
    state.settle(amendment.id, verdict)
    state.show({ current: null })
    say(words(`amendments.done.${verdict}`, { label: amendment.label }))
  }
  const isSelf = (client: number): boolean => state.isSame(client, state.self())
  const merge = (one: Amendment, id: EntryId): void => {
    const other = byId.get(id)
    if (!other || !one.target) return
    const { text, clashes } = togetherOf(one, other)
    const about = { block: one.target.block }
    const parts = [one.id, other.id]
    state.show({ draft: { about, parts, base: one.target.text, wording: text, clashes } })
  }
  const nowOf = ({ to, target, base }: Amendment): string =>
    to === null ? (target?.text ?? base) : (byId.get(to)?.wording ?? base)
  const asked = beside === null ? undefined : byId.get(beside)
  const besides = openOf(amendments).filter(
    ({ to, target }) => to === null && target && target.block === asked?.target?.block,
  )
  const signed = ({ label, client, naming }: Amendment): string => {
    const member = naming === 'named' ? authorOf(client)?.handle : undefined
    return member === undefined ? label : words('amendments.beside.by', { label, member })
  }
  const titleOf = (about: NonNullable<typeof draft>['about']): string => {
    if ('amendment' in about) return words('amendments.new.to', { label: labelOf(about.amendment) })
    const place = blocks.find(({ id }) => id === about.block)?.place ?? ''
    return place === '' ? words('amendments.new') : words('amendments.new.place', { place })
  }

  return (
    <div
      ref={list}
      onKeyDown={event => {
        if (
          !isKey(event.nativeEvent, 'accept') ||
          event.defaultPrevented ||
          !settles ||
          chosen?.standing !== 'open'
        )
          return
        if (chosen.to === null && chosen.target === null) return
        event.preventDefault()
        settle(chosen, 'accept')
      }}
      role="presentation"
    >
      <div className="panel-choice">
        <span className="grow">
          {words('amendments.open', { count: openOf(amendments).length })}
        </span>
        <Segments
          label={words('amendments.which')}
          segments={[
            { id: 'open', text: words('amendments.which.open') },
            { id: 'settled', text: words('amendments.which.settled') },
          ]}
          value={shownSettled ? 'settled' : 'open'}
          onChange={next => {
            setSettled(next === 'settled')
            state.show({ current: null })
          }}
        />
      </div>
      <div className="panel-list">
        {draft ? (
          <AmendmentForm
            key={JSON.stringify([draft.about, draft.parts])}
            document={summary.id}
            draft={draft}
            title={titleOf(draft.about)}
            onCancel={() => {
              state.show({ draft: null })
              page.focusText()
            }}
            onPropose={wanted => {
              const { about, parts = [] } = draft
              const made = state.propose({ about, parts, ...wanted })
              if ('refused' in made) say(words(sentenceOf[made.refused]))
              else state.show({ draft: null, current: made.id })
              return !('refused' in made)
            }}
          />
        ) : may ? (
          <div className="amendment-acts">
            <Button size="small" icon={FilePlus} onPress={() => begin()}>
              {words('amendments.propose')}
            </Button>
          </div>
        ) : null}
        {shown.map(amendment => (
          <AmendmentCard
            key={amendment.id}
            amendment={amendment}
            may={may}
            settles={settles}
            authorOf={authorOf}
            labelOf={labelOf}
            now={nowOf(amendment)}
            place={placeOf(amendment)}
            isCurrent={amendment.id === current}
            isOwn={isSelf(amendment.client)}
            isSponsor={amendment.sponsors.some(({ client }) => isSelf(client))}
            onShow={() => {
              state.show({ current: amendment.id })
              const block = blocks[amendment.target?.index ?? -1]
              if (block) page.goTo(block.id)
            }}
            onSettle={verdict => settle(amendment, verdict)}
            onSponsor={naming => state.sponsor(amendment.id, naming)}
            onAmend={() => {
              const { wording } = amendment
              state.show({ draft: { about: { amendment: amendment.id }, base: wording, wording } })
            }}
            onMerge={other => merge(amendment, other)}
            onHandle={other => state.handle(amendment.id, other)}
            onBeside={() => setBeside(amendment.id)}
          />
        ))}
        {shown.length === 0 && !draft ? (
          <EmptyState
            icon={FileDiff}
            title={words(shownSettled ? 'amendments.none.settled' : 'amendments.none.open')}
          >
            {shownSettled || !may ? null : words('amendments.none.how')}
          </EmptyState>
        ) : null}
      </div>
      {asked?.target && besides.length > 0 ? (
        <BesideDialog
          amendments={besides}
          now={asked.target.text}
          place={placeOf(asked) ?? ''}
          titleOf={signed}
          onClose={() => setBeside(null)}
        />
      ) : null}
    </div>
  )
}
