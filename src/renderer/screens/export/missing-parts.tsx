// Figures without a description or a picture, and lines without words.
import type { BlockId, DocumentId } from '#shared/ids'
import { chordText } from '../../shell/commands/keys.ts'
import { useAnswer } from '../../shell/core-client.ts'
import { Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { EmptyLines } from './empty-lines.tsx'

type MissingPartsProps = {
  document: DocumentId
  restricted: boolean
  onOpen: (block: BlockId | null) => void
}

export function MissingParts({ document, restricted, onOpen }: MissingPartsProps) {
  const words = useWords()
  const { value: figures = [] } = useAnswer('figures.list', { document }, ['documents.changed'])
  const named = (lacking: typeof figures) => ({
    count: lacking.length,
    keys: chordText('figure'),
    figures: words.list(lacking.map(({ number }) => number)),
  })
  const silent = named(figures.filter(({ hasAlternative }) => !hasAlternative))
  const absent = named(figures.filter(({ isHere }) => !isHere))
  const { value: empty = [] } = useAnswer('paper.empty', { document, restricted }, [
    'documents.changed',
  ])
  return (
    <>
      {silent.count === 0 ? null : (
        <Notice tone="warning">{words('figures.export.silent', silent)}</Notice>
      )}
      {absent.count === 0 ? null : (
        <Notice tone="warning">{words('figures.export.absent', absent)}</Notice>
      )}
      <EmptyLines empty={empty} before="file" onOpen={onOpen} />
    </>
  )
}
