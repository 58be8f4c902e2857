// The rows of action items, in their sections.
import { Button as AriaButton } from 'react-aria-components/Button'
import { CircleCheck, CircleMinus } from 'lucide-react'
import type { ActionItem } from '#shared/contract'
import type { Members } from '../meetings/members.ts'
import { Checkbox, Icon, MemberMark, Parts, type RowFocus } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { Due } from './due.tsx'

export type Section = 'late' | 'soon' | 'later' | 'noDay' | 'done'

export const keyOf = ({ document, block }: ActionItem): string => `${document} ${block}`

type ActionTableProps = {
  /** In the order of their sections. */
  items: readonly ActionItem[]
  sectionOf: (item: ActionItem) => Section
  members: Members
  now: number
  chosen: ActionItem | undefined
  isBusy: boolean
  onMark: (item: ActionItem, next: 'done' | 'open') => void
  onChoose: (item: ActionItem) => void
}

export function ActionTable(props: ActionTableProps) {
  const { items, sectionOf, members, now, chosen, isBusy, onMark, onChoose } = props
  const words = useWords()
  const counts = Map.groupBy(items, sectionOf)
  return (
    <Parts items={items}>
      {shown => (
        <table className="action-table">
          <caption className="unseen">{words('follow-up.actions')}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{words('follow-up.column.done')}</span>
              </th>
              <th scope="col">{words('follow-up.column.what')}</th>
              <th scope="col">{words('follow-up.column.owner')}</th>
              <th scope="col">{words('follow-up.column.due')}</th>
            </tr>
          </thead>
          {[...Map.groupBy(shown, ({ item }) => sectionOf(item))].map(([section, rows]) => (
            <tbody key={section}>
              <tr className="action-section">
                <th scope="rowgroup" colSpan={4}>
                  {words(`follow-up.section.${section}`)}{' '}
                  <span className="muted">{words.number(counts.get(section)?.length ?? 0)}</span>
                </th>
              </tr>
              {rows.map(({ item, row }) => (
                <ActionRow
                  key={keyOf(item)}
                  item={item}
                  row={row}
                  members={members}
                  now={now}
                  isChosen={item === chosen}
                  isBusy={isBusy}
                  onMark={next => onMark(item, next)}
                  onChoose={() => onChoose(item)}
                />
              ))}
            </tbody>
          ))}
        </table>
      )}
    </Parts>
  )
}

type RowProps = {
  item: ActionItem
  row: RowFocus
  members: Members
  now: number
  isChosen: boolean
  isBusy: boolean
  onMark: (next: 'done' | 'open') => void
  onChoose: () => void
}

function ActionRow(props: RowProps) {
  const { item, row, members, now, isChosen, isBusy, onMark, onChoose } = props
  const words = useWords()
  const { words: text, title, place, owner, state, isUnreached } = item
  const member = members.of(owner)
  return (
    <tr data-current={isChosen || undefined} {...row}>
      <td>
        <Checkbox
          isSelected={state === 'done'}
          isDisabled={isBusy}
          aria-label={words('follow-up.doneOf', { action: text })}
          onChange={isDone => onMark(isDone ? 'done' : 'open')}
        >
          {null}
        </Checkbox>
      </td>
      <th scope="row">
        <AriaButton className="action-name" aria-pressed={isChosen} onPress={onChoose}>
          {state === 'open' ? null : (
            <Icon of={state === 'done' ? CircleCheck : CircleMinus} size="small" />
          )}
          <span dir="auto">{text}</span>
        </AriaButton>
        <span className="smallest quiet action-from">
          {place === '' ? <bdi>{title}</bdi> : words('follow-up.place', { title, place })}
        </span>
      </th>
      <td>
        {owner === null ? (
          <span className="muted">{words('follow-up.noOwner')}</span>
        ) : (
          <span className="action-owner">
            <MemberMark handle={member?.handle ?? '?'} color={member?.color ?? 1} size="small" />
            <bdi>{members.nameOf(owner)}</bdi>
          </span>
        )}
        {members.hasLeft(owner) ? (
          <span className="smallest action-from owner-left">{words('follow-up.hasLeft')}</span>
        ) : isUnreached && owner !== null ? (
          <span className="smallest quiet action-from">
            {words('follow-up.unreached', { name: members.handleOf(owner) })}
          </span>
        ) : null}
      </td>
      <td>
        <Due item={item} now={now} />
      </td>
    </tr>
  )
}
