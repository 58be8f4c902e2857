// A picture of this computer for the page alone: it is decoded here, in the sandboxed window.
import type { Shell } from './core-client.ts'

/** Null when the person cancelled. Failures: `file-not-found`, `file-too-large`. */
export const choosePicture = async (
  shell: Shell,
  type: 'figure' | 'image',
): Promise<File | null> => {
  const chosen = await shell.call('dialog.picture', { type })
  return chosen && new File([new Uint8Array(chosen.bytes)], chosen.name)
}
