// Places that only a person can judge: words that look like a name, pictures and links. Each leads to its paragraph.
import { Eye } from 'lucide-react'
import type { Unseen } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { Icon, Link } from '../ui/index.ts'
import { useWords, type Words } from '../words/index.ts'
import { inOneLine } from './places.ts'

const kinds = ['name', 'picture', 'link'] as const

/** More would be no list that a person reads. */
const mostShown = 12

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
          const more = all.length - mostShown
          return (
            <div key={kind} className="unseen-row">
              <span className="small strong">
                {words(`export.unseen.${kind}`, { count: all.length })}
              </span>
              {all.slice(0, mostShown).map(each => (
                <span
                  key={[each.block, each.place, each.note, each.begins].join(' ')}
                  className="tag unseen-tag"
                >
                  <Link onPress={() => onOpen(each.block)}>
                    <bdi>{nameOf(words, each)}</bdi>
                  </Link>
                </span>
              ))}
              {more > 0 ? (
                <span className="small muted">{words('export.unseen.more', { count: more })}</span>
              ) : null}
            </div>
          )
        })}
      </div>
    </section>
  )
}
