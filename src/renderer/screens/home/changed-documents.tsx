// The documents that changed last, with their status.
import { FileText } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import { useDocumentActs } from '../documents/document-acts.tsx'
import { DocumentTable } from '../documents/document-table.tsx'
import { useGo } from '../../shell/router.ts'
import { Button, EmptyState, Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Home } from './use-home.ts'

/** More than this many, and the rest is on the documents screen. */
const mostDocuments = 5

export function ChangedDocuments({ home, group }: { home: Home; group: GroupSummary }) {
  const words = useWords()
  const go = useGo()
  const { start } = useDocumentActs()
  const { documents } = home
  const latest = (documents ?? []).toSorted((a, b) => b.changedAt - a.changedAt)
  return (
    <section aria-labelledby="home-documents">
      <div className="home-head">
        <h2 id="home-documents">{words('home.documents')}</h2>
        {latest.length > 0 ? (
          <>
            {latest.length > mostDocuments ? (
              <span className="quiet small">
                {words('home.documents.of', { documents: latest.length })}
              </span>
            ) : null}
            <span className="end small">
              <Link onPress={() => go({ screen: 'documents' })}>{words('home.documents.all')}</Link>
            </span>
          </>
        ) : null}
      </div>
      {documents?.length === 0 ? (
        <EmptyState
          icon={FileText}
          title={words(group.outside ? 'home.outside.title' : 'documents.empty.title')}
          action={
            <Button size="small" onPress={() => start({ kind: 'new' })}>
              {words('documents.new.button')}
            </Button>
          }
        >
          {words(group.outside ? 'home.outside.text' : 'documents.empty.text')}
        </EmptyState>
      ) : latest.length > 0 ? (
        <div className="home-rows">
          <DocumentTable
            label={words('home.documents')}
            documents={latest.slice(0, mostDocuments)}
            group={home.group}
            isBrief
          />
        </div>
      ) : null}
    </section>
  )
}
