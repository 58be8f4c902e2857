// Profiles that are made once for the tests of a worker.
import { expect, test } from 'vitest'
import type { Core } from '#core'
import { groupSeed } from '#tests/advisory-group'

test('a seed that failed is made again, and its cores are closed', async () => {
  let times = 0
  const cores: Core[] = []
  const seed = groupSeed(['K.W.', 'M.S.'], async made => {
    cores.push(made.core('K.W.'), made.core('M.S.'))
    times += 1
    if (times === 1) throw new Error('planted')
    return times
  })
  await expect(seed()).rejects.toThrow('planted')
  for (const core of cores) expect(() => core.answers['groups.list'](undefined)).toThrow(/locked/)
  const again = await seed()
  expect(again.seeded).toBe(2)
  expect(await seed()).toBe(again)
})
