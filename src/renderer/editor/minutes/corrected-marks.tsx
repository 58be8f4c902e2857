// Marks the paragraphs that a version of minutes corrects: a bar and the name of the version in the margin, the words
// that came in their own look, and below them the words that went and the decision. Only a look of the page: nothing is
// added to the text.
import { useEffect, useMemo } from 'react'
import type { LexicalEditor } from 'lexical'
import type { CorrectedMinutes, DocumentSummary } from '#shared/contract'
import { wordChanges } from '#document/words'
import { useWords, type Words } from '../../words/index.ts'
import { useFreeMargin } from '../review/amendments/use-free-margin.ts'
import { rangeIn } from '../review/comments/page-words.ts'
import { usePage } from '../page/page-state.ts'
import { usePlacedBlocks, type OnSheet } from '../page/placed-blocks.ts'
import { usePanel } from '../panel/panel-state.ts'
import { dayOf, useCorrected, versionIn } from './corrected.ts'
import './versions.css'

const highlightName = 'corrected'
const supported = typeof Highlight !== 'undefined' && 'highlights' in CSS

type Change = CorrectedMinutes['changes'][number]
/** `words`: the block as core compared it. `added`: where words came. */
type Look = { note: string; words: string; added: { from: number; to: number }[] }

const addedIn = ({ before, now }: Change): Look['added'] => {
  let at = 0
  return wordChanges(before ?? '', now ?? '').flatMap(({ kind, text }) => {
    if (kind === 'removed') return []
    const from = at
    at += text.length
    return kind === 'added' ? [{ from, to: at }] : []
  })
}

const noteOf = (corrected: CorrectedMinutes, { before, now }: Change, words: Words): string => {
  const { approved } = corrected
  const gone = wordChanges(before ?? '', now ?? '').flatMap(({ kind, text }) =>
    kind === 'removed' && text.trim() !== '' ? [text.trim()] : [],
  )
  const parts = [
    approved &&
      words('minutes.versions.correctedBy', {
        number: approved.number,
        day: dayOf(approved.closedAt, words),
      }),
    before === null && words('minutes.versions.new', { version: versionIn(corrected) }),
    gone.length > 0 && words('minutes.versions.before', { words: gone.join(' … ') }),
  ]
  return words.sentences(parts.filter(part => typeof part === 'string'))
}

/** Draws the looks on the blocks with these numbers. Returns its undo. */
const paintLooks = (editor: LexicalEditor, looks: ReadonlyMap<number, Look>): (() => void) => {
  const painted = new Set<Element>()
  const paint = (): void => {
    const ranges: Range[] = []
    const root = editor.getRootElement()
    const shown = new Set<Element>()
    for (const [index, { note, words, added }] of looks) {
      const block = root?.children[index]
      if (!block) continue
      shown.add(block)
      if (block.getAttribute('data-corrected') !== note) block.setAttribute('data-corrected', note)
      // Words that were not compared are never marked.
      if (block.textContent.normalize('NFC') !== words) continue
      ranges.push(...added.flatMap(each => rangeIn(block, each) ?? []))
    }
    for (const block of painted) if (!shown.has(block)) block.removeAttribute('data-corrected')
    painted.clear()
    for (const block of shown) painted.add(block)
    if (!supported) return
    if (ranges.length > 0) CSS.highlights.set(highlightName, new Highlight(...ranges))
    else CSS.highlights.delete(highlightName)
  }
  paint()
  const stop = editor.registerUpdateListener(({ dirtyElements, dirtyLeaves }) => {
    if (dirtyElements.size + dirtyLeaves.size > 0) paint()
  })
  return () => {
    stop()
    if (supported) CSS.highlights.delete(highlightName)
    for (const block of painted) block.removeAttribute('data-corrected')
  }
}

type MarksProps = OnSheet & { summary: DocumentSummary }

export function CorrectedMarks({ editor, sheet, summary }: MarksProps) {
  const words = useWords()
  const corrected = useCorrected(summary.id)
  const changes = useMemo(
    () => new Map(corrected?.changes.map(each => [each.block as string, each])),
    [corrected],
  )
  // The page as one value: the id of each corrected block, and nothing for the others.
  const page = usePage(({ blocks }) =>
    blocks.map(({ id }) => (id !== null && changes.has(id) ? id : '')).join(),
  )
  const marked = useMemo(
    () =>
      page.split(',').flatMap((id, index) => {
        const change = changes.get(id)
        return change ? [{ index, change }] : []
      }),
    [page, changes],
  )
  const placed = usePlacedBlocks(
    { editor, sheet },
    marked.map(({ index }) => index),
  )
  useEffect(() => {
    if (!editor || !corrected || marked.length === 0) return
    const looks = marked.map(({ index, change }): [number, Look] => [
      index,
      { note: noteOf(corrected, change, words), words: change.now ?? '', added: addedIn(change) },
    ])
    return paintLooks(editor, new Map(looks))
  }, [editor, corrected, marked, words])
  if (!corrected || marked.length === 0) return null
  return <Marks version={versionIn(corrected)} marked={marked} placed={placed} />
}

type Marked = { index: number; change: Change }
type MarkRowProps = {
  version: number
  marked: readonly Marked[]
  placed: ReturnType<typeof usePlacedBlocks>
}

/** Below the marks of comments and amendments, which are at the first line of the paragraph. */
function Marks({ version, marked, placed }: MarkRowProps) {
  const words = useWords()
  const panel = usePanel()
  const freeFrom = useFreeMargin()
  return (
    <div className="point-marks" role="group" aria-label={words('minutes.corrects.changes')}>
      {marked.map(({ index, change: { block, place } }) => {
        const at = placed.get(index)
        return at ? (
          <button
            key={block}
            type="button"
            className="point-mark corrected-mark"
            style={{ insetBlockStart: at.top + freeFrom(index) }}
            aria-label={words('minutes.versions.mark.what', {
              version,
              place,
              placed: place === '' ? 'no' : 'yes',
            })}
            onClick={() => panel.show('versions')}
          >
            {words('minutes.versions.mark', { version })}
          </button>
        ) : null
      })}
    </div>
  )
}
