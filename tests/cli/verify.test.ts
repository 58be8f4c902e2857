// `baraza verify` in the hands of a reader outside: no profile, an answer that a person reads, the same as
// JSON, and an exit code.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '#tests/archive'
import { baraza } from '#tests/command-line'
import { adopted, cardFor, packOf, signedFiles } from '#tests/packs'

const scene = adopted()

/** A folder with packs and cards. */
const filesOf = (): string => {
  const folder = temporaryDirectory()
  const pack = packOf(scene)
  const bad = Buffer.from(pack)
  bad[bad.indexOf('Asks for funds. (en)')]! ^= 1
  const files = new Map<string, Uint8Array>([
    ['pack.zip', pack],
    ['card', cardFor(scene.parties.slice(0, 2))],
    ['other-card', cardFor(scene.parties.slice(4, 6), 'Other')],
    ['changed.zip', bad],
    ['none.zip', Buffer.from('no pack')],
    ...[...signedFiles(scene)].map(([name, bytes]) => [`unpacked/${name}`, bytes] as const),
  ])
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
  return folder
}

const verify = async (folder: string, name: string, card?: string) => {
  const words = ['verify', join(folder, name), ...(card ? ['--card', join(folder, card)] : [])]
  const [said, asJson] = await Promise.all([baraza(words), baraza([...words, '--json'])])
  expect(said.error + asJson.error).toBe('')
  expect(said.code).toBe(asJson.code)
  return {
    code: said.code,
    lines: said.out.trimEnd().split('\n'),
    json: JSON.parse(asJson.out) as unknown,
  }
}

test('a pack of the group on the card is valid, as a ZIP and as a folder', async () => {
  const folder = filesOf()
  for (const name of ['pack.zip', 'unpacked']) {
    const { code, lines, json } = await verify(folder, name, 'card')
    expect(code).toBe(0)
    expect(lines).toEqual([
      'The group on the card adopted this text, and nothing in it was changed.',
      'The card is of Advisory Group (country).',
      'Adopted by consensus, with reservations of 1 member. 9 of 9 seats gave a position, 5 were needed. 6 members signed.',
    ])
    expect(json).toMatchObject({ verdict: 'valid', problems: [], members: { valid: 6, seats: 9 } })
  }
})

test('a changed pack is named with its file and paragraph, and another card makes the group unknown', async () => {
  const folder = filesOf()
  const changed = await verify(folder, 'changed.zip', 'card')
  expect(changed.code).toBe(1)
  expect(changed.lines).toEqual([
    'This pack is not as it was signed. Do not use it.',
    `text.en.jsonl is not the file that was listed. Paragraph ${scene.place} differs.`,
  ])
  const foreign = await verify(folder, 'pack.zip', 'other-card')
  expect([foreign.code, foreign.lines[0]]).toEqual([
    1,
    'The pack is whole, and no officer of the card signed it. Its group is unknown to you.',
  ])
  const without = await verify(folder, 'pack.zip')
  expect([without.code, without.lines[0]]).toEqual([
    1,
    'The pack is whole. Without a card nobody can say which group signed it.',
  ])
  const none = await verify(folder, 'none.zip', 'card')
  expect([none.code, none.json]).toEqual([1, { refused: 'The file is no pack of Baraza.' }])
  const noCard = await verify(folder, 'pack.zip', 'pack.zip')
  expect([noCard.code, noCard.lines]).toEqual([1, ['The file is no card of a group.']])
})
