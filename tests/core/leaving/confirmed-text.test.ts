// Another file is made of a text that was confirmed as a web page: it is written while the text and the confirmation
// are as they were when the work began.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import type { FileChoices } from '#shared/contract'
import { sayConsent } from '#document/consultation'
import type { DocumentId } from '#shared/ids'
import { committee, meet, now, run } from '#tests/committee'
import { laterRefusal } from '#tests/refusal'
import { confirmedText } from '../../../src/core/exports/confirmed-text.ts'
import { hashesOfMade, makeFile } from '../../../src/core/exports/made-file.ts'
import { setExportRule } from '../../../src/core/exports/second-look/export-rule.ts'
import {
  askForLook,
  confirmFile,
  findRequest,
  withdrawRequest,
} from '../../../src/core/exports/second-look/second-look.ts'
import type { OpenProfile } from '../../../src/core/profile/open-profile.ts'

const sayOfR1 = (profile: OpenProfile, id: DocumentId, scope: 'outside' | 'withdrawn') =>
  profile.documents.editAs(id, doc =>
    sayConsent(doc, { code: 'R1', scope, until: null, what: '' }, { at: now(), random }),
  )

/** The minutes of two members, confirmed as a web page, and the work on another file that has begun. */
const begun = async () => {
  const { chair, others, group, id } = await committee('The session rose (R1).', ['member'])
  const [member] = others as [OpenProfile]
  await sayOfR1(chair, id, 'outside')
  setExportRule(chair, group, true)
  const choices: FileChoices = { document: id, format: 'html', paper: 'a4' }
  const hashesAt = async (profile: OpenProfile) =>
    hashesOfMade(profile, choices, await makeFile(profile, choices, now()), now())
  const request = askForLook(chair, choices, await hashesAt(chair))
  await meet(group, chair, member)
  confirmFile(member, findRequest(member, request), await hashesAt(member))
  await meet(group, chair, member)
  const confirmed = await confirmedText(() => chair, id, now)
  return { chair, id, request, mustStillBe: () => laterRefusal(confirmed.mustStillBe()) }
}

test('the file is written while nothing changes', async () => {
  const { mustStillBe } = await begun()
  expect(await mustStillBe()).toBe(null)
})

test('the request is withdrawn meanwhile: nothing is written', async () => {
  const { chair, request, mustStillBe } = await begun()
  withdrawRequest(chair, findRequest(chair, request))
  expect(await mustStillBe()).toBe('text-not-confirmed')
})

test.each([
  ['the text changes', { insert: 'Nobody saw this. ', block: 1, at: 0 }],
  ['a line goes off the record', { states: { off: true }, block: 1 }],
] as const)('%s meanwhile: nothing is written', async (_, step) => {
  const { chair, id, mustStillBe } = await begun()
  await run(chair, id, step as never)
  expect(await mustStillBe()).toBe('text-not-confirmed')
})

test.each([
  ['its text changes', { insert: 'Nobody saw this. ', block: 1, at: 0 }],
  ['a line of it goes off the record', { states: { off: true }, block: 1 }],
] as const)('where no second look is wanted, %s meanwhile: nothing is written', async (_, step) => {
  const { chair, id } = await committee('The session rose.', ['member'])
  const confirmed = await confirmedText(() => chair, id, now)
  await run(chair, id, step as never)
  expect(await laterRefusal(confirmed.mustStillBe())).toBe('text-changed')
})

test('a group that wanted no second look wants one meanwhile: nothing is written', async () => {
  const { chair, group, id } = await committee('The session rose.', ['member'])
  const confirmed = await confirmedText(() => chair, id, now)
  expect(await laterRefusal(confirmed.mustStillBe())).toBe(null)
  setExportRule(chair, group, true)
  expect(await laterRefusal(confirmed.mustStillBe())).toBe('text-not-confirmed')
})

test('a respondent withdraws the consent meanwhile: nothing is written', async () => {
  const { chair, id, mustStillBe } = await begun()
  await sayOfR1(chair, id, 'withdrawn')
  expect(await mustStillBe()).toBe('consent-missing')
})

test('where no second look is wanted, a respondent withdraws the consent meanwhile: nothing is written', async () => {
  const { chair, id } = await committee('The session rose (R1).', ['member'])
  await sayOfR1(chair, id, 'outside')
  const confirmed = await confirmedText(() => chair, id, now)
  expect(await laterRefusal(confirmed.mustStillBe())).toBe(null)
  await sayOfR1(chair, id, 'withdrawn')
  expect(await laterRefusal(confirmed.mustStillBe())).toBe('consent-missing')
})
