// Links to paragraphs, in a row that wraps: the first of them, and how many more there are.
import type { BlockId } from '#shared/ids'
import { Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import './place-tags.css'

/** More would be no list that a person reads. */
const mostShown = 12

export type PlaceTag = { key: string; name: string; block: BlockId | null }

type PlaceTagsProps = { tags: readonly PlaceTag[]; onOpen: (block: BlockId | null) => void }

export function PlaceTags({ tags, onOpen }: PlaceTagsProps) {
  const words = useWords()
  const more = tags.length - mostShown
  return (
    <>
      {tags.slice(0, mostShown).map(({ key, name, block }) => (
        <span key={key} className="tag place-tag">
          <Link onPress={() => onOpen(block)}>
            <bdi>{name}</bdi>
          </Link>
        </span>
      ))}
      {more > 0 ? (
        <span className="small muted">{words('export.unseen.more', { count: more })}</span>
      ) : null}
    </>
  )
}
