// A build runs when its sources have changed, and only then.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { build } from '../../scripts/build.ts'

test('a build is made once, and again for other sources, another Electron, or after a failure', async () => {
  const root = await mkdtemp(join(tmpdir(), 'build-'))
  onTestFinished(() => rm(root, { recursive: true }))
  await mkdir(join(root, 'src'))
  await writeFile(join(root, 'src', 'index.ts'), 'one')
  await writeFile(join(root, 'package.json'), '{}')

  let code = 0
  let builds = 0
  const execute = async () => {
    builds++
    return code
  }
  const buildFor = (electron: string) => build(root, execute, { ELECTRON_MAJOR_VER: electron })

  expect(await buildFor('45')).toBe(true)
  expect(await buildFor('45')).toBe(true)
  expect(builds).toBe(1)

  await writeFile(join(root, 'src', 'index.ts'), 'two')
  await buildFor('45')
  await buildFor('33')
  await writeFile(join(root, 'package.json'), '{ }')
  await buildFor('33')
  expect(builds).toBe(4)

  await mkdir(join(root, 'docs', 'help'), { recursive: true })
  await writeFile(join(root, 'docs', 'help', 'en.md'), '# Help')
  await buildFor('33')
  expect(builds).toBe(5)

  await writeFile(join(root, 'src', 'other.ts'), 'new')
  code = 1
  expect(await buildFor('33')).toBe(false)
  code = 0
  expect(await buildFor('33')).toBe(true)
  expect(await buildFor('33')).toBe(true)
  expect(builds).toBe(7)
})
