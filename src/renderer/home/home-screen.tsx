// Where one arrives: what waits for this person, the documents, and who has the latest.
import { useState } from 'react'
import { FileInput, FileText, Lock, Plus } from 'lucide-react'
import type { Group, GroupSummary } from '#shared/contract'
import { useAnswer } from '../core-client.ts'
import { useDocumentActs } from '../documents/document-acts.tsx'
import { DocumentTable } from '../documents/document-table.tsx'
import { isShown, type Shown, ShownSegments } from '../documents/documents-screen.tsx'
import { Warnings } from '../members/warnings.tsx'
import { useGo } from '../router.ts'
import {
  Button,
  Card,
  EmptyState,
  Icon,
  Link,
  MemberMark,
  SyncLine,
  FailureNotice,
} from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { Waiting } from './waiting.tsx'
import './home.css'

/** More than this many, and the rest is on the documents screen. */
const mostDocuments = 8

export function HomeScreen({ group }: { group: GroupSummary }) {
  const words = useWords()
  const go = useGo()
  const { start } = useDocumentActs()
  const { value: whole, failure } = useAnswer('groups.get', { group: group.id }, [
    'groups.changed',
    'network.changed',
    'documents.changed',
  ])
  const checked = whole?.memberList
    .filter(({ outside }) => !outside)
    .flatMap(member => member.devices)
    .filter(each => each.checked && each.state === 'active')
  return (
    <div className="screen scroll">
      <header className="screen-head">
        <div className="grow">
          <h1>
            <bdi>{group.name}</bdi>
          </h1>
          <div className="screen-lead">
            <Icon of={Lock} size="small" />
            <span>
              {words(group.outside ? 'home.outside.lead' : 'home.readable', {
                members: group.readers.members,
                devices: checked?.length ?? group.readers.devices,
              })}{' '}
              <Link onPress={() => go({ screen: 'members' })}>{words('home.whoReads')}</Link>
            </span>
          </div>
        </div>
        <Button icon={FileInput} onPress={() => start({ kind: 'import' })}>
          {words('documents.import.button')}
        </Button>
        <Button
          variant={whole && whole.requests.length > 0 ? 'plain' : 'primary'}
          icon={Plus}
          onPress={() => start({ kind: 'new' })}
        >
          {words('documents.new.button')}
        </Button>
      </header>
      <div className="home">
        <div className="home-main">
          <FailureNotice of={failure} />
          {whole ? <Warnings group={whole} /> : null}
          {whole ? <Waiting group={whole} /> : null}
          <CurrentDocuments group={group} whole={whole} />
        </div>
        {group.outside ? null : (
          <div className="home-side">{whole ? <Latest group={whole} /> : null}</div>
        )}
      </div>
    </div>
  )
}

function CurrentDocuments(props: { group: GroupSummary; whole: Group | undefined }) {
  const { group, whole } = props
  const words = useWords()
  const go = useGo()
  const { start } = useDocumentActs()
  const { value: documents, failure } = useAnswer('documents.list', { group: group.id }, [
    'documents.changed',
  ])
  const [shown, setShown] = useState<Shown>('all')
  const fitting = documents?.filter(document => isShown(document, shown)) ?? []
  return (
    <section className="home-documents" aria-labelledby="current-documents">
      <div className="home-documents-head">
        <h2 id="current-documents">{words('home.documents')}</h2>
        {documents ? <span className="quiet small">{words.number(documents.length)}</span> : null}
        {documents && documents.length > 0 ? (
          <div className="end">
            <ShownSegments value={shown} onChange={setShown} />
          </div>
        ) : null}
      </div>
      <FailureNotice of={failure} />
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
      ) : fitting.length > 0 ? (
        <DocumentTable
          label={words('home.documents')}
          documents={fitting.slice(0, mostDocuments)}
          group={whole}
        />
      ) : documents ? (
        <p className="muted documents-none">{words('home.documents.none')}</p>
      ) : null}
      {fitting.length > mostDocuments ? (
        <p className="home-all">
          <Link onPress={() => go({ screen: 'documents' })}>
            {words('home.documents.all', { documents: fitting.length })}
          </Link>
        </p>
      ) : null}
    </section>
  )
}

function Latest({ group }: { group: Group }) {
  const words = useWords()
  const go = useGo()
  const others = group.memberList.filter(member => !member.self && !member.outside)
  return (
    <Card
      title={words('home.latest')}
      end={
        <span className="small">
          <Link onPress={() => go({ screen: 'members' })}>{words('home.latest.details')}</Link>
        </span>
      }
    >
      <ul className="card-body latest">
        {others.length === 0 ? (
          <li className="small muted">{words('home.latest.alone')}</li>
        ) : (
          others.map(member => (
            <li key={member.id} className="latest-line">
              <MemberMark handle={member.handle} color={member.color} size="small" />
              <bdi className="grow ellipsis">{member.handle}</bdi>
              <SyncLine reach={member.reach} />
            </li>
          ))
        )}
      </ul>
    </Card>
  )
}
