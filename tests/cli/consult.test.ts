// A consultation from a terminal: a page goes out, a reply comes in, is answered and printed.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resident } from '#tests/command-line'
import { replyFile, roundOnPage } from '#tests/reply'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'baraza-consult-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a page goes out, a reply comes in, is answered, and the table is printed', async () => {
  const amina = await resident(home, 'amina')
  await amina.says('group', 'new', '--name', 'Group', '--handle', 'Amina')
  const { document } = await amina.says<{ document: string }>(
    ...['new', '--kind', 'statement', '--title', 'Statement', '--private'],
  )
  const [page, reply, table] = ['page.html', 'reply', 'table.docx'].map(name =>
    join(home, name),
  ) as [...[string, string, string]]
  const of = ['--document', document]
  await amina.says('consult', 'begin', ...of, '--out', page, '--question', 'What is missing?')
  const told = roundOnPage(readFileSync(page, 'utf8'))
  writeFileSync(reply, await replyFile(told))
  expect(await amina.says('consult', 'import', ...of, reply)).toMatchObject({ answers: 2 })
  expect(await amina.refused('consult', 'import', ...of, reply)).toBe('reply-known')
  const [round] = await amina.says<{ answers: { id: string }[] }[]>('consult', 'show', ...of)
  const answer = ['--answer', round?.answers[0]?.id ?? '', '--state', 'noted', '--response', 'Seen']
  await amina.says('consult', 'answer', ...of, ...answer)
  expect(await amina.says('consult', 'show', ...of)).toMatchObject([
    { answers: [{ state: 'noted', responses: [{ response: 'Seen' }] }, { state: 'open' }] },
  ])
  await amina.says('consult', 'table', ...of, '--out', table)
  expect(readFileSync(table).subarray(0, 2).toString()).toBe('PK')
})
