// A warning before a text goes to more readers: brackets, suggestions and amendments that are open in it.
import type { Adoption, Leaving } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { OpenLines } from './left-out.tsx'

const kinds = {
  'bracket-open': 'bracket',
  'suggestion-open': 'suggestion',
  'amendment-open': 'amendment',
} as const

/** One line for each kind, with the places of those that have a number. */
const openIn = ({ open }: Pick<Adoption, 'open'>): Leaving['open'] =>
  Object.entries(kinds).flatMap(([code, what]) => {
    const points = open.filter(each => each.code === code)
    const places = [...new Set(points.map(({ place }) => place).filter(place => place !== ''))]
    if (points.length === 0) return []
    const labels = points.flatMap(({ label }) => label ?? [])
    return [{ what, count: points.length, places, ...(what === 'amendment' && { labels }) }]
  })

/** Nothing where nothing is open. */
export function StillOpen({ document }: { document: DocumentId }) {
  const words = useWords()
  const { value } = useAnswer('documents.adoption', { document }, ['documents.changed'])
  if (!value || value.open.length === 0) return null
  return (
    <Notice tone="warning" title={words('export.open.warning')}>
      <OpenLines open={openIn(value)} />
    </Notice>
  )
}
