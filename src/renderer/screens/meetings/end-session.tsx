// Ending a session: every item is decided, deferred, dropped or noted first. The focus begins on
// going on.
import { useId, useState } from 'react'
import { CircleAlert, CornerDownRight, Lock, RotateCcw, UserRoundX, Users } from 'lucide-react'
import type { AgendaItem, ItemPlace, Meeting } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import {
  Button,
  CloseButton,
  Consequences,
  Dialog,
  FailureNotice,
  Icon,
  say,
  Select,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { itemGlyphs } from './agenda-row.tsx'
import { isSamePlace } from './item-names.ts'
import { type ItemEnd, itemEnds, endsUnquorate } from './item-ends.ts'

type Ends = Readonly<Record<string, ItemEnd>>

const keyOf = ({ agenda, block }: ItemPlace): string => `${agenda} ${block}`

type EndSessionProps = { meeting: Meeting; settleFloor: () => Promise<void>; onClose: () => void }

export function EndSession({ meeting, settleFloor, onClose }: EndSessionProps) {
  const words = useWords()
  const core = useCore()
  const reasonId = useId()
  const { agenda, title, list, undecided } = meeting
  const [ends, setEnds] = useState<Ends>({})
  const left = undecided.filter(place => ends[keyOf(place)] === undefined)
  const end = useAct(async () => {
    // After the end core takes no floor, and nobody reads that it refused one.
    await settleFloor()
    for (const place of undecided) {
      const state = ends[keyOf(place)]
      if (state) await core.call('meetings.item', { ...place, state })
    }
    await core.call('meetings.end', { agenda })
    say(words('meetings.end.done', { title }))
    onClose()
  })
  const { present, entitled, needed } = meeting.quorum
  const isUnquorate = endsUnquorate(meeting, place => ends[keyOf(place)])
  const isOpen = (item: AgendaItem): boolean => undecided.some(place => isSamePlace(item, place))
  // Items above parts end with these.
  const rows = list.filter(
    item => isOpen(item) || (item.state !== 'open' && item.state !== 'debated'),
  )
  return (
    <Dialog
      role="alertdialog"
      size="large"
      isOpen
      onClose={onClose}
      busy={end.busy}
      title={words('meetings.end.title', { title })}
      lead={words('meetings.end.lead')}
      foot={
        <>
          <span className="grow small muted" id={reasonId}>
            {left.length > 0 ? words('meetings.end.left', { count: left.length }) : null}
          </span>
          {/* The safe choice has the focus when the question opens. */}
          <CloseButton autoFocus>{words('meetings.end.goOn')}</CloseButton>
          <Button
            variant="primary"
            busy={end.busy}
            aria-describedby={reasonId}
            unavailable={
              left.length > 0 ? words('meetings.end.left', { count: left.length }) : undefined
            }
            onPress={() => void end.run()}
          >
            {words('meetings.session.end')}
          </Button>
        </>
      }
    >
      <table className="end-items">
        <caption className="unseen">{words('meetings.end.lead')}</caption>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {words('meetings.end.item')}
            </th>
            <th scope="col">{words('meetings.end.as')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(item => (
            <EndRow
              key={keyOf(item)}
              item={item}
              isOpen={isOpen(item)}
              chosen={ends[keyOf(item)]}
              onChoose={state => setEnds(all => ({ ...all, [keyOf(item)]: state }))}
            />
          ))}
        </tbody>
      </table>
      <Consequences
        items={[
          ...(isUnquorate
            ? [
                {
                  id: 'quorum',
                  icon: UserRoundX,
                  text: words('meetings.unquorate.end', { present, entitled, needed }),
                },
              ]
            : []),
          { id: 'deferred', icon: CornerDownRight, text: words('meetings.end.deferred') },
          { id: 'attendance', icon: Users, text: words('meetings.end.attendance') },
          { id: 'again', icon: RotateCcw, text: words('meetings.end.again') },
        ]}
      />
      <FailureNotice of={end.failure} />
    </Dialog>
  )
}

type EndRowProps = {
  item: AgendaItem
  isOpen: boolean
  chosen: ItemEnd | undefined
  onChoose: (state: ItemEnd) => void
}

function EndRow({ item, isOpen, chosen, onChoose }: EndRowProps) {
  const words = useWords()
  const { title, circle, state } = item
  return (
    <tr>
      <td className="end-number">
        {circle === null ? <bdi>{item.number}</bdi> : <Icon of={Lock} size="small" />}
      </td>
      <th scope="row">
        <span dir="auto">{title}</span>
        {circle === null ? null : (
          <span className="smallest quiet end-note">
            {words('meetings.closedCircle', { circle: circle.name })}
          </span>
        )}
      </th>
      <td>
        {isOpen ? (
          <>
            {chosen === undefined ? (
              <span className="end-missing small">
                <Icon of={CircleAlert} size="small" />
                {words('meetings.end.missing')}
              </span>
            ) : null}
            <Select<ItemEnd | 'none'>
              label={words('meetings.end.how', { title })}
              labelUnseen
              value={chosen ?? 'none'}
              onChange={next => {
                if (next !== 'none') onChoose(next)
              }}
              choices={[
                ...(chosen === undefined
                  ? [{ id: 'none' as const, text: words('meetings.end.choose') }]
                  : []),
                ...itemEnds.map(id => ({ id, text: words(`meetings.itemState.${id}`) })),
              ]}
            />
          </>
        ) : (
          <span className="ended-as" data-state={state}>
            <Icon of={itemGlyphs[state]} size="small" />
            {state === 'open' ? null : words(`meetings.itemState.${state}`)}
          </span>
        )}
      </td>
    </tr>
  )
}
