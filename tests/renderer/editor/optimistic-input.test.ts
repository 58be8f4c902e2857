// A letter that is on the page and not in the editor yet, where the page goes meanwhile.
import { createEditor } from 'lexical'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { openOptimisticInput } from '../../../src/renderer/editor/optimistic-input.ts'

beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} })
  vi.stubGlobal('window', { addEventListener: () => {}, removeEventListener: () => {} })
  vi.stubGlobal('requestAnimationFrame', () => 0)
  vi.stubGlobal('getSelection', () => null)
})
afterEach(() => vi.unstubAllGlobals())

it('keeps nothing unsaved once it is let go, inside a change too', () => {
  const doc = new Y.Doc()
  let held = 0
  const hold = () => {
    held++
    return () => void held--
  }
  const letters = openOptimisticInput(createEditor(), { doc, hold }, () => {})
  const words = { data: 'wrd', insertData: () => {} } as unknown as Text
  letters.show({ key: '1', words, offset: 1, data: 'o' })
  expect(held).toBe(1)
  doc.transact(() => letters.release())
  expect(held).toBe(0)
  expect(letters.isPending()).toBe(false)
})
