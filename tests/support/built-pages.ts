// The window's code over the fake core, built like for production: once for a whole run, because a
// build takes seconds and twenty files use the same pages.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'
import type { TestProject } from 'vitest/node'
import { messages } from '../../scripts/messages.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folders: the screens with documents as data, and with documents that hold text. */
    builtPages: { screens: string; editor: string }
  }
}

const harness = resolve(import.meta.dirname, '../renderer/harness')

const editorEntry: Plugin = {
  name: 'editor-harness',
  transformIndexHtml: {
    order: 'pre',
    handler: html => html.replace('./main.ts', '../editor/harness/main.ts'),
  },
}

const buildInto = (outDir: string, more: Plugin[] = []): Promise<unknown> =>
  build({
    root: harness,
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [...more, messages(), react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  })

/** Vitest runs it before the first file, and the returned function after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'baraza-pages-'))
  const [screens, editor] = [join(folder, 'screens'), join(folder, 'editor')]
  // A test's own environment would have the libraries' development halves built in.
  const environment = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await Promise.all([buildInto(screens), buildInto(editor, [editorEntry])])
  } finally {
    if (environment === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = environment
  }
  project.provide('builtPages', { screens, editor })
  return () => rm(folder, { recursive: true })
}
