// Two members write, part, and meet again over links in memory.
import { expect, test } from 'vitest'
import { connectedPair, joined, link, nextSession, until, untilSame } from '#tests/sync'

test('what one writes in a shared document the other has', async () => {
  const [a, b] = await connectedPair()
  const page = a.notebook.create()
  a.notebook.share(page)
  a.notebook.write(page, 'from Alice')
  await until(() => b.notebook.lines(page)?.includes('from Alice') ?? false)
  b.notebook.write(page, 'from Bob')
  await until(() => a.notebook.lines(page)?.length === 2)
  await untilSame(a, b)
  expect(a.notebook.lines(page)).toEqual(b.notebook.lines(page))
  expect([...a.defects, ...b.defects]).toEqual([])
})

test('after a time apart both have everything, whoever wrote it and in however many sessions', async () => {
  const [a, b] = await connectedPair()
  const page = a.notebook.create()
  a.notebook.share(page)
  await untilSame(a, b)
  let apartA = nextSession(a)
  let apartB = nextSession(b)
  for (let session = 0; session < 4; session++) {
    for (let line = 0; line < 5; line++) {
      apartA.notebook.write(page, `Alice ${session} ${line}`)
      apartB.notebook.write(page, `Bob ${session} ${line}`)
    }
    apartA = nextSession(apartA)
    apartB = nextSession(apartB)
  }
  link(apartA, apartB)
  await untilSame(apartA, apartB)
  expect(apartA.notebook.lines(page)).toHaveLength(40)
  expect(apartB.notebook.lines(page)).toEqual(apartA.notebook.lines(page))
  const later = await joined('Carol', apartA)
  expect(later.notebook.lines(page)).toEqual(apartA.notebook.lines(page))
  expect([...apartA.defects, ...apartB.defects]).toEqual([])
})
