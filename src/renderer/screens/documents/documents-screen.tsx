// Every document of the group on this device.
import { useState } from 'react'
import { FileInput, FileText, Plus } from 'lucide-react'
import type { DocumentSummary, GroupSummary } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { useImports } from '../import/imports.tsx'
import { Button, EmptyState, SearchField, Segments, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useDocumentActs } from './document-acts.tsx'
import { DocumentTable } from './document-table.tsx'
import './documents.css'

export type Shown = 'all' | 'shared' | 'private'

const isShown = (document: DocumentSummary, shown: Shown): boolean =>
  shown === 'all' || (document.readers.kind === 'only-you') === (shown === 'private')

const plain = (text: string): string => text.normalize('NFKD').toLocaleLowerCase()

export function DocumentsScreen({ group }: { group: GroupSummary }) {
  const words = useWords()
  const { start } = useDocumentActs()
  const { choose } = useImports()
  const { value: documents, failure } = useAnswer('documents.list', { group: group.id }, [
    'documents.changed',
    // Another role gives other rights.
    'groups.changed',
  ])
  const { value: whole } = useAnswer('groups.get', { group: group.id }, ['groups.changed'])
  const [shown, setShown] = useState<Shown>('all')
  const [text, setText] = useState('')
  const found = documents?.filter(
    document => isShown(document, shown) && plain(document.title).includes(plain(text.trim())),
  )
  return (
    <div className="screen scroll">
      <header className="screen-head">
        <div className="grow">
          <h1>{words('documents.heading')}</h1>
          <p className="screen-lead">
            {words(group.outside ? 'documents.lead.outside' : 'documents.lead')}
          </p>
        </div>
        <Button icon={FileInput} onPress={choose}>
          {words('documents.import.button')}
        </Button>
        <Button variant="primary" icon={Plus} onPress={() => start({ kind: 'new' })}>
          {words('documents.new.button')}
        </Button>
      </header>
      <div className="documents">
        <FailureNotice of={failure} />
        {documents && documents.length > 0 ? (
          <div className="documents-filter">
            <SearchField
              label={words('documents.filter')}
              placeholder={words('documents.filter')}
              value={text}
              onChange={setText}
            />
            <ShownSegments value={shown} onChange={setShown} />
          </div>
        ) : null}
        {documents?.length === 0 ? (
          <EmptyState
            icon={FileText}
            title={words(group.outside ? 'home.outside.title' : 'documents.empty.title')}
          >
            {words(group.outside ? 'home.outside.text' : 'documents.empty.text')}
          </EmptyState>
        ) : null}
        {documents && documents.length > 0 && found?.length === 0 ? (
          <p className="muted documents-none">{words('documents.filter.none')}</p>
        ) : null}
        {found && found.length > 0 ? (
          <DocumentTable label={words('documents.heading')} documents={found} group={whole} menus />
        ) : null}
      </div>
    </div>
  )
}

function ShownSegments(props: { value: Shown; onChange: (shown: Shown) => void }) {
  const words = useWords()
  const all: Shown[] = ['all', 'shared', 'private']
  return (
    <Segments
      label={words('documents.shown')}
      segments={all.map(id => ({ id, text: words(`documents.shown.${id}`) }))}
      {...props}
    />
  )
}
