// Place -> screen. A group that has not let this device in yet has one screen only.
import type { GroupSummary } from '#shared/contract'
import { CardScreen } from '../../screens/adoption/card-screen.tsx'
import { PackScreen } from '../../screens/adoption/pack-screen.tsx'
import { ArchiveScreen } from '../../screens/archive/archive-screen.tsx'
import { ConsultationScreen } from '../../screens/consultation/consultation-screen.tsx'
import { AdoptionScreen } from '../../screens/decisions/adoption-screen.tsx'
import { DecisionScreen } from '../../screens/decisions/decision-screen.tsx'
import { DecisionsScreen } from '../../screens/decisions/decisions-screen.tsx'
import { AskScreen } from '../../screens/decisions/prepare/ask-screen.tsx'
import { DocumentsScreen } from '../../screens/documents/documents-screen.tsx'
import { EditorScreen } from '../../editor/index.tsx'
import { ExportScreen } from '../../screens/export/export-screen.tsx'
import { ManyScreen } from '../../screens/export/many-screen.tsx'
import { FollowUpScreen } from '../../screens/follow-up/follow-up-screen.tsx'
import { ForwardScreen } from '../../screens/forwarding/forward-screen.tsx'
import { HomeScreen } from '../../screens/home/home-screen.tsx'
import { ImportScreen } from '../../screens/import/import-screen.tsx'
import { MeetingScreen } from '../../screens/meetings/meeting-screen.tsx'
import { MeetingsScreen } from '../../screens/meetings/meetings-screen.tsx'
import { MembersScreen } from '../../screens/members/index.tsx'
import { useNavigation } from '../router.ts'
import { LookScreen } from '../../screens/second-look/look-screen.tsx'
import { SettingsScreen } from '../../screens/settings/settings-screen.tsx'

export function Screen({ group }: { group: GroupSummary }) {
  const { place } = useNavigation()
  if (place.screen === 'settings') return <SettingsScreen place={place} />
  if (group.state === 'joining') return <MembersScreen />
  switch (place.screen) {
    case 'home':
      return <HomeScreen group={group} />
    case 'import':
      return <ImportScreen group={group} />
    case 'documents':
      return <DocumentsScreen group={group} />
    case 'decisions':
      return <DecisionsScreen group={group} />
    case 'decision':
      return <DecisionScreen group={group} decision={place.decision} />
    case 'adoption':
      return <AdoptionScreen group={group} decision={place.decision} />
    case 'pack':
      return <PackScreen group={group} decision={place.decision} />
    case 'card':
      return <CardScreen group={group} />
    case 'forward':
      return <ForwardScreen group={group} decision={place.decision} language={place.language} />
    case 'ask':
      return (
        <AskScreen
          group={group}
          document={place.document}
          block={place.block ?? null}
          at={place.at ?? null}
        />
      )
    case 'archive':
      return (
        <ArchiveScreen
          key={`${place.text ?? ''} ${place.cites ?? ''}`}
          text={place.text ?? ''}
          cites={place.cites ?? null}
        />
      )
    case 'members':
      return <MembersScreen />
    case 'export':
      return (
        <ExportScreen
          key={`${place.document} ${place.shows} ${place.format} ${JSON.stringify(place.asked)}`}
          group={group}
          document={place.document}
          shows={place.shows}
          format={place.format}
          asked={place.asked}
        />
      )
    case 'exportMany':
      return <ManyScreen key={place.documents.join(' ')} documents={place.documents} />
    case 'look':
      return <LookScreen key={place.request} group={group} request={place.request} />
    case 'consultation':
      return <ConsultationScreen key={place.document} document={place.document} />
    case 'meetings':
      return <MeetingsScreen group={group} />
    case 'meeting':
      return (
        <MeetingScreen
          key={place.agenda}
          group={group}
          agenda={place.agenda}
          dates={place.dates === true}
        />
      )
    case 'followUp':
      return <FollowUpScreen group={group} />
    case 'document':
      return (
        <EditorScreen
          key={place.document}
          document={place.document}
          {...(place.block === undefined ? {} : { block: place.block })}
          {...(place.thread === undefined ? {} : { thread: place.thread })}
          {...(place.settled && { settled: true })}
          {...(place.beside && { beside: true })}
        />
      )
  }
}
