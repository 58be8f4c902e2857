// Places that only a person can judge: words that look like a name, pictures and links. Each leads to its paragraph.
import { Eye } from 'lucide-react'
import type { Unseen } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { Icon } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { PlaceTags } from './place-tags.tsx'
import { inOneLine } from './places.ts'

const kinds = ['name', 'picture', 'link'] as const

const nameOf = (words: Words, { place, note, begins }: Unseen): string => {
  if (note !== null) return words('export.unseen.note', { number: note })
  if (place !== '') return words('export.unseen.paragraph', { place: inOneLine(place) })
  return words('decisions.quoted', { words: begins })
}

type UnseenListProps = { unseen: readonly Unseen[]; onOpen: (block: BlockId | null) => void }

export function UnseenList({ unseen, onOpen }: UnseenListProps) {
  const words = useWords()
  return (
    <section className="unseen-list" aria-labelledby="export-unseen">
      <Icon of={Eye} />
      <div className="grow">
        <h2 id="export-unseen">{words('export.unseen')}</h2>
        <p className="small">{words('export.unseen.lead')}</p>
        {kinds.map(kind => {
          const all = unseen.filter(({ what }) => what === kind)
          if (all.length === 0) return null
          return (
            <div key={kind} className="place-tags">
              <span className="small strong">
                {words(`export.unseen.${kind}`, { count: all.length })}
              </span>
              <PlaceTags
                tags={all.map(each => ({
                  key: [each.block, each.place, each.note, each.begins].join(' '),
                  name: nameOf(words, each),
                  block: each.block,
                }))}
                onOpen={onOpen}
              />
            </div>
          )
        })}
      </div>
    </section>
  )
}
