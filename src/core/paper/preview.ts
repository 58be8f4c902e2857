// The changed paragraphs of a file, for a person to read before it is written, from the same content that the writers of
// files go through.
import { placesOf } from '#document/numbering'
import type { PreviewedChange, PreviewedPiece } from '#shared/contract'
import { noteWords, titleWords } from './content/changed-words.ts'
import { contentOfSheet } from './content/index.ts'
import { paragraphsIn, type Change, type FileParagraph, type Stretch } from './content/parts.ts'
import { noteNumbersOf, notesOf, wordsForPicture, type Sheet } from './sheet.ts'

/** More than a person reads before saving. */
const most = 300

const kindOf = (change: Change | null): PreviewedPiece['kind'] =>
  change === null ? 'kept' : change.is

/** The sign of a note, by its number in the text that has it. */
const signsOf = (sheet: Sheet) => {
  const [now, before] = [
    noteNumbersOf(sheet),
    noteNumbersOf(sheet.since ? { ...sheet, page: sheet.since.page } : sheet),
  ]
  return (note: string | undefined, change: Change | null): string => {
    const number = (change?.is === 'removed' ? before : now).get(note ?? '')
    return `[${number ?? ''}]`
  }
}

const joined = (pieces: readonly PreviewedPiece[]): PreviewedPiece[] => {
  const found: PreviewedPiece[] = []
  for (const piece of pieces) {
    const last = found.at(-1)
    if (last?.kind === piece.kind && last.by === piece.by) last.text += piece.text
    else if (piece.text !== '') found.push({ ...piece })
  }
  return found
}

/** The paragraph as a whole: it came, went or moved; null where only words of it did. */
const deedOf = ({ end, stretches }: FileParagraph): PreviewedChange['deed'] => {
  if (end === null || stretches.some(({ change }) => change?.is !== end.is)) return null
  return end.move === undefined ? end.is : end.is === 'added' ? 'moved-here' : 'moved-away'
}

const piecesOf = (words: ReturnType<typeof titleWords>): PreviewedPiece[] =>
  joined(words.map(({ text, change }) => ({ kind: kindOf(change), text, by: change?.by ?? '' })))

/** The end of the paragraph came or went, and so it was split or joined. */
const endOf = ({ end }: FileParagraph, deed: PreviewedChange['deed']): PreviewedPiece[] =>
  end === null || deed !== null ? [] : [{ kind: end.is, text: '¶', by: end.by }]

/** A footnote that one text alone has: it came or went with its sign. */
const deedOfNote = (
  sheet: Sheet,
  note: string | undefined,
  change: Change | null,
): 'added' | 'removed' | null => {
  if (change === null || !sheet.since) return null
  const others = change.is === 'added' ? sheet.since.page.notes : notesOf(sheet)
  return others?.some(({ id }) => id === note) ? null : change.is
}

/**
 * The paragraphs that changed, in the order of the file. The words of a footnote that changed, came or went stand
 * behind its paragraph.
 */
const changesOf = (sheet: Sheet): PreviewedChange[] => {
  const { page } = sheet
  const places = placesOf(page.blocks, page.meta)
  const signOf = signsOf(sheet)
  const textOf = ({ item, change }: Stretch): string => {
    if (item.is === 'caption') return `${item.text} `
    if (item.is === 'picture') return wordsForPicture(sheet, item.block)
    return item.is === 'note' ? signOf(item.run.note, change) : item.run.text
  }
  /** One that is cited twice changed once. */
  const shownNotes = new Set<string | undefined>()
  const shown = (paragraph: FileParagraph): PreviewedChange[] => {
    const { before, index, presented, stretches } = paragraph
    const deed = deedOf(paragraph)
    const pieces = stretches.map(each => ({
      kind: kindOf(each.change),
      text: textOf(each),
      by: each.change?.by ?? '',
    }))
    const all = joined([...pieces, ...endOf(paragraph, deed)])
    const isFormatted = before !== null || stretches.some(each => each.before !== null)
    const isChanged = deed !== null || isFormatted || all.some(({ kind }) => kind !== 'kept')
    const of = { role: presented.role, isMirrored: presented.isMirrored }
    const notes = stretches.flatMap(({ item, change }): PreviewedChange[] => {
      if (item.is !== 'note') return []
      const words = noteWords(sheet, item.run.note, change)
      const came = deedOfNote(sheet, item.run.note, change)
      const isShown = shownNotes.has(item.run.note)
      if (isShown || (came === null && words.every(each => each.change === null))) return []
      shownNotes.add(item.run.note)
      const number = signOf(item.run.note, change)
      // Others than the one who cited it may have written words of it.
      const by = sheet.since?.nameOf([]) ?? ''
      const whole = words.map(each => (came ? { ...each, change: { is: came, by } } : each))
      const row = { ...of, role: 'note' as const, number, deed: came, isFormatted: false }
      return [{ ...row, pieces: piecesOf(whole) }]
    })
    const number = index === null ? '' : (places[index] ?? '')
    return [...(isChanged ? [{ ...of, number, deed, isFormatted, pieces: all }] : []), ...notes]
  }
  const title = titleWords(sheet)
  const isMirrored = page.meta.language === 'ar'
  return [
    ...(title.every(({ change }) => change === null)
      ? []
      : [
          {
            ...{ role: 'h1' as const, isMirrored, number: '', deed: null, isFormatted: false },
            pieces: piecesOf(title),
          },
        ]),
    ...paragraphsIn(contentOfSheet(sheet).content).flatMap(shown),
  ]
}

/** The first 300 of the paragraphs that changed; `more`: how many there are behind them. */
export const previewOf = (sheet: Sheet): { changes: PreviewedChange[]; more: number } => {
  const changes = changesOf(sheet)
  return { changes: changes.slice(0, most), more: Math.max(0, changes.length - most) }
}

const countIn = ({ deed, isFormatted, pieces }: PreviewedChange): number =>
  deed !== null ? 1 : pieces.filter(({ kind }) => kind !== 'kept').length + (isFormatted ? 1 : 0)

/** The changes that the file shows, and in how many paragraphs; one that moved counts where it is now. */
export const countChanges = (sheet: Sheet): { count: number; paragraphs: number } => {
  // A footnote that came or went counts by its sign.
  const changes = changesOf(sheet).filter(
    ({ deed, role }) => deed !== 'moved-away' && (deed === null || role !== 'note'),
  )
  return {
    count: changes.reduce((sum, each) => sum + countIn(each), 0),
    paragraphs: changes.length,
  }
}
