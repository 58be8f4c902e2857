// The amendments tab: what was proposed, in the order of the page, open or settled, and a place to
// propose more. The list is there to read also for who may propose nothing.
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { FileDiff, FilePlus } from 'lucide-react'
import type { DocumentSummary, Member, Right } from '#shared/contract'
import { togetherOf, type Amendment } from '#document/review/amendments'
import type { EntryId } from '#document/ids'
import type { DocumentId } from '#shared/ids'
import { isKey } from '../../../shell/commands/keys.ts'
import { Button, EmptyState, say, Segments } from '../../../ui/index.ts'
import { sentenceOf, useWords } from '../../../words/index.ts'
import { useMembers } from '../comments/use-authors.ts'
import { usePage, usePageState } from '../../page/page-state.ts'
import { AmendmentCard, type AmendmentCardProps } from './amendment-card.tsx'
import { AmendmentForm } from './amendment-form.tsx'
import { SideBySideDialog } from './side-by-side-dialog.tsx'
import {
  type AmendmentDraft,
  openOf,
  useAmendments,
  useAmendmentsView,
  type Verdict,
} from './amendments-state.ts'
import { useProposing } from './use-proposing.ts'
import { useGroupHere } from '../../stable-summary.ts'
import './amendments.css'

export type AmendmentsTabProps = { summary: DocumentSummary; rights: ReadonlySet<Right> }

export function AmendmentsTab({ summary, rights }: AmendmentsTabProps) {
  const words = useWords()
  const state = useAmendments()
  const { amendments, clients, current, draft } = useAmendmentsView()
  const blocks = usePage(each => each.blocks)
  const list = useRef<HTMLDivElement>(null)
  const [isSettled, setSettled] = useState(false)
  const group = useGroupHere()
  const members = useMembers(summary.id, clients)
  const begin = useProposing()
  const settle = useSettling()
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

  const onKeyDown = (event: KeyboardEvent): void => {
    if (
      !isKey(event.nativeEvent, 'accept') ||
      event.defaultPrevented ||
      !rights.has('settle') ||
      chosen?.standing !== 'open'
    )
      return
    if (chosen.to === null && chosen.target === null) return
    event.preventDefault()
    settle(chosen, 'accept')
  }

  return (
    <div ref={list} onKeyDown={onKeyDown} role="presentation">
      <Choice
        open={openOf(amendments).length}
        isSettled={shownSettled}
        onChange={next => {
          setSettled(next)
          state.show({ current: null })
        }}
      />
      <div className="panel-list">
        {draft ? (
          <Draft document={summary.id} draft={draft} labelOf={labelOf} />
        ) : rights.has('propose') ? (
          <div className="amendment-acts">
            <Button size="small" icon={FilePlus} onPress={() => begin()}>
              {words('amendments.propose')}
            </Button>
          </div>
        ) : null}
        {shown.map(amendment => (
          <Card
            key={amendment.id}
            amendment={amendment}
            rights={rights}
            authorOf={authorOf}
            labelOf={labelOf}
            onBeside={() => setBeside(amendment.id)}
          />
        ))}
        {shown.length === 0 && !draft ? (
          <EmptyState
            icon={FileDiff}
            title={words(shownSettled ? 'amendments.none.settled' : 'amendments.none.open')}
          >
            {shownSettled || !rights.has('propose') ? null : words('amendments.none.how')}
          </EmptyState>
        ) : null}
      </div>
      {beside === null ? null : (
        <SideBySide
          amendments={amendments}
          asked={byId.get(beside)}
          authorOf={authorOf}
          placeOf={placeOf}
          onClose={() => setBeside(null)}
        />
      )}
    </div>
  )
}

/** Settles an amendment and says so. */
function useSettling(): (amendment: Amendment, verdict: Verdict) => void {
  const words = useWords()
  const state = useAmendments()
  return (amendment, verdict) => {
    const { label } = amendment
    if (!state.settle(amendment.id, verdict)) return say(words('amendments.decided', { label }))
    state.show({ current: null })
    say(words(`amendments.done.${verdict}`, { label }))
  }
}

type CardProps = Pick<
  AmendmentCardProps,
  'amendment' | 'rights' | 'authorOf' | 'labelOf' | 'onBeside'
>

/** One amendment of the list, with its acts on the page and the document. */
function Card({ amendment, rights, authorOf, labelOf, onBeside }: CardProps) {
  const state = useAmendments()
  const { amendments, current } = useAmendmentsView()
  const page = usePageState()
  const blocks = usePage(each => each.blocks)
  const settle = useSettling()
  const { target, to, base } = amendment
  const find = (id: EntryId) => amendments.find(each => each.id === id)
  const now = to === null ? (target?.text ?? base) : (find(to)?.wording ?? base)
  const isSelf = (client: number): boolean => state.isSame(client, state.self())
  const merge = (id: EntryId): void => {
    const other = find(id)
    if (!other || !target) return
    const { text, clashes } = togetherOf(amendment, other)
    const about = { block: target.block }
    const parts = [amendment.id, other.id]
    state.show({ draft: { about, parts, base: target.text, wording: text, clashes } })
  }
  return (
    <AmendmentCard
      amendment={amendment}
      rights={rights}
      authorOf={authorOf}
      labelOf={labelOf}
      now={now}
      place={target ? (blocks[target.index]?.place ?? '') : null}
      isCurrent={amendment.id === current}
      isOwn={isSelf(amendment.client)}
      isSponsor={amendment.sponsors.some(({ client }) => isSelf(client))}
      onShow={() => {
        state.show({ current: amendment.id })
        const block = blocks[target?.index ?? -1]
        if (block) page.goTo(block.id)
      }}
      onSettle={verdict => settle(amendment, verdict)}
      onSponsor={naming => state.sponsor(amendment.id, naming)}
      onAmend={() => {
        const { wording } = amendment
        state.show({ draft: { about: { amendment: amendment.id }, base: wording, wording } })
      }}
      onMerge={merge}
      onHandle={other => state.handle(amendment.id, other)}
      onBeside={onBeside}
    />
  )
}

type ChoiceProps = { open: number; isSettled: boolean; onChange: (isSettled: boolean) => void }

function Choice({ open, isSettled, onChange }: ChoiceProps) {
  const words = useWords()
  return (
    <div className="panel-choice">
      <span className="grow">{words('amendments.open', { count: open })}</span>
      <Segments
        label={words('amendments.which')}
        segments={[
          { id: 'open', text: words('amendments.which.open') },
          { id: 'settled', text: words('amendments.which.settled') },
        ]}
        value={isSettled ? 'settled' : 'open'}
        onChange={next => onChange(next === 'settled')}
      />
    </div>
  )
}

type DraftProps = { document: DocumentId; draft: AmendmentDraft; labelOf: (id: EntryId) => string }

/** The form of a new amendment. */
function Draft({ document, draft, labelOf }: DraftProps) {
  const words = useWords()
  const state = useAmendments()
  const page = usePageState()
  const blocks = usePage(each => each.blocks)
  const titleOf = (about: AmendmentDraft['about']): string => {
    if ('amendment' in about) return words('amendments.new.to', { label: labelOf(about.amendment) })
    const place = blocks.find(({ id }) => id === about.block)?.place ?? ''
    return place === '' ? words('amendments.new') : words('amendments.new.place', { place })
  }
  return (
    <AmendmentForm
      key={JSON.stringify([draft.about, draft.parts])}
      document={document}
      draft={draft}
      title={titleOf(draft.about)}
      onCancel={() => {
        state.show({ draft: null })
        page.focusText()
      }}
      onPropose={wanted => {
        const { about, parts = [] } = draft
        const made = state.propose({ about, parts, ...wanted })
        if ('refused' in made) say(words(sentenceOf(made.refused)))
        else {
          state.show({ draft: null, current: made.id })
          const label = state.view().amendments.find(({ id }) => id === made.id)?.label ?? ''
          say(words('amendments.proposed', { label }))
        }
        return !('refused' in made)
      }}
    />
  )
}

type SideBySideProps = {
  amendments: readonly Amendment[]
  /** The one whose paragraph is shown. */
  asked: Amendment | undefined
  authorOf: (client: number) => Member | undefined
  placeOf: (amendment: Amendment) => string | null
  onClose: () => void
}

/** All open amendments to one paragraph. */
function SideBySide({ amendments, asked, authorOf, placeOf, onClose }: SideBySideProps) {
  const words = useWords()
  const besides = openOf(amendments).filter(
    ({ to, target }) => to === null && target && target.block === asked?.target?.block,
  )
  const signed = ({ label, client, naming }: Amendment): string => {
    const member = naming === 'named' ? authorOf(client)?.handle : undefined
    return member === undefined
      ? words('amendments.card', { label })
      : words('amendments.beside.by', { label, member })
  }
  if (!asked?.target || besides.length === 0) return null
  return (
    <SideBySideDialog
      amendments={besides}
      now={asked.target.text}
      place={placeOf(asked) ?? ''}
      titleOf={signed}
      onClose={onClose}
    />
  )
}
