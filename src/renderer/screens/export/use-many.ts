// For each of several documents: what would leave with its file, and whether the file may be saved. Core is asked about one
// document after another, so that the first rows are there at once.
import { useEffect, useState } from 'react'
import type {
  DocumentSummary,
  ExportFormat,
  ExportStanding,
  Leaving,
  MostNaming,
  Paper,
} from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { InferOutput } from 'valibot'
import { useCore, type Core } from '../../shell/core-client.ts'
import { requestEvents } from '../second-look/asked-file.ts'
import { isToAsk } from '../second-look/export-look.tsx'
import { codeOf } from '../../words/index.ts'
import { openRowReader } from './row-reader.ts'

/** The choices of all files together. */
export type ManyChoices = {
  format: ExportFormat
  paper: Paper
  naming?: InferOutput<typeof MostNaming>
}

type Known = { summary: DocumentSummary; leaving: Leaving; standing: ExportStanding }

/** One document: what is known of it, or why core did not say; null before it answered. */
export type ManyRow = { id: DocumentId; known: Known | null; failure: FailureCode | null }

/** Whether the file of this document can be saved, or why not. */
export type RowState =
  | 'reading'
  | 'ready'
  | 'consent'
  | 'ask'
  | 'may-not-ask'
  | 'asked'
  | 'declined'
  | 'failed'

export const stateOf = ({ known, failure }: ManyRow): RowState => {
  if (failure !== null) return 'failed'
  if (!known) return 'reading'
  const { leaving, standing } = known
  if (leaving.refused.length > 0) return 'consent'
  if (!standing.isNeeded) return 'ready'
  if (isToAsk(standing)) return standing.mayAsk ? 'ask' : 'may-not-ask'
  const state = standing.request?.state
  return state === 'confirmed' ? 'ready' : state === 'declined' ? 'declined' : 'asked'
}

const knownOf = async (
  core: Core,
  document: DocumentId,
  { naming, ...file }: ManyChoices,
): Promise<Known> => {
  const of = { document, ...(naming !== undefined && { naming }) }
  const summary = await core.call('documents.get', { document })
  const leaving = await core.call('paper.leaving', of)
  // A file without a consent is not made, also not to compare it.
  const standing: ExportStanding =
    leaving.refused.length > 0
      ? { isNeeded: false, mayAsk: false, request: null, earlier: null }
      : await core.call('exports.standing', { ...of, ...file })
  return { summary, leaving, standing }
}

export function useMany(documents: readonly DocumentId[], choices: ManyChoices): ManyRow[] {
  const core = useCore()
  const [rows, setRows] = useState<ReadonlyMap<DocumentId, ManyRow>>(new Map())
  const key = JSON.stringify([documents, choices])
  useEffect(() => {
    const [all, wanted] = JSON.parse(key) as [DocumentId[], ManyChoices]
    const read = (id: DocumentId): Promise<ManyRow> =>
      knownOf(core, id, wanted).then(
        known => ({ id, known, failure: null }),
        (error: unknown) => ({ id, known: null, failure: codeOf(error) }),
      )
    const reader = openRowReader(all, read, (id, row) =>
      setRows(last => new Map(last).set(id, row)),
    )
    const ends = requestEvents.map(name => core.on(name, reader.hear))
    return () => [reader.stop, ...ends].forEach(end => end())
  }, [core, key])
  // Another choice makes all files again.
  const [shown, setShown] = useState(key)
  if (shown !== key) {
    setShown(key)
    setRows(new Map())
  }
  return documents.map(id => rows.get(id) ?? { id, known: null, failure: null })
}
