// After a backup the reminder of it is put away. A failure there says nothing about the file, which is whole.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { temporaryDirectory } from '#tests/archive'
import type { ApiContext } from '../../../src/core/api/api-context.ts'
import { safetyAnswers } from '../../../src/core/api/safety.ts'
import type { Tasks } from '../../../src/core/api/tasks.ts'
import { openFiles } from '#core/grants'
import type { FileGrant } from '#shared/ids'
import type { ProfileLifecycle } from '../../../src/core/profile/lifecycle.ts'

const info = { at: 1, bytes: 5 }
const lifecycle = {
  async writeBackup(handle) {
    await handle.writeFile('whole')
    return info
  },
} as ProfileLifecycle

const written = async (profile: () => unknown) => {
  const files = openFiles()
  const path = join(temporaryDirectory(), 'backup')
  const file = 'a'.repeat(32) as FileGrant
  files.grant(file, path, 'write')
  const defects: unknown[] = []
  const context = { files, profile, onDefect: (error: unknown) => defects.push(error) }
  const answers = safetyAnswers(context as unknown as ApiContext, lifecycle, {} as Tasks)
  const said = await answers['backup.write']({ file })
  return { said, defects, text: readFileSync(path, 'utf8') }
}

const withSettings = (applySettings: () => Promise<void>) => () => ({
  ...{ archive: { settings: { get: () => ({}) } }, applySettings },
})

test.each<[string, () => unknown]>([
  [
    'the profile is locked meanwhile',
    () => {
      throw new Failure('locked')
    },
  ],
  ['the network cannot begin', withSettings(() => Promise.reject(new Failure('not-writable')))],
])('a whole backup is written, also where %s', async (_what, profile) => {
  expect(await written(profile)).toEqual({ said: info, defects: [], text: 'whole' })
})

test('an error of the program after a whole backup is reported, and the backup is written', async () => {
  const error = new TypeError('no settings')
  const profile = withSettings(() => Promise.reject(error))
  expect(await written(profile)).toEqual({ said: info, defects: [error], text: 'whole' })
})
