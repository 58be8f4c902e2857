// A print ends with the session of the window, and where core ends it: no page with the words of a text outlives
// a lock.
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { Session } from 'electron'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { consent } from '#shared/control'
import { connect, serve, type Port } from '#shared/rpc'
import type { PageFiles } from '../../src/main/page-files.ts'
import { hiddenWork } from '../../src/core/hidden-work.ts'
import { printPdf } from '../../src/main/printing.ts'
import { openHiddenWork } from '../../src/main/hidden-work.ts'
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

beforeEach(() => void (windows.destroyed = 0))

test('when the window locks while a page is printed, the page goes at once', async () => {
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

/** Core and main, with the channel between them. */
const coreAndMain = (over: AbortSignal) => {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  const portOf = (port: MessagePort): Port => ({
    post: message => port.postMessage(message),
    onMessage: listen => void port.on('message', listen),
  })
  const session = {} as Session
  serve(consent, portOf(port2), {
    allow: () => {},
    ...openHiddenWork(over, {
      print: async (wanted, end) => Uint8Array.from(await printPdf(files, session, wanted, end)),
      draw: async () => ({ drawn: [], broken: 0 }),
    }),
  })
  return hiddenWork(connect(consent, portOf(port1))).print
}

test('core ends one print of two: its page goes at once, and the other goes with the window', async () => {
  const session = new AbortController()
  const print = coreAndMain(session.signal)
  const [first, second] = [new AbortController(), new AbortController()]
  const ends = [first, second].map(({ signal }) => laterRefusal(print(page, signal)))
  await expect.poll(() => offered.size).toBe(2)
  first.abort()
  expect(await ends[0]).toBe('cancelled')
  expect([offered.size, windows.destroyed]).toEqual([1, 1])
  session.abort()
  expect(await ends[1]).toBe('cancelled')
  expect([offered.size, windows.destroyed]).toEqual([0, 2])
})

test('a print that was ended before it began asks main for nothing', async () => {
  const print = coreAndMain(new AbortController().signal)
  expect(await laterRefusal(print(page, AbortSignal.abort()))).toBe('cancelled')
  expect(windows.destroyed).toBe(0)
})
