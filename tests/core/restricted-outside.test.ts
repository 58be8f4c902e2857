// A paragraph that is given to a circle with an outsider, who reads it and nothing else of the
// text.
import { expect, test } from 'vitest'
import { askToJoin } from '#core/group'
import { temporaryArchive } from '#tests/archive'
import { committee, now } from '#tests/committee'
import { addRestricted, restrict } from '../../src/core/drafting/restricted/restricting.ts'

test('when an outsider reads a circle, the circle is not told the title of the text', async () => {
  const { chair, others, group, id } = await committee('Protect the name.', ['member'])
  const inviting = chair.groups.get(group)
  const { file } = inviting.invite({ role: 'guest' })
  const asked = askToJoin(temporaryArchive(), { bytes: file, handle: 'guest' }, { now })
  const guest = inviting.admit(inviting.readReply(asked.reply).reply)
  const member = others[0]?.groups.get(group).self.member
  const titles: string[] = []
  for (const [name, who] of [
    ['Drafting', member],
    ['With a guest', guest],
  ] as const) {
    const circle = chair.circles.found(group, name)
    if (who) circle.bring(who, 'reader')
    const place = { document: id, circle: circle.id }
    const added = await addRestricted(chair, { ...place, after: null, kind: 'num1' }, 0)
    titles.push(chair.documents.page(added.text).meta.title)
    if (who !== guest) continue
    const block = chair.documents.page(id).blocks.find(({ label }) => label === undefined)?.id
    if (!block) throw new TypeError('no paragraph')
    const { text } = await restrict(chair, { ...place, block }, 0)
    titles.push(chair.documents.page(text).meta.title)
  }
  expect(titles).toEqual(['Minutes', '', ''])
})
