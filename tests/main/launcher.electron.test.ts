// The launcher inside a real Electron: core as a utility process, as the product has it, and core
// on its own Node, as the test runtime has it.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectedAccount } from '#tests/launcher-story'
import { electronRuntime, sandboxArguments } from '#tests/electron-runtime'

const run = promisify(execFile)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echo-app-'))
  const support = fileURLToPath(new URL('../support/', import.meta.url))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: {
        input: { main: join(support, 'echo-app/main.ts'), core: join(support, 'echo-core.mjs') },
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'echo', main: 'main.js', type: 'module' }),
  )
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function accountOf(name: string, environment: Record<string, string>): Promise<unknown> {
  const account = join(folder, `${name}.json`)
  await run(electronRuntime().executable, [folder, ...sandboxArguments()], {
    timeout: 60_000,
    env: {
      ...process.env,
      XDG_CONFIG_HOME: join(folder, name),
      ...environment,
      ECHO_ACCOUNT: account,
    },
  })
  return JSON.parse(await readFile(account, 'utf8'))
}

test('core as a utility process', async () => {
  expect(await accountOf('utility', {})).toEqual(expectedAccount)
})

test('core as a child on its own Node', async () => {
  expect(await accountOf('child', { ECHO_CORE_NODE: process.execPath })).toEqual(expectedAccount)
})
