// Each mockup of a later screen has a moment or a reason why there is none, and names how the app differs.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { moments } from '#tests/screen-moments'
import { differences } from '#tests/tour-compare'

const named = differences()
const mockups = readdirSync(join(import.meta.dirname, 'fixtures/mockups'))
  .filter(name => name.endsWith('.png'))
  .map(name => name.replace(/(?:-dark|-ar|-1024x700)?\.png$/, ''))

test('a mockup from the eleventh screen on has its differences named, each in a sentence', () => {
  const later = new Set(mockups.filter(name => Number.parseInt(name, 10) > 10))
  expect(Object.keys(named).toSorted()).toEqual([...later].toSorted())
  for (const all of Object.values(named)) {
    expect(all.length).toBeGreaterThan(0)
    for (const each of all) expect(each).toMatch(/^\p{Lu}?.+\.$/u)
  }
})

test('a moment has a mockup, and a mockup without a moment says so', () => {
  const shown = moments.map(({ name }) => name)
  expect(shown.filter(name => !mockups.includes(name))).toEqual([])
  const without = Object.keys(named).filter(name => !shown.includes(name))
  for (const name of without) expect(named[name]?.[0]).toMatch(/^No picture is taken yet/)
})
