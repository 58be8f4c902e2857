// Figures without a description or a picture, and numbers without words.
import type { DocumentId } from '#shared/ids'
import { chordText } from '../commands/keys.ts'
import { useAnswer } from '../core-client.ts'
import { Notice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { inOneLine } from './places.ts'

/** Numbers that are named on the screen; of a text that was only begun all are without words. */
const mostNamed = 8

type MissingPartsProps = { document: DocumentId; restricted: boolean }

export function MissingParts({ document, restricted }: MissingPartsProps) {
  const words = useWords()
  const { value: figures = [] } = useAnswer('figures.list', { document }, ['documents.changed'])
  const named = (lacking: typeof figures) => ({
    count: lacking.length,
    keys: chordText('figure'),
    figures: words.list(lacking.map(({ number }) => number)),
  })
  const silent = named(figures.filter(({ hasAlternative }) => !hasAlternative))
  const absent = named(figures.filter(({ isHere }) => !isHere))
  const { value: bare = [] } = useAnswer('paper.bare', { document, restricted }, [
    'documents.changed',
  ])
  const numbers = words.list([
    ...bare.slice(0, mostNamed).map(inOneLine),
    ...(bare.length > mostNamed ? ['…'] : []),
  ])
  return (
    <>
      {silent.count === 0 ? null : (
        <Notice tone="warning">{words('figures.export.silent', silent)}</Notice>
      )}
      {absent.count === 0 ? null : (
        <Notice tone="warning">{words('figures.export.absent', absent)}</Notice>
      )}
      {bare.length === 0 ? null : (
        <Notice tone="warning">
          {words('editor.export.bare', { count: bare.length, numbers })}
        </Notice>
      )}
    </>
  )
}
