// The step that minutes are in follows from acts about them and from open corrections.
import { expect, test } from 'vitest'
import { stepOf } from '../../../src/renderer/editor/minutes/steps.ts'

test('the step of minutes follows from acts and open corrections', () => {
  expect(stepOf('draft', 0)).toBe('draft')
  expect(stepOf('consultation', 0)).toBe('circulated')
  expect(stepOf('consultation', 2)).toBe('corrections')
  expect(stepOf('draft', 1)).toBe('corrections')
  expect(stepOf('deciding', 1)).toBe('approval')
  expect(stepOf('not-adopted', 0)).toBe('draft')
  expect(stepOf('adopted', 3)).toBe(null)
})
