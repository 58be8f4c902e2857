// Pages of the app with documents that hold text (see tests/renderer/editor/harness).
import { rm } from 'node:fs/promises'
import process from 'node:process'
import type { Page } from 'playwright-core'
import type { Harness } from '../renderer/editor/harness/main.ts'
import type { FakeOptions } from './fake-core.ts'
import { buildHarness, type Look, rendererPages } from './renderer-pages.ts'

export type EditorOptions = FakeOptions & {
  paragraphs?: number
  empty?: boolean
  template?: boolean
}
/** The window of a page of this harness. */
export type HarnessWindow = Window & Harness

export type EditorPages = {
  open(options?: EditorOptions, look?: Look): Promise<Page>
  /** Opens the first document and waits until its text is there. */
  openDocument(options?: EditorOptions, look?: Look): Promise<Page>
  close(): Promise<void>
}

const entry = {
  name: 'editor-harness',
  transformIndexHtml: {
    order: 'pre' as const,
    handler: (html: string) => html.replace('./main.ts', '../editor/harness/main.ts'),
  },
}

/** As for production: a test runner names another environment, for which React is another one. */
async function buildAsReleased(): Promise<string> {
  const environment = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    return await buildHarness([entry])
  } finally {
    if (environment === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = environment
  }
}

export async function editorPages(): Promise<EditorPages> {
  const folder = await buildAsReleased()
  const pages = await rendererPages(folder)
  const open = (options: EditorOptions = {}, look: Look = {}): Promise<Page> =>
    pages.open(options, look)
  return {
    open,
    async openDocument(options = {}, look = {}) {
      const page = await open(options, look)
      await page.keyboard.press('Control+2')
      await page.locator('.table .table-row').first().focus()
      await page.keyboard.press('Enter')
      await page.locator('.page-text [data-bid]').first().waitFor()
      return page
    },
    async close() {
      await pages.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** Closes the page; throws when it broke the content policy other than as `expected`. */
export async function closePage(page: Page, expected: (breach: string) => boolean = () => false) {
  const breaches = await page.evaluate(() => (window as unknown as HarnessWindow).violations)
  const faults = breaches.filter(breach => !expected(breach))
  if (faults.length > 0) throw new Error(`Against the content policy: ${faults.join(', ')}`)
  await page.close()
}
