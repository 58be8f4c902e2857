// Documents as rows: title with reference and last change, status, who can read, who has the
// latest, and what can be done with it.
import { useMemo } from 'react'
import type { DocumentSummary, Group } from '#shared/contract'
import { isFixedText } from '#shared/has-status'
import { useGo } from '../../shell/router.ts'
import { Chip, ReaderLine, Table, type TableColumn } from '../../ui/index.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWords, type Words } from '../../words/index.ts'
import { DocumentMenu } from './document-menu.tsx'
import { kindName } from './kinds.ts'
import './documents.css'

export type DocumentTableProps = {
  label: string
  documents: DocumentSummary[]
  group: Group | undefined
  /** Shows each row's menu. */
  menus?: boolean
  /** Name, status and readers alone, without headings to see. */
  isBrief?: boolean
}

function changeLine(
  document: DocumentSummary,
  group: Group | undefined,
  words: Words,
  now: number,
): string {
  const by = group?.memberList.find(member => member.id === document.changedBy)
  const when = words.when(document.changedAt, now)
  if (document.changedBy === null) return words('documents.came', { when })
  // Signatures and comments come to a fixed text, and words that others wrote before they heard of it.
  if (isFixedText(document)) return words('documents.entered', { when })
  if (!by) return words('documents.changed', { when })
  return by.self
    ? words('documents.changedByYou', { when })
    : words('documents.changedBy', { handle: by.handle, when })
}

function latestLine(document: DocumentSummary, words: Words): string {
  if (document.readers.kind === 'only-you') return words('documents.latest.onlyHere')
  return document.have >= document.readers.members
    ? words('documents.latest.all')
    : words('documents.latest.some', { have: document.have, members: document.readers.members })
}

type TitleProps = { document: DocumentSummary; group: Group | undefined; now: number }

function TitleCell({ document, group, now }: TitleProps) {
  const words = useWords()
  const { title, reference, kind, template, unread, neverRead = false, toRead } = document
  return (
    <div className="document-title">
      <span className="strong">
        <bdi>{title}</bdi>
      </span>
      <span className="smallest quiet">
        {reference === '' ? null : (
          <>
            <bdi>{reference}</bdi>
            {`${words('documents.comma')}${words.gap}`}
          </>
        )}
        {words.phrases([kindName(kind, words), changeLine(document, group, words, now)])}
      </span>
      {template ? <span className="smallest muted">{words('documents.isTemplate')}</span> : null}
      {unread || neverRead ? (
        <span className="smallest document-merged">
          {words(neverRead ? 'documents.notRead' : 'documents.unread')}
        </span>
      ) : null}
      {toRead > 0 ? (
        <span className="smallest document-merged">
          {words('documents.merged', { paragraphs: toRead })}
        </span>
      ) : null}
    </div>
  )
}

type Shown = { group: Group | undefined; now: number; menus: boolean; isBrief: boolean }

function columnsOf(
  words: Words,
  { group, now, menus, isBrief }: Shown,
): TableColumn<DocumentSummary>[] {
  const title: TableColumn<DocumentSummary> = {
    id: 'title',
    title: words('documents.column.document'),
    titleUnseen: isBrief,
    names: document => document.title,
    cell: document => <TitleCell document={document} group={group} now={now} />,
  }
  const status: TableColumn<DocumentSummary> = {
    id: 'status',
    title: words('documents.column.status'),
    titleUnseen: isBrief,
    width: '136px',
    cell: document => <Chip of={document} />,
  }
  const latest: TableColumn<DocumentSummary> = {
    id: 'latest',
    title: words('documents.column.latest'),
    width: '156px',
    cell: document => <span className="small muted">{latestLine(document, words)}</span>,
  }
  const readers: TableColumn<DocumentSummary> = {
    id: 'readers',
    title: words('documents.column.readers'),
    titleUnseen: isBrief,
    width: '124px',
    cell: document => <ReaderLine readers={document.readers} />,
  }
  const acts: TableColumn<DocumentSummary> = {
    id: 'acts',
    title: words('documents.column.acts'),
    titleUnseen: true,
    width: '46px',
    cell: document => <DocumentMenu document={document} />,
  }
  return [title, status, ...(isBrief ? [] : [latest]), readers, ...(menus ? [acts] : [])]
}

export function DocumentTable(props: DocumentTableProps) {
  const { label, documents, group, menus = false, isBrief = false } = props
  const now = useNow()
  const words = useWords()
  const go = useGo()
  const columns = useMemo(
    () => columnsOf(words, { group, now, menus, isBrief }),
    [words, group, now, menus, isBrief],
  )
  return (
    <Table
      label={label}
      items={documents}
      onOpen={document => go({ screen: 'document', document: document.id })}
      columns={columns}
    />
  )
}
