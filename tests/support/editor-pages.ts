// Pages of the app with documents that hold text (see tests/renderer/editor/harness).
import type { Page } from 'playwright-core'
import type { Harness } from '../renderer/editor/harness/main.ts'
import type { FakeOptions } from './fake-core.ts'
import { leavePage, type Look, type RendererPages, rendererPages } from './renderer-pages.ts'

export type EditorOptions = FakeOptions & { paragraphs?: number; empty?: boolean }
/** The window of a page of this harness. */
export type HarnessWindow = Window & Harness

export type EditorPages = Pick<RendererPages, 'found'> & {
  open(options?: EditorOptions, look?: Look): Promise<Page>
  /** Opens the first document and waits until it takes text. */
  openDocument(options?: EditorOptions, look?: Look): Promise<Page>
  close(): Promise<void>
}

export async function editorPages(): Promise<EditorPages> {
  const pages = await rendererPages('/editor.html')
  const open = (options: EditorOptions = {}, look: Look = {}): Promise<Page> =>
    pages.open(options, look)
  return {
    open,
    async openDocument(options = {}, look = {}) {
      const page = await open(options, look)
      await page.locator('.table .table-row').first().focus()
      await page.keyboard.press('Enter')
      // Keys pressed while the text is shown and has no focus yet go nowhere.
      await page.locator('.page-text:focus').waitFor()
      return page
    },
    found: pages.found,
    close: () => pages.close(),
  }
}

/**
 * Waits until the text has the focus, and the caret stands in an element like this. A dialog gives the
 * focus back a moment before the caret goes into what the dialog put in.
 */
export const caretIn = (page: Page, selector: string): Promise<unknown> =>
  page.waitForFunction(sought => {
    const { anchorNode } = getSelection() ?? {}
    const at = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement
    return document.activeElement?.matches('.page-text') === true && at?.closest(sought) != null
  }, selector)

/** The editor of the page fails, and the text is loaded again. */
export async function failPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    type Failing = Element & { __lexicalEditor: { update(work: () => void): void } }
    const editor = (document.querySelector('.page-text') as Failing).__lexicalEditor
    editor.update(() => {
      throw new Error('planted')
    })
  })
  await page.getByText('Something went wrong on this page.').waitFor()
}

/** Leaves the page; throws when it broke the content policy in an unexpected way. */
export async function closePage(page: Page, expected: (breach: string) => boolean = () => false) {
  const breaches = await page.evaluate(() => (window as unknown as HarnessWindow).violations)
  await leavePage(page)
  const faults = breaches.filter(breach => !expected(breach))
  if (faults.length > 0) throw new Error(`Against the content policy: ${faults.join(', ')}`)
}
