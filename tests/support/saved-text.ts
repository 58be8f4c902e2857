// The content of the open document when its window last reported that all of it is saved.
import type { Page } from 'playwright-core'

type Watch = { savedText: string; watching?: MutationObserver }

/** All blocks, or the last one. */
export const watched = { all: '.page-text > *', last: '.page-text > *:last-child' }

/**
 * From now on notes the text of the watched blocks, block by line, each time the line says "saved".
 */
export const watchSaved = (page: Page, what: string): Promise<void> =>
  page.evaluate(selector => {
    const found = globalThis as unknown as Watch
    found.watching?.disconnect()
    found.savedText = ''
    found.watching = new MutationObserver(() => {
      if (!document.querySelector('.saved-line[data-saved=yes]')) return
      const blocks = document.querySelectorAll(selector)
      found.savedText = Array.from(blocks, block => block.textContent).join('\n')
    })
    found.watching.observe(document.body, { subtree: true, childList: true, attributes: true })
  }, what)

export const lastSaved = (page: Page): Promise<string> =>
  page.evaluate(() => (globalThis as unknown as Watch).savedText)
