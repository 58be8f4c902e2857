// Every check between a hostile member and this device matters: without each of them a class of
// frames gets through. The proof that none does with all of them is hostile-messages-proof.test.ts.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { checks } from '#core/sync'
import { random } from '#core/keys'
import { memoryLinks } from '../../acceptance/link.ts'
import { handFile, link, until, untilSame } from '#tests/sync'
import { hostile, type Hostile } from './hostile/index.ts'
import { applied, openStage, say, takenSince, type Stage } from './hostile/stage.ts'

/** Attempts of one class. */
const count = 2

afterEach(() => void vi.restoreAllMocks())

/** Whether one of `count` attempts of the class was accepted, or ended in an error. */
const getsThrough = async (
  { frames, direct, most = count }: Hostile,
  stage: Stage,
): Promise<boolean> => {
  const { bob, scene } = stage
  const before = applied(bob, bob.group.id)
  let taken = 0
  for (let attempt = 0; attempt < Math.min(count, most); attempt++) {
    if (direct?.(scene)) taken++
    if (frames) await say(stage, frames(scene))
  }
  return taken + takenSince(stage, before).length + bob.defects.length > 0
}

describe('each check is switched off', () => {
  type Name = keyof typeof checks
  const names = Object.keys(checks) as Name[]

  test('all checks have a class of their own', () => {
    const claimed = new Set(hostile.map(({ check }) => check))
    expect(names.filter(name => !claimed.has(name))).toEqual([])
  })

  test.each(names)('without %s a class gets through', async name => {
    const stage = await openStage()
    vi.spyOn(checks, name).mockReturnValue(true)
    const through = []
    for (const one of hostile.filter(({ check }) => check === name)) {
      through.push(await getsThrough(one, stage))
    }
    expect(through).toContain(true)
  })
})

test('a device broke a rule: it is counted, and no other one is', async () => {
  const stage = await openStage()
  const { bob, scene } = stage
  const forbidden = hostile.find(
    ({ name }) => name === 'an edit by a member whose role writes nothing',
  )!
  expect(bob.sync.offences(bob.group.id)).toEqual(new Map())
  for (let attempt = 0; attempt < 3; attempt++) await say(stage, forbidden.frames!(scene))
  const offence = { refused: 3, isStopped: false }
  expect(bob.sync.offences(bob.group.id)).toEqual(new Map([[scene.observer.device, offence]]))
})

test('a frame is malformed: its conversation ends, and no other one', async () => {
  const { alice, bob, page, scene } = await openStage()
  link(alice, bob)
  await untilSame(alice, bob)
  const ends = memoryLinks({ a: scene.mallory.device, b: bob.group.self.device })
  const closed = new Promise<void>(resolve => ends.a.onClose(resolve))
  bob.sync.addLink(bob.group.id, ends.b)
  expect(bob.sync.peers()).toHaveLength(2)
  await ends.a.send(random(100))
  await closed
  expect(bob.sync.peers()).toHaveLength(1)
  alice.notebook.write(page, 'still here')
  await until(() => bob.notebook.lines(page)?.includes('still here') ?? false)
  await handFile(bob, alice)
})
