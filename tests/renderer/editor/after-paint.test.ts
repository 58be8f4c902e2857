// Work that is put off until the frame of a key is drawn.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { afterPaint, behindFrame } from '../../../src/renderer/editor/replica/after-paint.ts'

const faults: unknown[] = []
beforeEach(() => {
  faults.length = 0
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} })
  vi.stubGlobal('window', { addEventListener: () => {} })
  vi.stubGlobal('reportError', (fault: unknown) => faults.push(fault))
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => queueMicrotask(draw))
})
afterEach(() => vi.unstubAllGlobals())

it('does the other work where one fails: words that were written leave', async () => {
  const done = Promise.withResolvers<void>()
  const fault = new Error('a tool that fails')
  afterPaint(() => {
    throw fault
  })
  afterPaint(done.resolve)
  await done.promise
  expect(faults).toEqual([fault])
})

it('looks once behind a frame however often it was asked, and not at all once forgotten', async () => {
  const looked: string[] = []
  const [kept, left] = ['kept', 'left'].map(name => behindFrame(() => void looked.push(name)))
  for (const behind of [kept, left, kept]) behind?.ask()
  left?.forget()
  const done = Promise.withResolvers<void>()
  afterPaint(done.resolve)
  await done.promise
  expect(looked).toEqual(['kept'])
})
