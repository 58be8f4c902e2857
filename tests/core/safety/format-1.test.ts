// A backup, a code and pieces of format 1 open in this version, and spell the same.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRecoverySecret, readShare, recoveryPair, toHex } from '#core/keys'
import type { DocumentId, GroupId } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'
import { grantOf, lockedCore } from '#tests/core'
import { safetyFolder, safetyPassphrase, shareNames } from '#tests/format-1-safety'

type Facts = {
  group: GroupId
  document: DocumentId
  code: string
  secret: string
  set: string
  recoveryKey: string
  digest: string
}
const at = (name: string): string => join(safetyFolder, name)
const facts = JSON.parse(readFileSync(at('facts.json'), 'utf8')) as Facts
const shares = shareNames.map(name => readFileSync(at(name), 'utf8'))

test.each([
  ['the passphrase', { passphrase: safetyPassphrase }],
  ['the code', { passphrase: 'new words', texts: [facts.code] }],
  ['two shares', { passphrase: 'new words', texts: shares.slice(1) }],
])('when the backup is opened by %s, the text is the same', async (_, claim) => {
  const core = lockedCore(join(temporaryDirectory(), 'profile'), { now: Date.now })
  await core.answers['backup.restore']({ file: grantOf(core, at('backup')), ...claim })
  const { document, group } = facts
  expect(await core.answers['documents.digest']({ document })).toBe(facts.digest)
  expect(core.markdown(document)).toContain('توصي المجموعة بآلية مستقلة.')
  const { memberList } = await core.answers['groups.get']({ group })
  expect(memberList).toMatchObject([{ handle: 'A.D.', recovery: true }])
  expect(core.answers['archive.check'](undefined)).toMatchObject({ damaged: 0, missing: 0 })
})

test('when the code is read, it spells its secret, and the secret gives the key that the group has', async () => {
  const secret = await readRecoverySecret([facts.code])
  expect(toHex(secret)).toBe(facts.secret)
  expect(toHex(recoveryPair(secret, facts.group).public)).toBe(facts.recoveryKey)
})

test('when a piece is read, it has its set, its number and the needed number', () => {
  const read = shares.map(readShare)
  expect(read.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(new Set(read.map(({ needed }) => needed))).toEqual(new Set([2]))
  expect(new Set(read.map(({ set }) => toHex(set)))).toEqual(new Set([facts.set]))
})
