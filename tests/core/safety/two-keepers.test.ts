// Two honest keepers that both return a document concern only themselves and its owner, and break
// no rule.
import { expect, test } from 'vitest'
import { admit, device, give, textOf, write } from '#tests/cores'
import { foundingOf } from '#tests/core'

test('when two honest keepers both return a document, neither is a rule breaker', async () => {
  const [amina, ben, carol] = [await device(), await device(), await device()]
  const group = await amina.core.answers['groups.create'](foundingOf())
  const document = await amina.core.answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title: 'T',
    language: 'en',
  })
  await write(amina, document, 'words')
  await amina.core.answers['documents.share']({ document })
  await admit(amina, ben, group, 'Ben')
  await give(ben, amina, group)
  await admit(amina, carol, group, 'Carol')
  await give(carol, amina, group)
  await give(amina, ben, group)
  const documents = [document]
  await amina.core.answers['travel.ask']({ group, documents })
  for (const keeper of [ben, carol]) {
    await give(amina, keeper, group)
    await give(keeper, amina, group)
  }
  expect((await amina.core.answers['travel.status']({ group })).here[0]?.keepers).toHaveLength(2)
  expect(await amina.core.answers['travel.leave']({ group, documents })).toEqual({
    left: documents,
  })
  await amina.core.answers['travel.return']({ group, documents })
  await give(amina, ben, group)
  await give(amina, carol, group)
  for (const keeper of [ben, carol]) await give(keeper, amina, group)
  expect(textOf(amina, document)).toContain('words')
  const { memberList } = await amina.core.answers['groups.get']({ group })
  expect(memberList.map(each => [each.handle, each.devices.map(d => d.refused)])).toEqual(
    memberList.map(each => [each.handle, [0]]),
  )
})
