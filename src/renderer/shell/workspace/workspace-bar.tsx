// The bar of an unlocked window: the name (or, in a document, where one is), the one search field,
// whom this device reaches, lock, help and settings.
import { Button as AriaButton } from 'react-aria-components/Button'
import {
  ChevronRight,
  CircleQuestionMark,
  Lock,
  RadioTower,
  Search,
  Settings2,
  WifiOff,
} from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { ariaKeys, chordText } from '../commands/keys.ts'
import { useAnswer, useShell } from '../core-client.ts'
import { useHelp } from '../../screens/help/help.tsx'
import { useNavigation } from '../router.ts'
import { useSaving } from '../saving.tsx'
import { Icon, IconButton, Link, Logo } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useOverlays } from './overlays.ts'
import { useReach } from './connection-card.tsx'
import './workspace-bar.css'

export function WorkspaceBar({ group }: { group: GroupSummary }) {
  const words = useWords()
  const shell = useShell()
  const { place, go, back } = useNavigation()
  const { open } = useOverlays()
  const openHelp = useHelp()
  return (
    <>
      {place.screen === 'document' ? (
        <Trail group={group} document={place.document} to="documents" />
      ) : place.screen === 'meeting' && !place.dates ? (
        <Trail group={group} document={place.agenda} to="meetings" />
      ) : (
        <div className="brand">
          <Logo />
          <span>{words('app.name')}</span>
        </div>
      )}
      <AriaButton
        className="command-field"
        aria-keyshortcuts={ariaKeys('palette')}
        onPress={() => open('palette')}
      >
        <Icon of={Search} size="small" />
        <span className="grow ellipsis">{words('app.search')}</span>
        <kbd>{chordText('palette')}</kbd>
      </AriaButton>
      <span className="grow" />
      {place.screen === 'document' || (place.screen === 'meeting' && !place.dates) ? null : (
        <ReachPill />
      )}
      <IconButton
        icon={Lock}
        label={words('app.lock')}
        keys={chordText('lock')}
        onPress={() => void shell.call('lock')}
      />
      <IconButton
        icon={CircleQuestionMark}
        label={words('app.help')}
        keys={chordText('help')}
        onPress={openHelp}
      />
      <IconButton
        icon={Settings2}
        label={words('app.settings')}
        on={place.screen === 'settings'}
        onPress={() => (place.screen === 'settings' ? back() : go({ screen: 'settings' }))}
      />
    </>
  )
}

type TrailProps = { group: GroupSummary; document: DocumentId; to: 'documents' | 'meetings' }

function Trail({ group, document, to }: TrailProps) {
  const words = useWords()
  const { go } = useNavigation()
  return (
    <nav className="trail" aria-label={words('app.where')}>
      <Logo />
      {/* A name that is too long loses its end, which lies where its own script has it. */}
      <span className="trail-step ellipsis" dir="auto">
        <Link onPress={() => go({ screen: 'home' })}>{group.name}</Link>
      </span>
      <Icon of={ChevronRight} size="small" />
      <span className="trail-step">
        <Link onPress={() => go({ screen: to })}>{words(`app.nav.${to}`)}</Link>
      </span>
      <Icon of={ChevronRight} size="small" />
      <span className="trail-here ellipsis" aria-current="page" dir="auto">
        <DocumentName document={document} />
      </span>
    </nav>
  )
}

function DocumentName({ document }: { document: DocumentId }) {
  const { value } = useAnswer('documents.get', { document }, ['documents.changed'])
  return <>{value?.title}</>
}

function ReachPill() {
  const words = useWords()
  const reach = useReach()
  const isFailing = useSaving() !== 'saved'
  if (!reach.known) return null
  const said = reach.state === 'off' && isFailing ? 'offNotSaved' : reach.state
  return (
    <span className="reach-pill">
      <Icon of={reach.state === 'off' ? WifiOff : RadioTower} size="small" />
      {words(`app.reach.pill.${said}`, { peers: reach.peers })}
    </span>
  )
}
