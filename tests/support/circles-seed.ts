// The advisory group beside circles of M.S., into which the chair was added, and a person who asks to join.
import { expect } from 'vitest'
import type { Core } from '#core'
import { type AdvisoryGroup, groupSeed } from './advisory-group.ts'
import { grantOf } from './core.ts'
import { laterRefusal } from './refusal.ts'

/** A text that the chair has alone. */
export const privateTitle = 'Names of witnesses'

/** Files of two circles; the first one adds new members, and has not heard of L.H. */
const offer = async (made: AdvisoryGroup): Promise<string[]> => {
  const { answers } = made.core('M.S.')
  const { group } = made
  const add = async (name: string, follows: boolean): Promise<string> => {
    const circle = await answers['circles.create']({ group, name, follows })
    if (!follows)
      await answers['circles.bring']({ circle, member: made.member('K.W.'), role: 'member' })
    return made.write('M.S.', circle)
  }
  return [await add('Personnel committee', true), await add('Something else', false)]
}

/** The profile of the chair. `offers`: files of circles. `reply`: the file of N.N., who asks to join. */
export const circlesSeed = groupSeed(['K.W.', 'M.S.', 'L.H.'], async made => {
  const { group } = made
  const { answers } = made.core('K.W.')
  made.before(2)
  await answers['documents.create']({
    ...{ group, kind: 'statement', title: privateTitle, language: 'en' },
  })
  const offers = await offer(made)
  const reply = await made.asks('N.N.')
  return { group, offers, reply, member: (handle: 'M.S.' | 'L.H.') => made.member(handle) }
})

/** The chair hears of the circles, and is asked. */
export const hearOfCircles = async (
  core: Core,
  { offers }: { offers: string[] },
): Promise<void> => {
  for (const path of offers)
    expect(
      await laterRefusal(
        (async () => core.answers['exchange.read']({ file: grantOf(core, path) }))(),
      ),
    ).toBe('circle-offered')
}
