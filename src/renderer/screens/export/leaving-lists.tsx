// The list of what leaves with a file: names, things left out, open points, and places that only a person can judge.
import type { Leaving } from '#shared/contract'
import type { BlockId, DocumentId } from '#shared/ids'
import type { People } from '../decisions/people.ts'
import { Notice } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import type { Choices } from './choices.ts'
import { LeftOutList, OpenList } from './left-out.tsx'
import { MissingParts } from './missing-parts.tsx'
import { NamedList } from './named-list.tsx'
import { inOneLine } from './places.ts'
import { UnseenList } from './unseen.tsx'

type LeavingListsProps = {
  document: DocumentId
  leaving: Leaving
  people: People
  /** With the words of circles. */
  restricted: boolean
  /** Left out where the choices are those of another member. */
  choices?: Choices
  onOpen: (block: BlockId | null) => void
}

export function LeavingLists(props: LeavingListsProps) {
  const { document, leaving, people, restricted, choices, onOpen } = props
  return (
    <>
      <Refused refused={leaving.refused} />
      <NamedList leaving={leaving} people={people} choices={choices} />
      <LeftOutList out={leaving.out} />
      <OpenList open={leaving.open} />
      <MissingParts document={document} restricted={restricted} onOpen={onOpen} />
      <UnseenList unseen={leaving.unseen} onOpen={onOpen} />
    </>
  )
}

const placesIn = (words: Words, places: readonly string[]): string =>
  words.list(places.map(inOneLine))

function Refused({ refused }: Pick<Leaving, 'refused'>) {
  const words = useWords()
  return refused.map(({ code, places }) => (
    <Notice key={code} tone="error">
      {words('export.refused', { code, count: places.length, places: placesIn(words, places) })}
    </Notice>
  ))
}
