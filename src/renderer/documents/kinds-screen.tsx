// The documents of some kinds, as a place of their own: agendas and minutes, recommendations.
import { CalendarDays, ListChecks, type LucideIcon, Plus } from 'lucide-react'
import type { DocumentKind, GroupSummary } from '#shared/contract'
import { useAnswer } from '../core-client.ts'
import { Button, EmptyState, FailureNotice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { useDocumentActs } from './document-acts.tsx'
import { DocumentTable } from './document-table.tsx'
import './documents.css'

export type KindsPlace = 'meetings' | 'followUp'

const places: Record<KindsPlace, { icon: LucideIcon; kinds: readonly DocumentKind[] }> = {
  meetings: { icon: CalendarDays, kinds: ['agenda', 'minutes'] },
  followUp: { icon: ListChecks, kinds: ['recommendations'] },
}

type KindsScreenProps = { group: GroupSummary; place: KindsPlace }

export function KindsScreen({ group, place }: KindsScreenProps) {
  const words = useWords()
  const { start } = useDocumentActs()
  const { icon, kinds } = places[place]
  const { value: whole } = useAnswer('groups.get', { group: group.id }, ['groups.changed'])
  const { value, failure } = useAnswer('documents.list', { group: group.id }, ['documents.changed'])
  const documents = value?.filter(({ kind }) => kinds.includes(kind))
  return (
    <div className="screen scroll">
      <header className="screen-head">
        <div className="grow">
          <h1>{words(`documents.${place}`)}</h1>
          <p className="screen-lead">{words(`documents.${place}.lead`)}</p>
        </div>
        <Button variant="primary" icon={Plus} onPress={() => start({ kind: 'new' })}>
          {words('documents.new.button')}
        </Button>
      </header>
      <div className="documents">
        <FailureNotice of={failure} />
        {documents?.length === 0 ? (
          <EmptyState icon={icon} title={words(`documents.${place}.empty`)}>
            {words(`documents.${place}.emptyText`)}
          </EmptyState>
        ) : documents ? (
          <DocumentTable
            label={words(`documents.${place}`)}
            documents={documents}
            group={whole}
            menus
          />
        ) : null}
      </div>
    </div>
  )
}
