// A pack attached to a text of another group: the receiving device checks it against the adoption that the text
// names, by the cards of its own groups.
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { DocumentId, GroupId } from '#shared/ids'
import { at, meet, packBy, scene, signedBy } from '#tests/adopted-text'
import { foundingOf, grantOf } from '#tests/core'
import { admit, device, give, type Device } from '#tests/cores'

const originOf = async ({ core }: Device, document: DocumentId) =>
  core.answers['forwarding.origin']({ document })

const attach = async ({ core }: Device, document: DocumentId, path: string) => {
  const file = grantOf(core, path)
  await core.answers['attachments.add']({ document, file })
}

/** The text of a country group in a regional group, where another device reads it. */
const forwarded = async () => {
  const { group, decision, all } = await scene(undefined, [], 'country')
  const [chair] = all as [Device, Device]
  const dora = await device()
  const founding = { ...foundingOf('Regional group'), level: 'regional' as const }
  const region: GroupId = await chair.core.answers['groups.create'](founding)
  await admit(chair, dora, region, 'Dora')
  const { document } = await chair.core.answers['forwarding.forward']({
    ...({ decision, language: 'en', group: region } as const),
  })
  await give(chair, dora, region)
  return { group, decision, all, chair, dora, region, document }
}

test('a pack is attached to a forwarded text: each device says what it knows of the group that signed it', async () => {
  const { group, decision, all, chair, dora, region, document } = await forwarded()
  const [, bea] = all as [Device, Device]
  expect(await originOf(dora, document)).toMatchObject({ pack: { is: 'none', group: null } })

  const first = await packBy(chair, decision, false)
  await meet(group, all)
  const both = await signedBy(bea, decision, first.path)
  await meet(group, all)
  await attach(chair, document, both.path)
  await give(chair, dora, region)
  // The device of a member of both groups makes the card itself; the other one knows none.
  expect(await originOf(chair, document)).toMatchObject({
    pack: { is: 'signed', group: 'Advisory group' },
  })
  expect(await originOf(dora, document)).toMatchObject({ pack: { is: 'whole', group: null } })
})

test('a changed pack, or one of another adoption, is attached: the device says so', async () => {
  const { decision, chair, document } = await forwarded()
  const { path } = await packBy(chair, decision, false)
  const other = await scene()
  const foreign = await packBy(other.all[0]!, other.decision, false)
  await attach(chair, document, foreign.path)
  expect(await originOf(chair, document)).toMatchObject({ pack: { is: 'other' } })

  const bytes = readFileSync(path)
  bytes[bytes.lastIndexOf('We call on')]! ^= 1
  const changed = at('changed.zip')
  writeFileSync(changed, bytes)
  await attach(chair, document, changed)
  expect(await originOf(chair, document)).toMatchObject({ pack: { is: 'changed' } })
})
