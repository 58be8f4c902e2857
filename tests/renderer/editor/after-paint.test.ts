// What is put off until the frame of a key is drawn.
import { afterEach, expect, it, vi } from 'vitest'
import { afterPaint } from '../../../src/renderer/editor/session/after-paint.ts'

afterEach(() => vi.unstubAllGlobals())

it('does the other work where one fails: words that were written leave', async () => {
  const faults: unknown[] = []
  vi.stubGlobal('document', { visibilityState: 'visible' })
  vi.stubGlobal('window', { addEventListener: () => {} })
  vi.stubGlobal('reportError', (fault: unknown) => faults.push(fault))
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => queueMicrotask(draw))
  const done = Promise.withResolvers<void>()
  const fault = new Error('a tool that fails')
  afterPaint(() => {
    throw fault
  })
  afterPaint(done.resolve)
  await done.promise
  expect(faults).toEqual([fault])
})
