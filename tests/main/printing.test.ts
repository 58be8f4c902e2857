// A print ends with the session of the window: no page with the words of a text outlives a lock.
import type { Session } from 'electron'
import { expect, test, vi } from 'vitest'
import type { PageFiles } from '../../src/main/page-files.ts'
import { printPdf } from '../../src/main/printing.ts'
import { laterRefusal } from '#tests/refusal'

const windows = vi.hoisted(() => ({ destroyed: 0 }))

vi.mock('electron', () => ({
  BrowserWindow: class {
    webContents = {
      setWebRTCIPHandlingPolicy() {},
      setWindowOpenHandler() {},
      on() {},
      loadURL: async () => {},
      // A page that never answers.
      executeJavaScript: () => new Promise(() => {}),
    }
    on() {}
    destroy() {
      windows.destroyed++
    }
  },
}))

test('when the window locks while a page is printed, the page goes at once', async () => {
  const offered = new Set<string>()
  const files: PageFiles = {
    answer: () => new Response(),
    text: () => '<html><title></title><!--sheet--></html>',
    offer(path) {
      offered.add(path)
      return () => void offered.delete(path)
    },
  }
  const page = { title: 'Title', language: 'en', direction: 'ltr', body: 'words' } as const
  const over = new AbortController()
  const printing = printPdf(files, {} as Session, page, over.signal)
  expect(offered.size).toBe(1)
  const ended = laterRefusal(printing)
  over.abort()
  expect(await ended).toBe('cancelled')
  expect([offered.size, windows.destroyed]).toEqual([0, 1])
  // A session that is over prints nothing more.
  expect(await laterRefusal(printPdf(files, {} as Session, page, over.signal))).toBe('cancelled')
  expect([offered.size, windows.destroyed]).toEqual([0, 2])
})
