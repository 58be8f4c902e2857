// The second look from the terminal: an export is refused, another member looks and confirms, and then the file is there.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { residentPair, type Person, type ResidentPair } from '#tests/command-line'

let home: string
let amina: Person
let bola: Person
let bring: ResidentPair['bring']
let document: string
const at = (name: string) => join(home, name)
const about = (format = 'docx') => ['--document', document, '--format', format]

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-look-'))
  ;({ amina, bola, bring } = await residentPair(home))
  ;({ document } = await amina.says<{ document: string }>(
    ...['new', '--kind', 'reference', '--title', 'Statement'],
  ))
  await amina.says('look', 'rule', '--on')
  await bring(amina, bola)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a file is refused, asked about, declined, asked about again, confirmed and written', async () => {
  const out = at('statement.docx')
  expect(await amina.says('look', 'rule')).toMatchObject({ isNeeded: true, needed: 1 })
  expect(await bola.refused('look', 'rule', '--off')).toBe('not-permitted')
  expect(await bola.refused('export', ...about(), '--out', out)).toBe('second-look-missing')
  const { request } = await bola.says<{ request: string }>('look', 'ask', ...about())
  const short = request.slice(0, 10)
  expect(await bola.refused('look', 'confirm', '--request', short)).toBe('not-permitted')
  await bring(bola, amina)
  expect(await amina.says('look', 'show', '--request', short)).toMatchObject({
    check: 'same',
    request: { id: request, state: 'asked', mayAnswer: true },
    leaving: { group: 'Advisory Group' },
  })
  expect(await amina.refused('look', 'decline', '--request', short, '--words', ' ')).toBe(
    'reason-missing',
  )
  await amina.says('look', 'decline', '--request', short, '--words', 'Not yet.')
  await bring(amina, bola)
  expect(await bola.refused('export', ...about(), '--out', out)).toBe('second-look-missing')
  const again = await bola.says<{ request: string }>('look', 'ask', ...about())
  await bring(bola, amina)
  expect(await amina.says('look', 'confirm', '--request', again.request)).toMatchObject({
    state: 'confirmed',
  })
  await bring(amina, bola)
  expect(existsSync(out)).toBe(false)
  await bola.says('export', ...about(), '--out', out)
  expect(existsSync(out)).toBe(true)
  const [last, first] = await bola.says<{ state: string; writtenAt: number | null }[]>(
    ...['look', 'list'],
  )
  expect(last).toMatchObject({ id: again.request, state: 'confirmed' })
  expect(last?.writtenAt).not.toBeNull()
  // The member who declined the file confirmed it since.
  expect(first).toMatchObject({ id: request, state: 'asked' })
})

test('a text that changed cannot be confirmed, and a request is withdrawn', async () => {
  const { request } = await bola.says<{ request: string }>('look', 'ask', ...about('odt'))
  writeFileSync(at('steps'), JSON.stringify([{ new: 'More.', after: 0, kind: 'paragraph' }]))
  await bola.says('edit', '--document', document, '--script', at('steps'))
  await bring(bola, amina)
  expect(await amina.says('look', 'show', '--request', request)).toMatchObject({
    check: 'text-changed',
  })
  expect(await amina.refused('look', 'confirm', '--request', request)).toBe('file-differs')
  expect(await amina.refused('look', 'withdraw', '--request', request)).toBe('not-permitted')
  await bola.says('look', 'withdraw', '--request', request)
  const [last] = await bola.says<{ state: string }[]>('look', 'list')
  expect(last?.state).toBe('withdrawn')
})

test('the only officer ends the rule, and files leave again', async () => {
  expect(await amina.refused('look', 'rule', '--on', '--off')).toBe('invalid-input')
  expect(await amina.says('look', 'rule', '--off')).toMatchObject({ isNeeded: false })
  await amina.says('export', ...about('md'), '--out', at('statement.md'))
  expect(existsSync(at('statement.md'))).toBe(true)
})
