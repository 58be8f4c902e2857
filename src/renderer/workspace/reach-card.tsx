// Whether work is safe and whom it reaches now. Offline is a normal state, said calmly.
import { HardDriveDownload, RadioTower } from 'lucide-react'
import { useAnswer } from '../core.ts'
import { useGo } from '../place.ts'
import { Icon, Link } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { useOverlays } from './overlays.ts'

export function useReach() {
  const { value } = useAnswer('network.status', undefined, [
    'network.changed',
    'documents.changed',
    'groups.changed',
    'settings.changed',
  ])
  const peers = value?.peers.length ?? 0
  const state: 'off' | 'alone' | 'peers' = !value?.on ? 'off' : peers > 0 ? 'peers' : 'alone'
  return { state, peers, changesToGo: value?.changesToGo ?? 0, known: value !== undefined }
}

export function ReachCard() {
  const words = useWords()
  const go = useGo()
  const { open } = useOverlays()
  const reach = useReach()
  return (
    <div className="reach-card">
      <div className="reach-row">
        <Icon of={reach.state === 'peers' ? RadioTower : HardDriveDownload} />
        <div>
          <div className="strong">{words(`app.reach.${reach.state}`, { peers: reach.peers })}</div>
          <div className="muted">
            {words(reach.state === 'peers' ? 'app.reach.encrypted' : 'app.reach.saved')}{' '}
            {reach.changesToGo > 0
              ? words('app.reach.toGo', { changes: reach.changesToGo })
              : words('app.reach.nothing')}
          </div>
        </div>
      </div>
      {reach.state === 'peers' ? null : (
        <div className="reach-links smallest strong">
          <Link onPress={() => open('exchange')}>{words('app.reach.byFile')}</Link>
          <Link onPress={() => go({ screen: 'members' })}>{words('app.reach.network')}</Link>
        </div>
      )}
    </div>
  )
}
