// Whether work is safe and whom it reaches now. Offline is a normal state, said calmly.
import { HardDriveDownload, RadioTower } from 'lucide-react'
import { useAnswer } from '../core-client.ts'
import { useGo } from '../router.ts'
import { useSaving } from '../saving.tsx'
import { Icon, Link } from '../ui/index.ts'
import { useWords, type Words } from '../words/index.ts'
import { useOverlays } from './overlays.ts'
import { focusNetworkCard } from '../members/network-card.tsx'
import { toSendWords } from '../members/to-send.ts'

type ReachState = 'off' | 'alone' | 'mailbox' | 'peers'

export function useReach() {
  const { value } = useAnswer('network.status', undefined, [
    'network.changed',
    'documents.changed',
    'groups.changed',
    'settings.changed',
  ])
  const peers = value?.peers.length ?? 0
  const open = value?.mailboxes.filter(({ state }) => state === 'in-touch') ?? []
  const state: ReachState =
    peers > 0 ? 'peers' : open.length > 0 ? 'mailbox' : value?.on ? 'alone' : 'off'
  return {
    state,
    peers,
    /** Other devices that have a mailbox of ours open just now; null when none is in touch. */
    byMailbox: open.length > 0 ? open.reduce((sum, { others }) => sum + others, 0) : null,
    changesToGo: value?.changesToGo ?? 0,
    status: value,
    known: value !== undefined,
  }
}

type Reach = ReturnType<typeof useReach>

function howOf({ state, peers, byMailbox }: Reach, isFailing: boolean, words: Words): string {
  if (state === 'mailbox') return words('app.reach.byMailbox')
  if (state !== 'peers') return words(isFailing ? 'app.reach.notSaved' : 'app.reach.saved')
  return byMailbox === null
    ? words('app.reach.encrypted')
    : words('app.reach.both', { peers, others: byMailbox })
}

export function ConnectionCard() {
  const words = useWords()
  const go = useGo()
  const { open } = useOverlays()
  const reach = useReach()
  const isFailing = useSaving() !== 'saved'
  const inTouch = reach.state === 'peers' || reach.state === 'mailbox'
  return (
    <div className="reach-card">
      <div className="reach-row">
        <Icon of={inTouch ? RadioTower : HardDriveDownload} />
        <div>
          <div className="strong">{words(`app.reach.${reach.state}`, { peers: reach.peers })}</div>
          <div className="muted">
            {words.sentences([
              howOf(reach, isFailing, words),
              ...(reach.status ? [toSendWords(reach.status, words)] : []),
            ])}
          </div>
        </div>
      </div>
      {inTouch ? null : (
        <div className="reach-links smallest strong">
          <Link onPress={() => open('exchange')}>{words('app.reach.byFile')}</Link>
          <Link
            onPress={() => {
              go({ screen: 'members', network: true })
              focusNetworkCard()
            }}
          >
            {words('app.reach.network')}
          </Link>
        </div>
      )}
    </div>
  )
}
