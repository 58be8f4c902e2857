// The file that holds the tags of the database's pages. Each time it grows, a commit waits for the disk.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { openWitness, tagsInSector } from '../../../src/core/archive/witness.ts'
import { temporaryDirectory } from '#tests/archive'

const sectorBytes = 512
const tagsAt = 1024

test('when an archive grows, the space for its tags comes first, and in few steps', () => {
  const path = join(temporaryDirectory(), 'witness')
  const witness = openWitness(path, random(32))
  const sizes = new Set<number>()
  for (let pages = 250; pages <= 25_000; pages += 250) {
    witness.reserve(pages)
    const { size } = statSync(path)
    const needed = tagsAt + Math.ceil(pages / tagsInSector) * sectorBytes
    expect(size).toBeGreaterThanOrEqual(needed)
    expect(size).toBeLessThanOrEqual(needed * 1.25 + 4096)
    sizes.add(size)
  }
  expect(sizes.size).toBeLessThan(25)
  witness.close()
})
