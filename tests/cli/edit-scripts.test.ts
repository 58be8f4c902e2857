// Edit scripts from a terminal: words are suggested, commented on and settled; what is refused is
// named by its number; and the page on the command line shows steps that this version knows.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as v from 'valibot'
import { EditStep } from '../../src/document/edits/edit-script.ts'
import { resident } from '#tests/command-line'

type Listed = {
  id: string
  standing: string
  struck: string
  inserted: string
  record: { kind: string; by: string }[]
}

let home: string
let amina: Awaited<ReturnType<typeof resident>>
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-scripts-'))
  amina = await resident(home, 'amina')
  await amina.says('group', 'new', '--name', 'Group', '--handle', 'Amina')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const scriptOf = (content: string): string => {
  const path = join(home, 'script.json')
  writeFileSync(path, content)
  return path
}
const script = (...steps: unknown[]): string => scriptOf(JSON.stringify(steps))

test('words are suggested, commented on, accepted and rejected, and a refused step is named', async () => {
  const { document } = await amina.says<{ document: string }>(
    ...['new', '--kind', 'minutes', '--title', 'Minutes', '--template', 'none', '--private'],
  )
  const of = ['--document', document]
  const edit = ['edit', ...of, '--script']
  await amina.says(...edit, script({ new: 'Encourage States.', after: 0, kind: 'num1' }))
  const made = await amina.says(
    ...edit,
    script(
      { suggest: { delete: 9 }, block: 1, at: 0 },
      { suggest: { insert: 'Call on' }, block: 1, at: 9 },
      { suggest: { insert: ' Act.' }, block: 1, at: 24 },
      { comment: 'Which ones?', block: 1, from: 17, to: 23 },
    ),
  )
  expect(made).toEqual({ applied: 4, refused: [] })
  expect(await amina.says('comments', ...of)).toMatchObject([
    { text: 'Which ones?', quote: 'States', quoted: null, resolved: false },
  ])
  const waiting = await amina.says<Listed[]>('suggestions', ...of)
  const called = waiting.find(({ struck }) => struck === 'Encourage')
  const asked = waiting.find(({ struck }) => struck === '')
  expect([waiting.length, called?.inserted, asked?.inserted]).toEqual([2, 'Call on', ' Act.'])
  expect(
    await amina.denied(
      ...edit,
      script({ accept: called?.id }, { reject: asked?.id }, { reject: asked?.id }),
    ),
  ).toEqual({ applied: 2, refused: [{ step: 3, code: 'invalid-input' }] })
  expect(await amina.says('show', ...of)).toMatchObject({
    blocks: [{ runs: [{ text: 'Call on States.' }] }, {}],
  })
  const listed = await amina.says<Listed[]>('suggestions', ...of)
  expect(listed.map(({ standing }) => standing)).toEqual(['settled', 'settled'])
  const verdictOn = (id?: string) => listed.find(each => each.id === id)?.record
  expect(verdictOn(called?.id)).toMatchObject([{ kind: 'accept', by: expect.any(String) }])
  // The member who suggested it.
  expect(verdictOn(asked?.id)).toMatchObject([{ kind: 'withdraw' }])
})

test('when a script has an unknown step, nothing is changed and the step is named', async () => {
  const { document } = await amina.says<{ document: string }>(
    ...['new', '--kind', 'minutes', '--title', 'Minutes', '--private'],
  )
  const of = ['--document', document]
  const digest = await amina.says('digest', ...of)
  const wrong = script({ insert: 'x', block: 1, at: 0 }, { rewrite: 'x' }, { comment: 'x' })
  expect(await amina.denied('edit', ...of, '--script', wrong)).toEqual({
    applied: 0,
    refused: [2, 3].map(step => ({ step, code: 'invalid-input' })),
  })
  for (const content of ['', '{}', '[{"insert": "x",', '7'])
    expect(await amina.refused('edit', ...of, '--script', scriptOf(content))).toBe('invalid-input')
  expect(await amina.says('digest', ...of)).toEqual(digest)
})

test('each step on the page about the command line is one of this version', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/command-line.md'), 'utf8')
  const [, block = ''] = /```json\n(\[\n[^]*?\n\])\n```/.exec(page) ?? []
  const steps = JSON.parse(block) as unknown[]
  expect(steps.length).toBeGreaterThan(20)
  expect(steps.filter(step => !v.is(EditStep, step))).toEqual([])
})
