// The log of the database is written back when it is long, measured by the size of the file.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { reopened, temporaryProfile } from '#tests/archive'

/** Some 250 pages. */
const note = random(1_000_000)

test('some 2,000 pages collect in the log before they are written back', () => {
  const { directory, archive } = temporaryProfile()
  const inFile = (): number => statSync(join(directory, 'archive.db')).size
  /** Whether the file had grown after each of so many notes. */
  const growing = Array.from({ length: 20 }, (_, at) => {
    const before = inFile()
    archive.notes.put(null, `note ${at}`, note)
    return inFile() > before
  })

  const writtenBack = growing.flatMap((grew, at) => (grew ? [at] : []))
  expect(writtenBack).toEqual([expect.any(Number), expect.any(Number)])
  const [first = 0, second = 0] = writtenBack
  expect([7, 8]).toContain(first)
  expect([8, 9]).toContain(second - first)

  archive.close()
  const again = reopened(directory)
  expect(again.missing).toBe(0)
  expect(again.notes.list(null, '')).toHaveLength(20)
  again.close()
})
