// Pictures of files from outside are drawn in a hidden window: one that breaks it, or keeps it busy, harms no other
// picture, and the window goes with its session.
import { EventEmitter } from 'node:events'
import type { Session } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'
import { drawPictures } from '../../src/main/drawing.ts'
import { laterRefusal } from '#tests/refusal'

const windows = vi.hoisted(() => ({ opened: 0, open: 0, ended: 0 }))

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
    async loadURL() {}
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

beforeEach(() => void Object.assign(windows, { opened: 0, open: 0, ended: 0 }))

const draw = async (given: readonly string[], over = new AbortController().signal, time?: number) =>
  (
    await drawPictures(
      {} as Session,
      given.map(each => Buffer.from(each)),
      over,
      time,
    )
  ).map(bytes => bytes && Buffer.from(bytes).toString())

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

test('a file is full of such pictures: after three no window opens for it', async () => {
  expect(await draw(['bomb', 'bomb', 'bomb', 'a', 'bomb'])).toEqual([null, null, null, null, null])
  expect(windows).toMatchObject({ opened: 3, open: 0 })
})

test('the window locks, or core stops it: the hidden window goes at once', async () => {
  const over = new AbortController()
  const ended = laterRefusal(draw(['busy'], over.signal))
  await expect.poll(() => windows.open).toBe(1)
  over.abort()
  expect(await ended).toBe('cancelled')
  expect(windows.open).toBe(0)
})
