// Files of an adoption that are made to keep their reader busy: time grows with their size.
import { expect, test } from 'vitest'
import { packCrypto } from '#core/deliberation/adoption'
import { lineHashes } from '../../src/core/deliberation/adoption/line-hashes.ts'
import { utf8 } from '#core/keys'
import { checkPack, readTextFile, sumsOf } from '#shared/adoption'

const head = '["baraza-text/1","statement","en","ltr","Title",""]\n'

const milliseconds = (work: () => void): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

test('a text is one table with 250,000 cells: it is read in seconds', () => {
  const cells = Array.from({ length: 250_000 }, () => '["cell","",2,1,"","","",[]]\n')
  const bytes = utf8(`${head}["table",1]\n${cells.join('')}`)
  expect(milliseconds(() => expect(readTextFile(bytes)).toHaveProperty('value'))).toBeLessThan(
    20_000,
  )
})

test('a record has 5,000 explanations of one paragraph: its lines are hashed in seconds', () => {
  const lines = Array.from(
    { length: 2000 },
    (_, at) =>
      `["block","paragraph","${`aaaaaaaaaa${at.toString(5).replace(/./g, each => 'abcde'[Number(each)]!)}`.slice(-10)}","","","",[["${'word '.repeat(40)}","",""]]]\n`,
  )
  const text = utf8(`${head}${lines.join('')}`)
  const said = Array.from({ length: 5000 }, (_, at) => `["explanation","aaaaaaaaaa","${at}"]\n`)
  const texts = [['text.en.jsonl', text]] as const
  expect(readTextFile(text)).toHaveProperty('value')
  const hashed = (): void =>
    expect(lineHashes(texts, utf8(said.join(''))).length).toBeGreaterThan(0)
  expect(milliseconds(hashed)).toBeLessThan(10_000)
})

const hash = (at: number): string => at.toString(16).padStart(64, '0')

test('a stranger changes 100,000 lines of a pack: each is named in seconds', () => {
  const count = 100_000
  const lines = [
    `["text.en.jsonl","head","","${hash(1)}"]\n`,
    ...Array.from({ length: count }, (_, at) => `["text.en.jsonl","block","","${hash(at + 2)}"]\n`),
  ]
  const listed = new Map([['lines.jsonl', utf8(lines.join(''))]])
  const files = new Map([
    ...listed,
    ['SHA256SUMS', sumsOf(listed, packCrypto)],
    ['text.en.jsonl', utf8(Array.from({ length: count + 1 }, (_, at) => `${at}\n`).join(''))],
  ])
  let found = 0
  const check = (): void => void (found = checkPack(files, null, packCrypto).differences.length)
  expect(milliseconds(check)).toBeLessThan(15_000)
  expect(found).toBe(count + 1)
})

test('a pack has 80,000 signatures of members: no more are checked than a decision has seats', () => {
  const lines = Array.from(
    { length: 80_000 },
    (_, at) => `["${hash(at)}","${hash(0)}${hash(0)}"]\n`,
  )
  const listed = new Map([['signatures.jsonl', utf8(lines.join(''))]])
  const files = new Map([...listed, ['SHA256SUMS', sumsOf(listed, packCrypto)]])
  let checks = 0
  const verify: typeof packCrypto.verify = () => ++checks < 0
  const { problems } = checkPack(files, null, { ...packCrypto, verify })
  expect(checks).toBeLessThanOrEqual(256)
  expect(problems).toContainEqual({ code: 'too-many-members', file: 'signatures.jsonl', line: 0 })
})
