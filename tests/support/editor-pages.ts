// Pages of the app with documents that hold text (see tests/renderer/editor/harness), and the one way
// in which every test of these screens looks for accessibility faults.
import { readFile, rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import type { Harness } from '../renderer/editor/harness/main.ts'
import type { FakeOptions } from './fake-core.ts'
import { buildHarness, type Look, rendererPages } from './renderer-pages.ts'

export type EditorOptions = FakeOptions & { paragraphs?: number; empty?: boolean }
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

export async function editorPages(): Promise<EditorPages> {
  const folder = await buildHarness([entry])
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

const axe = readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What axe finds on the page, as "rule: element" lines; none is right. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(await axe)
  return page.evaluate(async () => {
    type Result = { violations: { id: string; nodes: { html: string }[] }[] }
    const { axe: tool } = window as unknown as { axe: { run(o: object): Promise<Result> } }
    const found = await tool.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.html.slice(0, 160)}`),
    )
  })
}
