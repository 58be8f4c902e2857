// A linked device sees text that is written here, as long as the link carries it.
import { expect, test } from 'vitest'
import { deviceNamed, feedNamed, groupNamed } from '#tests/documents'
import { openVisibility } from '../../../src/core/documents/conflicts/visibility.ts'

const [group, device, feed] = [groupNamed('all'), deviceNamed('b'), feedNamed('own')]

const linked = () => {
  const here = { now: 0, seq: 0 }
  const sight = openVisibility(
    () => ({ feed, seq: here.seq }),
    () => here.now,
  )
  sight.reachable([{ group, device }])
  const seal = (now: number): void => {
    Object.assign(here, { now, seq: here.seq + 1 })
    sight.sealed()
  }
  const since = (now: number) => {
    here.now = now
    return sight.since(group, device)?.seq ?? null
  }
  return { sight, seal, since }
}

test('a device is linked: later text is in sight, and earlier text is not', () => {
  const { sight, seal, since } = linked()
  expect(since(0)).toBe(null)
  seal(10)
  seal(20)
  expect(since(30)).toBe(1)
  sight.reachable([])
  expect(since(40)).toBe(null)
})

test('a device has not seen text after five seconds: it is not in sight, even though the link is open', () => {
  const { seal, since } = linked()
  seal(0)
  seal(1000)
  seal(4000)
  expect(since(5900)).toBe(1)
  // The second lay there for as long as that.
  expect(since(6000)).toBe(2)
  expect(since(8000)).toBe(2)
  seal(8500)
  expect(since(9000)).toBe(3)
  expect(since(13_500)).toBe(4)
})
