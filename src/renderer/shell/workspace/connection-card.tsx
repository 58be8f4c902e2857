// Whether work is safe and whom it reaches now. Offline is a normal state, said calmly.
import { HardDriveDownload, RadioTower } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import { useAnswer } from '../core-client.ts'
import { useGo } from '../router.ts'
import { useSaving } from '../saving.tsx'
import { Icon, Link } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { useOverlays } from './overlays.ts'
import { focusNetworkCard } from '../../screens/members/network-card.tsx'
import { toSendWords } from '../../screens/members/to-send.ts'

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

/** Work that no count of changes says: who may have nothing yet. Null for none. */
function useGroupNeed({ id, state }: GroupSummary, words: Words): string | null {
  const isMember = state === 'active'
  const { value } = useAnswer('groups.get', isMember ? { group: id } : null, [
    'groups.changed',
    'network.changed',
  ])
  if (state === 'joining') return words('app.reach.joining')
  if (!value || !isMember) return null
  const others = value.memberList.filter(({ self, removed }) => !self && removed === null)
  const ownDevices = value.memberList.find(({ self }) => self)?.devices ?? []
  const isAlone = !ownDevices.some(each => !each.self && each.state === 'active')
  if (others.length === 0) return isAlone ? words('app.reach.onlyHere') : null
  const count = others.filter(each => each.reach.state === 'never-heard' && !each.outside).length
  return count === 0 ? null : words('app.reach.notHeard', { count })
}

export function ConnectionCard({ group }: { group: GroupSummary }) {
  const words = useWords()
  const need = useGroupNeed(group, words)
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
              ...(reach.status
                ? [(reach.changesToGo === 0 && need) || toSendWords(reach.status, words)]
                : []),
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
