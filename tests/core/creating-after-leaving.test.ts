// A chair who left a group makes no new text in it, in whichever way a text begins, invites no one, and takes a
// private text along to another group.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { GroupId } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'
import { grantOf } from '#tests/core'
import { device } from '#tests/cores'
import { laterRefusal } from '#tests/refusal'
import { foundingOf } from '#tests/core'

test('when a chair left a group, each way to begin a text in it and to invite is refused, and a draft can go to another group', async () => {
  const { core } = await device()
  const { answers } = core
  const group = await answers['groups.create'](foundingOf())
  const other = await answers['groups.create'](foundingOf())
  const titles = async (of: GroupId) =>
    (await answers['documents.list']({ group: of })).map(({ title }) => title).toSorted()
  const create = (of: GroupId, title: string) =>
    answers['documents.create']({ group: of, kind: 'statement', title, language: 'en' })
  const template = await create(group, 'Model')
  await answers['documents.share']({ document: template })
  await answers['templates.make']({ document: template })
  const draft = await create(group, 'Draft')
  const elsewhere = await create(other, 'Elsewhere')
  const path = join(temporaryDirectory(), 'brief.md')
  writeFileSync(path, '# A brief\n\nWords.\n')
  const file = grantOf(core, path)
  await answers['documents.readFile']({ kind: 'brief', file })

  await answers['members.leave']({ group })

  const ways: Record<string, () => unknown> = {
    'a new text': () => create(group, 'New'),
    'a meeting': () => answers['meetings.create']({ group, title: 'Meeting', language: 'en' }),
    'a template': () => answers['templates.begin']({ template, title: 'From the model' }),
    'an import': () =>
      answers['documents.importRead']({ group, files: [{ file, language: 'en' }] }),
    'an invitation': () =>
      answers['invitations.write']({ group, role: 'member', file: grantOf(core, `${path} i`) }),
    'a share': () => answers['documents.share']({ document: draft }),
    'a move': () => answers['documents.move']({ document: elsewhere, group, keep: true }),
  }
  for (const [way, begin] of Object.entries(ways)) {
    const code = await laterRefusal(Promise.resolve().then(begin))
    expect([way, code, await titles(group)]).toEqual([way, 'not-in-group', ['Draft', 'Model']])
  }
  await answers['documents.move']({ document: draft, group: other, keep: false })
  expect([await titles(group), await titles(other)]).toEqual([['Model'], ['Draft', 'Elsewhere']])
})
