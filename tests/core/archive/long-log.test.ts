// The log of the database is written back when it is long, measured by the size of the file.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { reopened, temporaryProfile } from '#tests/archive'

/** Some 250 pages. */
const note = random(1_000_000)

test('a large archive collects more pages in its log before they are written back', () => {
  const { directory, archive } = temporaryProfile()
  const inFile = (): number => statSync(join(directory, 'archive.db')).size
  /** Whether the file had grown after each of so many notes. */
  const growing = (prefix: string, count: number): boolean[] =>
    Array.from({ length: count }, (_, at) => {
      const before = inFile()
      archive.notes.put(null, `${prefix} ${at}`, note)
      return inFile() > before
    })

  expect(growing('small', 4)).toEqual([true, true, true, true])
  archive.notes.put(null, 'long', random(12_000_000))
  // An eighth of some 5,000 pages holds two notes and not three.
  expect(growing('large', 6)).toEqual([false, false, true, false, false, true])

  archive.close()
  const again = reopened(directory)
  expect(again.missing).toBe(0)
  expect(again.notes.list(null, '')).toHaveLength(11)
  again.close()
})
