// Where the disk refuses the report about a file, nothing of the import stays.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { FileGrant } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'
import { now, opened } from '#tests/committee'
import { found } from '#tests/planted-minutes'
import { laterRefusal } from '#tests/refusal'
import type { ApiContext } from '../../src/core/api/api-context.ts'
import { importAnswers } from '../../src/core/api/import.ts'
import { openTasks } from '../../src/core/api/tasks.ts'
import { openFiles } from '#core/grants'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

test('when the report of the second file is refused, no document is made', async () => {
  const profile = await opened()
  const group = found(profile, 'Amina')
  let count = 0
  const importedFiles = {
    put() {
      if (++count === 2) throw new Failure('disk-full')
    },
  }
  const archive = Object.create(profile.archive, { importedFiles: { value: importedFiles } })
  const spoilt = Object.create(profile, { archive: { value: archive } }) as OpenProfile
  const files = openFiles()
  const context = { files, now, profile: () => spoilt } as unknown as ApiContext
  const answers = importAnswers(
    context,
    openTasks(() => {}),
  )
  const granted = ['One.txt', 'Two.txt'].map(name => {
    const path = join(temporaryDirectory(), name)
    writeFileSync(path, `Words of ${name}`)
    const file = Buffer.from(name.padEnd(16)).toString('hex') as FileGrant
    files.grant(file, path, 'read')
    return { file, language: 'en' } as const
  })
  for (const { file } of granted) await answers['documents.readFile']({ kind: 'brief', file })
  const importing = answers['documents.importRead']({ group, files: granted })
  expect(await laterRefusal(Promise.resolve(importing))).toBe('disk-full')
  expect(count).toBe(2)
  expect(profile.archive.documents.list(group)).toEqual([])
})
