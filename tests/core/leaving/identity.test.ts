// S12: each file in each format of the table, in each way in which a person chose that no member is named, has none
// of the planted identity markers, and is the same bytes on two devices.
import { expect, test } from 'vitest'
import {
  leavingFiles,
  leavingScene,
  namelessWays,
  saidIn,
  sha256Of,
  type LeavingFile,
} from '#tests/leaving-scene'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'

const named = (files: readonly LeavingFile[]): string[] =>
  files.map(file => `${file.format}, ${file.way.name}: ${sha256Of(file)}`)

test(
  'ten identity markers are in no file that names nobody, and two devices make the same files',
  patiently,
  async () => {
    const { seeds, passed } = series('identity', 100, 1)
    for (const seed of seeds) {
      const { chair, member, id, since, markers, picture } = await leavingScene(seed)
      const ways = namelessWays(since)
      const [ours, theirs] = [
        await leavingFiles(chair, id, ways),
        await leavingFiles(member, id, ways),
      ]
      expect(Object.keys(markers).length).toBeGreaterThanOrEqual(10)
      expect(new Set(ours.map(({ format }) => format)).size).toBeGreaterThanOrEqual(6)
      expect({ seed, said: saidIn(ours, Object.values(markers)) }).toEqual({ seed, said: [] })
      expect({ seed, files: named(theirs) }).toEqual({ seed, files: named(ours) })
      // The search finds a marker where there is one.
      expect(saidIn([{ ...ours[0]!, bytes: Buffer.from(picture) }], ['Zqpicture'])).toHaveLength(1)
      passed(seed, `${ours.length} files, ${Object.keys(markers).length} markers in none of them`)
    }
  },
)

test('where a person asks for names, they are in the file: the search would find them', async () => {
  const { chair, id, since, markers } = await leavingScene(1)
  const changes = { since, comments: 'all', authors: 'names' } as const
  const files = await leavingFiles(chair, id, [{ name: 'names', changes }])
  const found = saidIn(files, [markers['e-mail as a name'] ?? '', markers['imported author'] ?? ''])
  expect(new Set(found.map(line => line.split(': ')[1])).size).toBe(2)
})
