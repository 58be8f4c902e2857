// The documents that leave together, one row each: what leaves with it, and whether its file may be saved.
import { useMemo } from 'react'
import { CircleCheck, CircleSlash, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useGo } from '../../shell/router.ts'
import { Icon, Table, type TableColumn } from '../../ui/index.ts'
import { sentenceOf, useWords, type Words } from '../../words/index.ts'
import type { TextFormat } from './formats.ts'
import { stateOf, type ManyRow, type RowState } from './use-many.ts'

export const titleOf = ({ known }: ManyRow, words: Words): string =>
  known?.summary.title || words('editor.export.untitled')

const icons = {
  reading: LoaderCircle,
  ready: CircleCheck,
  consent: CircleSlash,
  ask: TriangleAlert,
  'may-not-ask': CircleSlash,
  asked: LoaderCircle,
  declined: CircleSlash,
  failed: CircleSlash,
} as const satisfies Record<RowState, unknown>

const stateWords = (row: ManyRow, words: Words): string => {
  const state = stateOf(row)
  if (state === 'failed') return words(sentenceOf(row.failure ?? 'internal'))
  if (state === 'reading') return words('export.making')
  if (state === 'consent') return words('export.refused.reason')
  if (state === 'asked' || state === 'declined') return words(`second-look.reason.${state}`)
  if (state === 'may-not-ask') return words('second-look.mayNot')
  return words(`export.many.state.${state}`)
}

const columnsOf = (words: Words): TableColumn<ManyRow>[] => [
  {
    id: 'title',
    title: words('export.many.document'),
    names: row => titleOf(row, words),
    cell: row => <bdi className="strong">{titleOf(row, words)}</bdi>,
  },
  {
    id: 'named',
    title: words('export.named'),
    width: '26%',
    cell: ({ known }) => (
      <span className="muted">
        {known ? words('export.many.named', { count: known.leaving.named.length }) : null}
      </span>
    ),
  },
  {
    id: 'unseen',
    title: words('export.unseen'),
    width: '18%',
    cell: ({ known }) => (
      <span className="muted">
        {known ? words('export.many.unseen', { count: known.leaving.unseen.length }) : null}
      </span>
    ),
  },
  {
    id: 'state',
    title: words('export.many.state'),
    width: '24%',
    cell: row => (
      <span className="many-state" data-state={stateOf(row)}>
        <Icon of={icons[stateOf(row)]} size="small" />
        <span>{stateWords(row, words)}</span>
      </span>
    ),
  },
]

export function ManyTable({ rows, format }: { rows: readonly ManyRow[]; format: TextFormat }) {
  const words = useWords()
  const go = useGo()
  const columns = useMemo(() => columnsOf(words), [words])
  return (
    <Table
      label={words('export.many.documents')}
      items={rows}
      onOpen={({ id }) => go({ screen: 'export', document: id, shows: 'text', format })}
      columns={columns}
    />
  )
}
