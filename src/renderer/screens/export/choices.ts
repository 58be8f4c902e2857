// The choices of a file: its paper, the versions between which it shows changes, the comments in it, the author whom
// it names, and how openly members are named.
import { useState } from 'react'
import type { ExportAuthors, ExportChanges, FileChoices, Paper } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { textFormats, type ChangedFormat, type Shows, type TextFormat } from './formats.ts'

/** Comments in a file: none, those that are open, or all. */
export type CommentChoice = 'none' | 'open' | 'all'

/** How members are named: as the text chooses, or less openly. */
export type NamingChoice = 'chosen' | 'role' | 'none'

export type Choices = ReturnType<typeof useChoices>

/** The first choices: a way and a format, or all that a request names. */
type Begins = { shows: Shows; format: TextFormat; asked?: FileChoices | undefined }

const commentsIn = ({ asked }: Begins): CommentChoice =>
  asked?.changes ? (asked.changes.comments ?? 'none') : 'open'

const namingIn = ({ asked }: Begins): NamingChoice =>
  asked?.naming === 'role' || asked?.naming === 'none' ? asked.naming : 'chosen'

export function useChoices(document: DocumentId, begins: Begins) {
  const { asked } = begins
  const { value: stretches } = useAnswer('history.list', { document }, ['documents.changed'])
  const versions = (stretches ?? [])
    .flatMap(({ version }) => (version?.standing === 'proven' ? [version] : []))
    .toReversed()
  const [shows, setShows] = useState<Shows>(begins.shows)
  const [format, setFormat] = useState<TextFormat>(begins.format)
  const [chosen, setSince] = useState<string | null>(asked?.changes?.since ?? null)
  const [chosenEnd, setUntil] = useState<string | null>(asked?.changes?.until ?? null)
  const [comments, setComments] = useState(commentsIn(begins))
  const [authors, setAuthors] = useState<ExportAuthors>(asked?.changes?.authors ?? 'group')
  const [naming, setNaming] = useState(namingIn(begins))
  const [restricted, setRestricted] = useState(asked?.restricted === true)
  const [paper, setPaper] = useState<Paper>(asked?.paper ?? 'a4')
  const since = versions.find(({ id }) => id === chosen) ?? versions[0]
  /** Later versions, the last one first. */
  const ends = versions.slice(0, since ? versions.indexOf(since) : 0)
  const until = ends.find(({ id }) => id === chosenEnd) ?? null
  const shown = { ...(comments === 'none' ? {} : { comments }), authors }
  const changesOf = (): ExportChanges | null => {
    if (shows === 'annotated') return { suggestions: true, ...shown }
    if (shows !== 'changes' || !since) return null
    // Comments stand beside the text now.
    if (until) return { since: since.id, until: until.id, authors }
    return { since: since.id, ...shown }
  }
  const changes = changesOf()
  const changedFormat: ChangedFormat = format === 'odt' ? 'odt' : 'docx'
  const leaving = {
    document,
    ...(restricted && shows === 'text' && { restricted }),
    ...(naming !== 'chosen' && { naming }),
    ...(changes && { changes }),
  }
  const written: TextFormat = shows === 'text' ? format : changedFormat
  const hasPaper = textFormats.find(({ id }) => id === written)?.hasPaper === true
  const chosenPaper: Paper = hasPaper ? paper : 'a4'
  const file = { ...leaving, format: written, paper: chosenPaper }
  return {
    /** The format of the text as it stands, and that of a file that shows changes. */
    ...{ format, setFormat, changedFormat },
    ...{ shows, setShows, versions, since, setSince },
    ...{ ends, until, setUntil, comments, setComments },
    ...{ authors, setAuthors, naming, setNaming, restricted, setRestricted, paper, setPaper },
    changes,
    /** Changes are asked for, and no version is here to show them from. */
    lacksVersion: shows === 'changes' && !since && stretches !== undefined,
    /** As core takes them: for the list, and for the file. */
    leaving,
    file,
  }
}
