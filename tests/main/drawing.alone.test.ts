// Pictures of files from outside are drawn in a hidden window: one that breaks it, or keeps it busy, harms no other
// picture, and the window goes with its session.
import { EventEmitter } from 'node:events'
import type { Session } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'
import { illustrated } from '../../src/core/drafting/imports/imported-pictures.ts'
import { drawPictures } from '../../src/main/drawing.ts'
import { laterRefusal } from '#tests/refusal'

const windows = vi.hoisted(() => ({ opened: 0, open: 0, ended: 0 }))
const loading = vi.hoisted(() => ({ done: Promise.resolve() }))

vi.mock('electron', () => ({
  BrowserWindow: class {
    isGone = false
    webContents = Object.assign(new EventEmitter(), {
      setWebRTCIPHandlingPolicy() {},
      setWindowOpenHandler() {},
      forcefullyCrashRenderer: () => void windows.ended++,
      executeJavaScript: (script: string): Promise<unknown> => this.#draw(script),
    })
    constructor() {
      windows.opened++
      windows.open++
    }
    on() {}
    loadURL = (): Promise<void> => loading.done
    isDestroyed = (): boolean => this.isGone
    destroy() {
      this.isGone = true
      windows.open--
    }
    /** As the page: a picture by its first letter. */
    async #draw(script: string): Promise<unknown> {
      const [, base64 = ''] = /^drawnAgain\('([^']*)'\)$/.exec(script) ?? []
      const given = Buffer.from(base64, 'base64').toString()
      if (given === 'bomb') {
        this.webContents.emit('render-process-gone')
        return new Promise(() => {})
      }
      if (given === 'busy') return new Promise(() => {})
      return given === 'none' ? null : Buffer.from(`${given} drawn`).toString('base64')
    }
  },
}))

beforeEach(() => {
  Object.assign(windows, { opened: 0, open: 0, ended: 0 })
  loading.done = Promise.resolve()
})

const draw = async (
  given: readonly string[],
  over = new AbortController().signal,
  longest = 15_000,
) =>
  (
    await drawPictures(
      {} as Session,
      given.map(each => Buffer.from(each)),
      over,
      { mayBreak: 3, longest },
    )
  ).drawn.map(bytes => bytes && Buffer.from(bytes).toString())

test('pictures are drawn in one window, which goes afterwards', async () => {
  expect(await draw(['a', 'none', 'b'])).toEqual(['a drawn', null, 'b drawn'])
  expect(windows).toEqual({ opened: 1, open: 0, ended: 0 })
})

test('a picture ends the process of its window: it stays out, and the others are drawn in another one', async () => {
  expect(await draw(['a', 'bomb', 'b'])).toEqual(['a drawn', null, 'b drawn'])
  expect(windows).toMatchObject({ opened: 2, open: 0 })
})

test('a picture keeps its window busy: its process is ended, and the next is drawn', async () => {
  expect(await draw(['busy', 'a'], undefined, 1)).toEqual([null, 'a drawn'])
  expect(windows).toEqual({ opened: 2, open: 0, ended: 1 })
})

test('three pictures broke their window: no other one opens for the call', async () => {
  expect(await draw(['bomb', 'bomb', 'bomb', 'a', 'bomb'])).toEqual([null, null, null, null, null])
  expect(windows).toMatchObject({ opened: 3, open: 0 })
})

test('the window locks, or core stops it: the hidden window goes at once', async () => {
  const over = new AbortController()
  const ended = laterRefusal(draw(['busy'], over.signal))
  await expect.poll(() => windows.open).toBe(1)
  over.abort()
  expect(await ended).toBe('cancelled')
  // The page of a hidden window may be busy for long, so its process is ended.
  expect(windows).toEqual({ opened: 1, open: 0, ended: 1 })
})

test('a stop comes while the window loads: it leaves no window behind', async () => {
  const loaded = Promise.withResolvers<void>()
  loading.done = loaded.promise
  const over = new AbortController()
  const work = draw(['a'], over.signal)
  over.abort()
  expect(await laterRefusal(work)).toBe('cancelled')
  loaded.resolve()
  await new Promise(resolve => setImmediate(resolve))
  expect(windows).toMatchObject({ opened: 1, open: 0 })
})

test('a stop came before: no window opens', async () => {
  expect(await laterRefusal(draw(['a'], AbortSignal.abort()))).toBe('cancelled')
  expect(windows.opened).toBe(0)
})

test.each([
  ['all of them', () => true, 3],
  // A window for each eight pictures, and one more behind each that broke.
  ['one in eight', (at: number) => at % 8 === 0, 5],
])(
  'pictures of one file break their windows, %s: after three no other opens',
  async (_, isBomb, opened) => {
    const parts = Array.from({ length: 80 }, (_each, at) => `p${at}`)
    const { findings } = await illustrated(
      {
        blocks: parts.map(() => ({ kind: 'figure', runs: [] })),
        figures: parts.map((part, block) => ({ block, part })),
        pictures: new Map(parts.map((part, at) => [part, Buffer.from(isBomb(at) ? 'bomb' : 'a')])),
        footnotes: [],
        findings: [],
        notes: [],
        people: [],
        remarks: [],
        title: null,
      },
      (pictures, over, mayBreak) => drawPictures({} as Session, pictures, over, { mayBreak }),
      { progress: () => {}, over: new AbortController().signal },
    )
    expect(windows).toMatchObject({ opened, open: 0 })
    expect(findings).toEqual([{ what: 'picture-damaged', count: 80 }])
  },
)
