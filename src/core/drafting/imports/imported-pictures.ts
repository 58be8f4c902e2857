// The pictures of a file that is read: each is drawn again, as a chosen one is, so that nothing of the file goes
// along but its pixels (decision 0104).
import { mostOfFeed, namedPicture, type NamedPicture, type Steering } from '#core/documents'
import type { ImportedFlow } from '#core/files'
import type { ImportFinding } from '#shared/contract'
import type { NewBlock } from '#document/blocks'
import { Failure } from '#shared/failure'

/**
 * Draws pictures of files from outside. Null for each that cannot be drawn. `broken`: windows that pictures broke; at
 * `mayBreak` no other one opens. Failure `cancelled` once `over` is aborted.
 */
export type DrawPictures = (
  pictures: readonly Uint8Array[],
  over: AbortSignal,
  mayBreak: number,
) => Promise<{ drawn: readonly (Uint8Array | null)[]; broken: number }>

/** Where no page draws, as in the command line, pictures lose all but their pixels. */
const leaveAsIs: DrawPictures = async pictures => ({ drawn: [...pictures], broken: 0 })

/** Windows that may break for one file: one with more such pictures was made to do so. */
const mostBroken = 3

/** The pictures that are drawn between two reports; each call has a window of its own. */
const atOnce = { pictures: 8, bytes: 16 << 20 }

/** A text as it comes in: its figures name pictures, whose bytes are here. */
export type IllustratedFlow = Omit<ImportedFlow, 'figures' | 'pictures'> & {
  pictures: readonly Uint8Array[]
}

type Drawn = NamedPicture | 'picture-damaged' | 'picture-size'

const drawnOf = (bytes: Uint8Array | null): Drawn => {
  if (!bytes) return 'picture-damaged'
  try {
    return namedPicture(bytes)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error.code === 'file-too-large' ? 'picture-size' : 'picture-damaged'
  }
}

function* batchesOf(all: ReadonlyMap<string, Uint8Array>): Generator<[string, Uint8Array][]> {
  let [batch, size]: [[string, Uint8Array][], number] = [[], 0]
  for (const [part, bytes] of all) {
    const isFull = batch.length >= atOnce.pictures || size + bytes.length > atOnce.bytes
    if (batch.length > 0 && isFull) {
      yield batch
      ;[batch, size] = [[], 0]
    }
    batch.push([part, bytes])
    size += bytes.length
  }
  if (batch.length > 0) yield batch
}

const drawAll = async (
  all: ReadonlyMap<string, Uint8Array>,
  draw: DrawPictures,
  { progress, over }: Pick<Steering, 'progress'> & { over: AbortSignal },
): Promise<Map<string, Drawn>> => {
  const drawn = new Map<string, Drawn>()
  let room = mostOfFeed.bytes
  let mayBreak = mostBroken
  for (const batch of batchesOf(all)) {
    if (over.aborted) throw new Failure('cancelled')
    progress(drawn.size / all.size)
    const pictures = batch.map(([, bytes]) => bytes)
    const answer = mayBreak > 0 ? await draw(pictures, over, mayBreak) : null
    mayBreak -= answer?.broken ?? 0
    for (const [at, [part]] of batch.entries()) {
      const found = drawnOf(answer?.drawn[at] ?? null)
      // More than one member can bring to one text could never be shared.
      const size = typeof found === 'string' ? 0 : found.bytes.length
      drawn.set(part, size > room ? 'picture-size' : found)
      if (size <= room) room -= size
    }
  }
  return drawn
}

/** Without its picture a figure says its words; where it has none, nothing is shown. */
const withoutPicture = (block: NewBlock): NewBlock =>
  block.alternative !== undefined || block.runs.length > 0 ? block : { ...block, kind: 'paragraph' }

/** Failure `cancelled`. */
export const illustrated = async (
  { figures, pictures, blocks, findings, ...rest }: ImportedFlow,
  draw: DrawPictures | null,
  steering: Pick<Steering, 'progress'> & { over: AbortSignal },
): Promise<IllustratedFlow> => {
  const drawn = await drawAll(pictures, draw ?? leaveAsIs, steering)
  const places = new Map(figures.map(({ block, part }) => [block, drawn.get(part)]))
  const counts = new Map<ImportFinding, number>()
  for (const found of places.values()) {
    const what = typeof found === 'object' ? 'pictures' : (found ?? 'picture-damaged')
    counts.set(what, (counts.get(what) ?? 0) + 1)
  }
  for (const { what, count } of findings) counts.set(what, (counts.get(what) ?? 0) + count)
  return {
    ...rest,
    blocks: blocks.map((block, at) => {
      if (!places.has(at)) return block
      const found = places.get(at)
      return typeof found === 'object'
        ? { ...block, picture: found.picture }
        : withoutPicture(block)
    }),
    findings: [...counts].map(([what, count]) => ({ what, count })),
    pictures: [...drawn.values()].flatMap(found =>
      typeof found === 'object' ? [found.bytes] : [],
    ),
  }
}
