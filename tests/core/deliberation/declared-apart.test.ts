// Two officers declare the same apart: it is one declaration, so a signature on either is the member's signature.
import { expect, test } from 'vitest'
import type { Decision } from '#shared/contract'
import { askingOf, bring, deciders, meet, position, type Decider } from '#tests/deciding'
import { listAnswers } from '#tests/list-answers'

test('members who signed declarations that say the same have signed, and are asked for no other signature', async () => {
  const { group, id, all } = await deciders(['rapporteur', 'member', 'member', 'member', 'member'])
  const [chair, pen, one, other] = all as [Decider, Decider, Decider, Decider]
  const { decision } = await listAnswers(chair)['decisions.ask'](askingOf(id))
  await meet(group, ...all)
  one.acts.write(id, decision, position('support'))
  await meet(group, ...all)
  await listAnswers(chair)['decisions.close']({ decision })
  await meet(group, ...all)
  for (const [officer, member] of [
    [chair, one],
    [pen, other],
  ] as const) {
    await listAnswers(officer)['decisions.declare']({ decision, number: '1' })
    await bring(group, officer, member)
    await listAnswers(member)['decisions.sign']({ decision, as: '' })
  }
  await meet(group, ...all)
  for (const member of [one, other]) {
    const shown = (await listAnswers(member)['decisions.get']({ decision })) as Decision
    expect(shown.declarations.map(({ isOvertaken }) => isOvertaken)).toEqual([false, false])
    expect(shown.own.hasSigned).toBe(true)
    expect(shown.acts).not.toContain('sign')
  }
  const shown = (await listAnswers(chair)['decisions.get']({ decision })) as Decision
  expect(shown.own.hasSigned).toBe(false)
  expect(shown.acts).toContain('sign')
})
