// The pictures of a file: their bytes, unless something keeps one out. Nothing is decoded here; a page that can be
// ended does that (decision 0104).
import { mostDecoded, sizeOfPicture } from '#document/files'
import { mostPictures } from '#document/model'
import { Failure } from '#shared/failure'
import { count, type Flow, type FlowPicture, type Foreign, type PictureLoss } from '#document/flow'

type Read = (part: string) => Promise<Uint8Array | null>

/** Takes pictures out of a flow; gives how many there were. */
const withoutPictures = (flow: Flow): number => {
  let taken = 0
  for (let at = flow.length - 1; at >= 0; at--) {
    const each = flow[at]
    if (each?.is === 'table') taken += inCells(each)
    if (each?.is !== 'picture') continue
    flow.splice(at, 1)
    taken++
  }
  return taken
}

const inCells = (table: Extract<Flow[number], { is: 'table' }>): number =>
  table.rows
    .flatMap(({ cells }) => cells)
    .reduce((sum, cell) => sum + withoutPictures(cell.flow), 0)

/** The bytes of a picture, or the reason why it stays out: a part that breaks a limit harms this picture alone. */
const bytesOf = async (part: string, read: Read): Promise<Uint8Array | PictureLoss> => {
  const bytes = await read(part).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error
    return error.code === 'file-too-large' ? 'picture-size' : 'picture-damaged'
  })
  if (bytes === null) return 'picture-damaged'
  if (typeof bytes === 'string') return bytes
  const size = sizeOfPicture(bytes)
  if (!size) return 'picture-kind'
  return size.width * size.height > mostDecoded ? 'picture-size' : bytes
}

/**
 * The bytes of the pictures that can come in, by the names of their parts. Takes the others out of the text, and
 * counts each.
 */
export const takePictures = async (
  { flow, notes, leftOut }: Pick<Foreign, 'flow' | 'notes' | 'leftOut'>,
  read: Read,
): Promise<Map<string, Uint8Array>> => {
  const known = new Map<string, Uint8Array | PictureLoss>()
  const misplaced = [...notes.values()].reduce((sum, note) => sum + withoutPictures(note), 0)
  const inTables = flow.reduce((sum, each) => sum + (each.is === 'table' ? inCells(each) : 0), 0)
  if (misplaced + inTables > 0) count(leftOut, 'picture-place', misplaced + inTables)
  let taken = 0
  const lossOf = async ({ part }: FlowPicture): Promise<PictureLoss | null> => {
    let found = known.get(part)
    // Behind the last that may come in nothing is read, nor kept.
    if (taken >= mostPictures) return typeof found === 'string' ? found : 'picture-size'
    found ??= await bytesOf(part, read)
    known.set(part, found)
    if (typeof found === 'string') return found
    taken++
    return null
  }
  const left = new Set<FlowPicture>()
  for (const each of flow) {
    const loss = each.is === 'picture' ? await lossOf(each) : null
    if (each.is !== 'picture' || loss === null) continue
    count(leftOut, loss)
    left.add(each)
  }
  const kept = flow.filter(each => each.is !== 'picture' || !left.has(each))
  flow.splice(0, flow.length, ...kept)
  return new Map(
    [...known].flatMap(([part, found]) => (typeof found === 'string' ? [] : [[part, found]])),
  )
}
