// The bytes of a picture that a person chose, for the page, which decodes it in its sandbox.
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '#shared/failure'

/** The largest pictures that cameras make, with room to spare. */
const largest = 32 * 1024 * 1024

export const readPictureFile = async (
  path: string,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> => {
  try {
    // A device or a pipe has no size, and may have no end.
    const { size } = await stat(path).then(found => (found.isFile() ? found : { size: Infinity }))
    if (size > largest) throw new Failure('file-too-large')
    return { name: basename(path), bytes: new Uint8Array(await readFile(path)) }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('file-not-found', { cause: error })
  }
}
