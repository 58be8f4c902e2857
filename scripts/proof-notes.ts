// The notes of one proof in `npm run prove`, which goes on where it was stopped, with the same commit.
import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type ProofNotes = { lines: readonly string[]; add(lines: readonly string[]): void }

/** The proof of one commit is none of the next; a tree without history counts as one commit. */
const commit = (): string => {
  try {
    const asked = ['rev-parse', '--short=12', 'HEAD']
    return execFileSync('git', asked, { cwd: import.meta.dirname, encoding: 'utf8' }).trim()
  } catch {
    return 'tree'
  }
}

/** The notes on this commit: the lines of before, and a way to add some. */
export const notesOf = (name: string): ProofNotes => {
  const folder = join(import.meta.dirname, '../out/prove', commit())
  const notes = join(folder, `${name}.txt`)
  return {
    lines: existsSync(notes) ? readFileSync(notes, 'utf8').split('\n') : [],
    add(lines) {
      mkdirSync(folder, { recursive: true })
      appendFileSync(notes, [...lines, ''].join('\n'))
    },
  }
}
