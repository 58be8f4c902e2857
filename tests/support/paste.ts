// Pasting into the text of a page, as an event with contents of the test's own.
import type { Page } from 'playwright-core'

/** `data`: contents of the clipboard by type. */
export const pasteInto = (
  page: Page,
  data: Record<string, string>,
  text = '.page-text',
): Promise<void> =>
  page.locator(text).evaluate((element, given) => {
    const clipboardData = new DataTransfer()
    for (const [type, value] of Object.entries(given)) clipboardData.setData(type, value)
    const init = { clipboardData, bubbles: true, cancelable: true }
    element.dispatchEvent(new ClipboardEvent('paste', init))
  }, data)
