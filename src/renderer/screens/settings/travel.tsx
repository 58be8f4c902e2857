// Travelling without some documents: which may leave this device, who keeps them meanwhile, what leaves
// with them and what stays, and asking for them back.
import { useState } from 'react'
import { BookLock, Eye, HardDrive, Luggage, Undo2 } from 'lucide-react'
import type { DocumentKind, DocumentSummary, Keeper, TravelStatus } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { kindName } from '../documents/kinds.ts'
import { Button, Checkbox, say, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

const consequences = [
  ['leaves', Luggage],
  ['kept', HardDrive],
  ['stays', Eye],
  ['back', Undo2],
] as const

type Row = TravelStatus['here'][number] & { title: string; kind: DocumentKind }

const rowsOf = (status: TravelStatus, documents: readonly DocumentSummary[]): Row[] =>
  status.here.flatMap(each => {
    const found = documents.find(({ id }) => id === each.document)
    return found ? [{ ...each, title: found.title, kind: found.kind }] : []
  })

/** Each device that keeps any of them, once. */
const keepersOf = (rows: readonly Row[]): Keeper[] => [
  ...new Map(rows.flatMap(row => row.keepers.map(each => [each.device, each] as const))).values(),
]

export function Travel({ group }: { group: GroupId }) {
  const core = useCore()
  const words = useWords()
  const told = ['groups.changed', 'documents.changed'] as const
  const { value: status, failure, again } = useAnswer('travel.status', { group }, told)
  const { value: documents } = useAnswer('documents.list', { group }, told)
  const { value: about } = useAnswer('groups.get', { group }, told)
  const [chosen, setChosen] = useState<ReadonlySet<DocumentId>>(new Set())
  const [isAsking, setAsking] = useState(false)
  const rows = status && documents ? rowsOf(status, documents) : []
  const picked = rows.filter(({ document }) => chosen.has(document))
  const ready = picked.filter(({ state }) => state === 'ready')
  const away = status?.away ?? []
  const keepers = (list: readonly Keeper[]): string =>
    words.list(
      list.map(({ member, name }) => {
        const handle = about?.memberList.find(({ id }) => id === member)?.handle ?? ''
        return name === '' ? handle : `${handle} (${name})`
      }),
    )
  const ask = useAct(async () => {
    const asked = picked.map(({ document }) => document)
    await core.call('travel.ask', { group, documents: asked })
    say(words('settings.travel.asked'))
    again()
  })
  const back = useAct(async () => {
    await core.call('travel.return', { group, documents: away.map(({ document }) => document) })
    say(words('settings.travel.askedBack'))
    again()
  })
  const refused = failure ?? ask.failure ?? back.failure
  const choose = (document: DocumentId, isChosen: boolean): void => {
    const next = new Set(chosen)
    if (isChosen) next.add(document)
    else next.delete(document)
    setChosen(next)
  }
  return (
    <>
      <p className="muted">{words('settings.travel.text')}</p>
      <FailureNotice of={refused} />
      {rows.length === 0 && away.length === 0 ? (
        <p className="small muted">{words('settings.travel.none')}</p>
      ) : null}
      {rows.length === 0 ? null : (
        <fieldset className="travel-documents" aria-label={words('settings.travel.choose')}>
          {rows.map(({ document, title, kind, state, keepers: list }) => (
            <Checkbox
              key={document}
              isSelected={chosen.has(document)}
              isDisabled={state === 'only-you'}
              onChange={isChosen => choose(document, isChosen)}
              hint={words(`settings.travel.state.${state}`, { keepers: keepers(list) })}
              after={<span className="small muted">{kindName(kind, words)}</span>}
            >
              <span dir="auto">{title}</span>
            </Checkbox>
          ))}
        </fieldset>
      )}
      {picked.length === 0 ? null : (
        <div className="travel-acts">
          <Button busy={ask.busy} onPress={() => void ask.run()}>
            {words('settings.travel.ask', { documents: picked.length })}
          </Button>
          <Button
            icon={BookLock}
            variant="danger"
            unavailable={ready.length === 0 ? words('settings.travel.nobodyYet') : undefined}
            onPress={() => ready.length > 0 && setAsking(true)}
          >
            {words('settings.travel.leave', { documents: ready.length })}
          </Button>
        </div>
      )}
      {picked.length > ready.length ? (
        <p className="small muted">{words('settings.travel.nobodyYet')}</p>
      ) : null}
      {away.length === 0 ? null : (
        <Away away={away} keepers={keepers} busy={back.busy} onReturn={() => void back.run()} />
      )}
      {isAsking ? (
        <Leave
          group={group}
          ready={ready}
          keepers={keepers}
          onLeft={() => {
            setChosen(new Set())
            again()
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  )
}

/** The names of members and devices that keep a document. */
type Named = (list: readonly Keeper[]) => string

type AwayProps = { away: TravelStatus['away']; keepers: Named; busy: boolean; onReturn: () => void }

function Away({ away, keepers, busy, onReturn }: AwayProps) {
  const words = useWords()
  return (
    <div className="travel-away">
      <h3>{words('settings.travel.away', { documents: away.length })}</h3>
      <ul>
        {away.map(({ document, since, isAsked, keepers: list }) => (
          <li key={document} className="small">
            {words(isAsked ? 'settings.travel.comes' : 'settings.travel.gone', {
              date: words.date(since),
              keepers: keepers(list),
            })}
          </li>
        ))}
      </ul>
      <Button icon={Undo2} busy={busy} onPress={onReturn}>
        {words('settings.travel.return')}
      </Button>
    </div>
  )
}

type LeaveProps = {
  group: GroupId
  ready: readonly Row[]
  keepers: Named
  onLeft: () => void
  onClose: () => void
}

function Leave({ group, ready, keepers, onLeft, onClose }: LeaveProps) {
  const core = useCore()
  const words = useWords()
  return (
    <ConfirmDialog
      danger
      title={words('settings.travel.leaveTitle', { documents: ready.length })}
      act={words('settings.travel.leave', { documents: ready.length })}
      safe={words('settings.travel.keep')}
      onAct={async () => {
        const wanted = ready.map(({ document }) => document)
        const { left } = await core.call('travel.leave', { group, documents: wanted })
        say(words('settings.travel.left', { documents: left.length }))
        onLeft()
      }}
      onClose={onClose}
      means={consequences.map(([id, icon]) => ({
        id,
        icon,
        title: words(`settings.travel.${id}.title`),
        text: words(`settings.travel.${id}`, {
          keepers: keepers(keepersOf(ready)),
          alone: ready.filter(({ keepers: list }) => list.length === 1).length,
        }),
      }))}
    />
  )
}
