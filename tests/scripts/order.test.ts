// The longest files begin first, so that none of them is left alone at the end.
import { expect, test } from 'vitest'
import { longest, longestFirst } from '../../scripts/order.ts'

test('the longest begin first, each in its project, and the others keep their order', () => {
  const [first = '', second = ''] = longest
  const files = ['unit b', 'unit a', `e2e ${second}`, 'e2e d', `e2e ${first}`, 'e2e c']
  const sorted = longestFirst(files, file => {
    const [project = '', path = ''] = file.split(' ')
    return { project, path }
  })
  expect(sorted).toEqual(['unit b', 'unit a', `e2e ${first}`, `e2e ${second}`, 'e2e d', 'e2e c'])
})
