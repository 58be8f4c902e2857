// Fetches one large file. Promises: it never waits for ever (a silence of `stall` milliseconds
// ends it), it says how far it has come, and it returns the file's SHA-256 for its caller to judge.
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

export type Progress = (received: number, total: number | null) => void

/**
 * Writes what `url` answers to `path` and returns its SHA-256 as lower-case hexadecimal text.
 * Throws with a sentence when the address does not answer with 200 or falls silent.
 */
export async function download(
  url: string,
  path: string,
  { stall, progress }: { stall: number; progress: Progress },
): Promise<string> {
  const abort = new AbortController()
  const silence = setTimeout(() => {
    abort.abort(new Error(`no byte came for ${stall / 1000} seconds`))
  }, stall)
  const file = await open(path, 'w')
  try {
    const response = await fetch(url, { signal: abort.signal })
    if (response.status !== 200 || !response.body) {
      throw new Error(`the address answers ${response.status}`)
    }
    const total = Number(response.headers.get('content-length')) || null
    const hash = createHash('sha256')
    let received = 0
    for await (const bytes of response.body) {
      silence.refresh()
      hash.update(bytes)
      await file.writeFile(bytes)
      received += bytes.length
      progress(received, total)
    }
    return hash.digest('hex')
  } finally {
    clearTimeout(silence)
    await file.close()
  }
}

/** Says every tenth part of a download once: `Electron 45.4.1: 30 % of 112 MB`. */
export function tenths(name: string, say: (line: string) => void): Progress {
  let said = 0
  return (received, total) => {
    if (total === null) return
    const tenth = Math.floor((received * 10) / total)
    if (tenth <= said) return
    said = tenth
    say(`${name}: ${tenth * 10} % of ${Math.round(total / 1e6)} MB`)
  }
}
