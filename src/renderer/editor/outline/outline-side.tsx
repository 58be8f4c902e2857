// Beside the page: its headings, how long it is, and who can read it.
import { memo, useDeferredValue, useMemo } from 'react'
import { ListChecks, Lock, Users } from 'lucide-react'
import type { DocumentKind, DocumentSummary, Right } from '#shared/contract'
import { lengthLimitOf } from '#document/reading'
import type * as Y from 'yjs'
import { OpenCounts } from '../review/brackets/open-points.tsx'
import { ShareLink } from '../bar/share.tsx'
import { Recorded, recordedIn } from '../minutes/recorded.tsx'
import { PeopleCard } from '../minutes/who-is-named.tsx'
import { LanguagesSide } from '../languages/languages-side.tsx'
import { Icon, Notice, Outline } from '../../ui/index.ts'
import { useGroupHere } from '../stable-summary.ts'
import { useWords } from '../../words/index.ts'
import { useAmendmentsView } from '../review/amendments/amendments-state.ts'
import { pointGlyphs, pointsOf, suggestedIn, type Point } from '../review/amendments/points.ts'
import { useRemarks } from '../review/comments/comments-state.ts'
import { usePage, usePageState } from '../page/page-state.ts'
import { countsOf, overBy } from './counts.ts'
import { outlineOf, pointsBySection, sectionOf } from './outline-of.ts'
import './outline-side.css'

export type OutlineSideProps = { summary: DocumentSummary; doc: Y.Doc; rights: ReadonlySet<Right> }

export function OutlineSide({ summary, doc, rights }: OutlineSideProps) {
  const words = useWords()
  return (
    <aside className="outline-side" data-area="outline" aria-labelledby="outline-title">
      <h2 className="outline-title" id="outline-title">
        {words('editor.outline')}
      </h2>
      <div className="outline-scroll scroll">
        <Headings />
        <Counts kind={summary.kind} />
        {summary.kind === 'minutes' ? <RecordedHere /> : null}
        <OpenCounts />
        <LanguagesSide document={summary.id} />
      </div>
      {summary.kind === 'minutes' ? (
        <PeopleCard summary={summary} doc={doc} rights={rights} />
      ) : null}
      <ReaderCard summary={summary} />
    </aside>
  )
}

const Headings = memo(function Headings() {
  const words = useWords()
  const page = usePageState()
  const headings = usePage(each => each.headings)
  const section = usePage(({ blocks, current }) => sectionOf(blocks, current))
  const isHere = usePage(({ blocks }) => blocks.length > 0)
  const untitled = words('editor.outline.untitled')
  const open = useOpenPoints()
  const items = useMemo(() => {
    const openIn = (heading: string) => {
      const points = open.get(heading)
      if (points === undefined) return undefined
      const count = points.length
      return { icon: glyphOf(points), count, label: words('amendments.points', { count }) }
    }
    return outlineOf(headings, untitled, openIn)
  }, [headings, untitled, open, words])
  // A text that is still being made has no counts.
  if (!isHere) return null
  if (items.length === 0) return <p className="outline-empty">{words('editor.outline.empty')}</p>
  return (
    <Outline
      label={words('editor.outline')}
      items={items}
      current={section ?? undefined}
      onGo={id => void page.goTo(id)}
    />
  )
})

/** The glyph of their type; another one where they are of several. */
const glyphOf = (points: readonly Pick<Point, 'kind'>[]) => {
  const [kind, ...others] = new Set(points.map(each => each.kind))
  return kind === undefined || others.length > 0 ? ListChecks : pointGlyphs[kind]
}

/** By heading; the same map while nothing changed. */
function useOpenPoints(): ReadonlyMap<string, readonly Pick<Point, 'kind'>[]> {
  const { threads, places, suggestions, paragraphs } = useRemarks()
  const { amendments } = useAmendmentsView()
  const blocks = useDeferredValue(usePage(page => page.blocks))
  return useMemo(() => {
    const points = pointsOf({ threads, places, amendments, paragraphs }, blocks)
    return pointsBySection(blocks, [...points, ...suggestedIn(suggestions, blocks)])
  }, [blocks, threads, places, amendments, paragraphs, suggestions])
}

const Counts = memo(function Counts({ kind }: { kind: DocumentKind }) {
  const words = useWords()
  // Typing comes first; the counts may follow a moment later.
  const blocks = useDeferredValue(usePage(page => page.blocks))
  const counts = useMemo(() => countsOf(blocks), [blocks])
  if (blocks.length === 0) return null
  const limit = lengthLimitOf(kind)
  const over = limit === null ? 0 : overBy(counts, limit)
  return (
    <>
      <p className="outline-counts">
        {limit === null
          ? words('editor.counts', counts)
          : 'words' in limit
            ? words('editor.counts.ofWords', { ...counts, most: limit.words })
            : words('editor.counts.ofPages', { ...counts, most: limit.pages })}
      </p>
      {counts.withheld === 0 ? null : (
        <p className="outline-counts">{words('restricted.count', { count: counts.withheld })}</p>
      )}
      {limit === null || over === 0 ? null : (
        <Notice>
          {'words' in limit
            ? words('editor.counts.overWords', { over, most: limit.words })
            : words('editor.counts.overPages', { over, most: limit.pages })}
        </Notice>
      )}
    </>
  )
})

const RecordedHere = memo(function RecordedHere() {
  // Typing comes first, as for the other counts.
  const blocks = useDeferredValue(usePage(page => page.blocks))
  const counts = useMemo(() => recordedIn(blocks), [blocks])
  return blocks.length === 0 ? null : <Recorded counts={counts} />
})

const cards = {
  'only-you': 'editor.card.onlyYou',
  circle: 'editor.card.circle',
  group: 'editor.card.group',
} as const

export function ReaderCard({ summary }: { summary: DocumentSummary }) {
  const words = useWords()
  const { readers } = summary
  const group = useGroupHere()
  const members = group?.memberList ?? []
  const secretariat = members.filter(
    ({ role, outside }) => role === 'secretariat' && !outside,
  ).length
  const shared = readers.kind !== 'only-you'
  return (
    <section className="reader-card" aria-labelledby="reader-card-title">
      <Icon of={shared ? Users : Lock} />
      <div>
        <h3 id="reader-card-title" className="reader-card-title">
          {readers.kind === 'only-you'
            ? words('editor.readers.onlyYou')
            : readers.kind === 'circle'
              ? words('editor.readers.circle', { name: readers.name, members: readers.members })
              : words('editor.readers.group', { members: readers.members })}
        </h3>
        {/* The members are not guessed at; the room for them is kept. */}
        <p className="muted reader-card-who" data-unknown={group === undefined || undefined}>
          {words(cards[readers.kind], { secretariat })}
        </p>
        {shared ? null : <ShareLink summary={summary} />}
      </div>
    </section>
  )
}
