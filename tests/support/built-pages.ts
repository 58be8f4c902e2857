// The window's code in pages of tests, built like for production: once for a whole run, because a
// build takes seconds and twenty files use the same pages.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import react from '@vitejs/plugin-react'
import { build as viteBuild } from 'vite'
import type { TestProject } from 'vitest/node'
import { messages } from '../../scripts/messages.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with core.html, over the core that a test serves, and table.html, a table without a core. */
    builtPages: string
  }
}

const harness = resolve(import.meta.dirname, '../renderer/harness')
const pages = ['core.html', 'table.html']

const build = (outDir: string): Promise<unknown> =>
  viteBuild({
    root: harness,
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [messages(), react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rollupOptions: { input: pages.map(page => join(harness, page)) },
    },
  })

/** A new folder with the pages; the caller removes it. */
export async function buildPages(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'baraza-pages-'))
  // A test's own environment would have the libraries' development halves built in.
  const environment = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await build(folder)
  } finally {
    if (environment === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = environment
  }
  return folder
}

/** Vitest runs it before the first file, and the returned function after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await buildPages()
  project.provide('builtPages', folder)
  return () => rm(folder, { recursive: true })
}
