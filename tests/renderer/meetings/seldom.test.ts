// Sentences about the list of speakers come at most every ten seconds, and say what is then.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Seldom } from '../../../src/renderer/screens/meetings/seldom.ts'

const said: string[] = []
let seldom: Seldom
beforeEach(() => {
  vi.useFakeTimers()
  said.length = 0
  seldom = new Seldom(10_000, text => void said.push(text))
  seldom.now('A')
})
afterEach(() => {
  seldom.end()
  vi.useRealTimers()
})

test('the first sentence is read with the screen, and the next one is said at once', () => {
  vi.advanceTimersByTime(20_000)
  expect(said).toEqual([])
  seldom.now('B')
  vi.advanceTimersByTime(0)
  expect(said).toEqual(['B'])
})

test('the last of the changes within ten seconds is said, once', () => {
  seldom.now('B')
  vi.advanceTimersByTime(0)
  seldom.now('C')
  seldom.now('D')
  vi.advanceTimersByTime(9_999)
  expect(said).toEqual(['B'])
  vi.advanceTimersByTime(1)
  expect(said).toEqual(['B', 'D'])
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual(['B', 'D'])
})

test('a change that was taken back meanwhile, and an empty sentence, are not said', () => {
  seldom.now('B')
  vi.advanceTimersByTime(0)
  seldom.now('C')
  seldom.now('B')
  vi.advanceTimersByTime(10_000)
  seldom.now('')
  vi.advanceTimersByTime(10_000)
  expect(said).toEqual(['B'])
})

test('nothing is said after the end', () => {
  seldom.now('B')
  seldom.end()
  vi.advanceTimersByTime(20_000)
  expect(said).toEqual([])
})
