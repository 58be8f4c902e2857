// The check of a pack from a file, as a reader outside makes it: the answer and the rows are those of the
// verification page.
import { useState, type ReactNode } from 'react'
import {
  CircleCheck,
  CircleHelp,
  CircleX,
  IdCard,
  Minus,
  PackageCheck,
  PackageOpen,
} from 'lucide-react'
import type { CoreContract } from '#shared/contract'
import { answerOf, rowsOf, type Looked, type Say } from '#shared/adoption'
import type { FileGrant, GroupId } from '#shared/ids'
import type { Output } from '#shared/rpc'
import { useOffer } from '../../shell/commands/offered.ts'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { usePeople } from '../decisions/people.ts'
import { Button, CloseButton, Dialog, FailureNotice, Icon, Notice } from '../../ui/index.ts'
import { useWords, type MessageId, type Words } from '../../words/index.ts'
import './adoption.css'

type Found = Output<CoreContract, 'adoption.check'> & { name: string }

const icons = { ok: CircleCheck, bad: CircleX, unknown: CircleHelp, none: Minus } as const
const tones = { ok: 'good', bad: 'error', unknown: 'warning', plain: 'plain' } as const

const saying =
  (words: Words): Say =>
  (id, values = {}) =>
    words(`verify.${id}` as MessageId, values)

/** The check as an act of a screen, also from the palette, and its dialog while it is open. */
export function useCheck(group: GroupId): { check: () => void; dialog: ReactNode } {
  const words = useWords()
  const [isOpen, setIsOpen] = useState(false)
  const check = (): void => setIsOpen(true)
  useOffer({
    acts: () => [
      { id: 'pack-check', text: words('adoption.check.title'), icon: PackageCheck, act: check },
    ],
  })
  return {
    check,
    dialog: isOpen ? <CheckDialog group={group} onClose={() => setIsOpen(false)} /> : null,
  }
}

type CheckDialogProps = { group: GroupId; onClose: () => void }

function CheckDialog({ group, onClose }: CheckDialogProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const [card, setCard] = useState<{ file: FileGrant; name: string } | null>(null)
  const [found, setFound] = useState<Found | null>(null)
  const check = useAct(async () => {
    const pack = await shell.call('dialog.open', { type: 'pack' })
    if (!pack) return
    const input = { group, pack: pack.file, card: card?.file ?? null }
    setFound({ ...(await core.call('adoption.check', input)), name: pack.name })
  })
  const choose = useAct(async () => {
    const chosen = await shell.call('dialog.open', { type: 'card' })
    if (!chosen) return
    setCard(chosen)
    setFound(null)
  })
  return (
    <Dialog
      size="large"
      isOpen
      onClose={onClose}
      busy={check.busy || choose.busy}
      title={words('adoption.check.title')}
      lead={words('adoption.check.lead')}
      foot={
        <>
          <Button icon={IdCard} busy={choose.busy} onPress={() => void choose.run()}>
            {words('adoption.check.card')}
          </Button>
          <span className="grow" />
          <CloseButton>{words('ui.close')}</CloseButton>
          <Button
            variant="primary"
            icon={PackageOpen}
            autoFocus
            busy={check.busy}
            onPress={() => void check.run()}
          >
            {words(found ? 'adoption.check.another' : 'adoption.check.choose')}
          </Button>
        </>
      }
    >
      <div className="pack-check">
        <p className="small muted">
          {card
            ? words.rich('adoption.check.byFile', { name: <bdi>{card.name}</bdi> })
            : words('adoption.check.byOwn')}
        </p>
        <FailureNotice of={check.failure ?? choose.failure} />
        {found ? <Result found={found} group={group} /> : null}
      </div>
    </Dialog>
  )
}

function Result({ found, group }: { found: Found; group: GroupId }) {
  const words = useWords()
  const people = usePeople(group)
  const say = saying(words)
  const { name, summary, card, signed, lacking } = found
  const looked: Looked = {
    checked: summary,
    isRefused: summary === null,
    isReading: false,
    hasCard: card !== null,
    compared: card === null ? null : true,
  }
  const { look, title, hint } = answerOf(looked, say)
  return (
    <>
      <h3 className="small">
        <bdi>{name}</bdi>
      </h3>
      <Notice tone={tones[look]} title={title}>
        {hint}
      </Notice>
      {card && summary && summary.verdict !== 'changed' ? (
        <p className="small">
          {words.rich('adoption.check.cardOf', {
            name: <bdi>{card.group}</bdi>,
            level: card.level,
          })}
        </p>
      ) : null}
      {summary ? (
        <ul className="check-rows" aria-label={words('verify.checked')}>
          {rowsOf(summary, looked, [], say).map(row => (
            <li key={row.name} data-look={row.look}>
              <Icon of={icons[row.look]} />
              <b>
                <bdi>{row.name}</bdi>
              </b>
              <span dir="auto">{row.text}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {signed.length > 0 ? (
        <p className="small">
          {words('adoption.check.signed', { names: people.handles(signed) })}
          {words.gap}
          {lacking.length > 0
            ? words('adoption.check.lacking', { names: people.handles(lacking) })
            : null}
        </p>
      ) : null}
    </>
  )
}
