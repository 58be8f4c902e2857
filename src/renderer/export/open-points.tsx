// Brackets, suggestions and amendments that are open in a text, said where others are about to read it.
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../core-client.ts'
import { Notice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { pointText } from './places.ts'

const points = {
  'bracket-open': 'bracket',
  'suggestion-open': 'suggestion',
  'amendment-open': 'amendment',
} as const

export function OpenPoints({ document }: { document: DocumentId }) {
  const words = useWords()
  const { value } = useAnswer('documents.adoption', { document }, ['documents.changed'])
  const kinds = [...Map.groupBy(value?.open ?? [], ({ code }) => code)]
  if (kinds.length === 0) return null
  return (
    <Notice tone="warning" title={words('export.open')}>
      <ul className="open-points">
        {kinds.map(([code, open]) => {
          const text = words(`export.open.${points[code]}`, { count: open.length })
          const places = open.map(({ place }) => place).filter(place => place !== '')
          return <li key={code}>{pointText(words, text, [...new Set(places)])}</li>
        })}
      </ul>
    </Notice>
  )
}
