// The choices of a file: its paper, the version since which it shows changes, the comments in it, the author whom
// it names, and how openly members are named.
import { useState } from 'react'
import type { ExportAuthors, ExportChanges, Paper } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../core-client.ts'
import type { ChangedFormat, Shows, TextFormat } from './formats.ts'

/** Comments in a file: none, those that are open, or all. */
export type CommentChoice = 'none' | 'open' | 'all'

/** How members are named: as the text chooses, or less openly. */
export type NamingChoice = 'chosen' | 'role' | 'none'

export type Choices = ReturnType<typeof useChoices>

export function useChoices(document: DocumentId, begins: { shows: Shows; format: TextFormat }) {
  const { value: stretches } = useAnswer('history.list', { document }, ['documents.changed'])
  const versions = (stretches ?? [])
    .flatMap(({ version }) => (version?.standing === 'proven' ? [version] : []))
    .toReversed()
  const [shows, setShows] = useState<Shows>(begins.shows)
  const [format, setFormat] = useState<TextFormat>(begins.format)
  const [chosen, setSince] = useState<string | null>(null)
  const [comments, setComments] = useState<CommentChoice>('open')
  const [authors, setAuthors] = useState<ExportAuthors>('group')
  const [naming, setNaming] = useState<NamingChoice>('chosen')
  const [restricted, setRestricted] = useState(false)
  const [paper, setPaper] = useState<Paper>('a4')
  const since = versions.find(({ id }) => id === chosen) ?? versions[0]
  const shown = { ...(comments === 'none' ? {} : { comments }), authors }
  const changesOf = (): ExportChanges | null => {
    if (shows === 'annotated') return { suggestions: true, ...shown }
    return shows === 'changes' && since ? { since: since.id, ...shown } : null
  }
  const changes = changesOf()
  const changedFormat: ChangedFormat = format === 'odt' ? 'odt' : 'docx'
  return {
    /** The format of the text as it stands, and that of a file that shows changes. */
    ...{ format, setFormat, changedFormat },
    ...{ shows, setShows, versions, since, setSince, comments, setComments },
    ...{ authors, setAuthors, naming, setNaming, restricted, setRestricted, paper, setPaper },
    changes,
    /** Changes are asked for, and no version is here to show them from. */
    lacksVersion: shows === 'changes' && !since && stretches !== undefined,
    /** As core takes them. */
    leaving: {
      document,
      ...(restricted && shows === 'text' && { restricted }),
      ...(naming !== 'chosen' && { naming }),
      ...(changes && { changes }),
    },
  }
}
