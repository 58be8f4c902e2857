// A decision from the terminal: two members, by file, from the question to the signatures.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Decision } from '#shared/contract'
import { residentPair, type Person, type ResidentPair } from '#tests/command-line'

let home: string
let amina: Person
let bola: Person
let bring: ResidentPair['bring']
let document: string
const at = (name: string) => join(home, name)

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-decision-'))
  ;({ amina, bola, bring } = await residentPair(home))
  const made = await amina.says<{ document: string }>(
    ...['new', '--kind', 'reference', '--title', 'Statement'],
  )
  ;({ document } = made)
  await bring(amina, bola)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a text is asked about, answered, closed, declared and signed', async () => {
  const { seats } = await amina.says<{ seats: unknown[] }>(
    ...['decision', 'prepare', '--document', document],
  )
  expect(seats).toHaveLength(2)
  expect(
    await bola.refused('decision', 'ask', '--document', document, '--words', 'Do we adopt it?'),
  ).toBe('not-permitted')
  const { decision } = await amina.says<{ decision: string }>(
    ...['decision', 'ask', '--document', document, '--words', 'Do we adopt it?', '--quorum', '2'],
    ...['--edition', 'Rev.1', '--until', '2027-01-31'],
  )
  await bring(amina, bola)
  writeFileSync(at('steps'), JSON.stringify([{ new: 'More.', after: 0, kind: 'paragraph' }]))
  expect(await bola.denied('edit', '--document', document, '--script', at('steps'))).toEqual({
    applied: 0,
    refused: [{ step: 1, code: 'text-is-fixed' }],
  })
  const short = decision.slice(0, 10)
  expect(await bola.refused('position', 'give', '--decision', short, '--choice', 'object')).toBe(
    'reason-missing',
  )
  await bola.says(
    ...['position', 'give', '--decision', short, '--choice', 'reservations'],
    ...['--reservation', 'With one exception.', '--as', 'Region 1'],
  )
  await bola.says('position', 'explain', '--decision', short, '--words', 'Because of one case.')
  await amina.says('position', 'give', '--decision', short, '--choice', 'support')
  await bring(bola, amina)
  expect(await bola.refused('decision', 'close', '--decision', short)).toBe('not-permitted')
  await amina.says('decision', 'close', '--decision', short)
  await amina.says('decision', 'reopen', '--decision', short, '--words', 'One more day.')
  await amina.says('decision', 'close', '--decision', short)
  await amina.says('decision', 'declare', '--decision', short, '--number', '2026/4')
  await amina.says('decision', 'sign', '--decision', short, '--as', 'The chair')
  await bring(amina, bola)
  await bola.says('decision', 'sign', '--decision', short)
  await amina.says('decision', 'register', '--decision', short, '--symbol', 'A/1')
  await bring(bola, amina)
  const shown = await amina.says<Decision>('decision', 'show', '--decision', short)
  expect(shown).toMatchObject({
    ...{ state: 'final', number: '2026/4', edition: 'Rev.1' },
    outcome: { code: 'agreed', counts: { reservations: 1, support: 1 } },
    explanations: [{ words: 'Because of one case.' }],
    declarations: [{ symbol: 'A/1' }],
  })
  const [card, page, pack] = ['card', 'verify.html', 'pack.zip'].map(name => join(home, name)) as [
    string,
    string,
    string,
  ]
  const packing = ['adopt', 'pack', '--decision', short, '--out', pack]
  const meant = ['--confirm', 'sign']
  expect(await bola.refused(...packing, ...meant)).toBe('not-permitted')
  const made = await amina.says<{ words: string }>('adopt', 'card', '--out', card, '--page', page)
  expect(made).toMatchObject({ officers: 1, needs: 1, isOn: true })
  expect(made.words.split(' ')).toHaveLength(6)
  expect(await amina.refused(...packing, '--confirm', 'yes')).toBe('invalid-input')
  expect(existsSync(pack)).toBe(false)
  expect(await amina.says(...packing, ...meant)).toEqual({ signed: 1, needs: 1 })
  expect(await bola.says('verify', pack, '--card', card)).toMatchObject({
    verdict: 'valid',
    members: { valid: 2, seats: 2 },
  })
  const { decisions } = await bola.says<{ decisions: { id: string }[] }>('decision', 'list')
  expect(decisions.map(({ id }) => id)).toEqual([decision])
})

test('a question is withdrawn, and a member is heard where the rule says so', async () => {
  const asking = [
    ...['--words', 'Shall we meet again?', '--decide', '--heard'],
    ...['--rule', 'vote', '--threshold', '>1/2', '--quorum', '1'],
  ]
  // The text of the earlier test was adopted.
  expect(await amina.refused('decision', 'ask', '--document', document, ...asking)).toBe(
    'decided-already',
  )
  const made = await amina.says<{ document: string }>(
    ...['new', '--kind', 'reference', '--title', 'Meetings'],
  )
  const { decision } = await amina.says<{ decision: string }>(
    ...['decision', 'ask', '--document', made.document, ...asking],
  )
  const { seats } = await amina.says<Decision>('decision', 'show', '--decision', decision)
  const other = seats.find(({ choice }) => choice === null)!.member
  await amina.says(
    ...['position', 'hear', '--decision', decision, '--member', other, '--choice', 'support'],
  )
  const heard = await amina.says<Decision>('decision', 'show', '--decision', decision)
  expect(heard.seats.map(({ from }) => from)).toContain('heard')
  await amina.says('decision', 'withdraw', '--decision', decision, '--words', 'Asked too early.')
  const { state } = await amina.says<Decision>('decision', 'show', '--decision', decision)
  expect(state).toBe('withdrawn')
})
