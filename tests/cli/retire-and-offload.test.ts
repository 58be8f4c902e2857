// Erasing a history and travelling, from a terminal: what it says before, and that nothing is given up by accident.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resident } from '#tests/command-line'
import { seenPlain } from '#tests/seen-plain'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'baraza-giving-up-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a history is erased by a word, and one that no other device has cannot be offloaded', async () => {
  const amina = await resident(home, 'amina')
  await amina.says('group', 'new', '--name', 'G', '--level', 'country', '--handle', 'A.')
  const title = ['--kind', 'brief', '--template', 'none', '--title', 'Position']
  const { document } = await amina.says<{ document: string }>('new', ...title)
  const script = join(home, 'script.json')
  const edit = async (steps: unknown[]) => {
    writeFileSync(script, JSON.stringify(steps))
    await amina.says('edit', '--document', document, '--script', script)
  }
  await edit([{ new: 'Never meant to stay', after: 1, kind: 'paragraph' }])
  await edit([{ remove: 2 }])
  const seen = async () => seenPlain(amina.profile, 'five words only amina knows')
  expect((await seen()).includes('Never meant to stay')).toBe(true)

  expect(await amina.refused('erase-history', '--document', document, '--confirm', 'yes')).toBe(
    'invalid-input',
  )
  const next = await amina.says<{ document: string }>(
    ...['erase-history', '--document', document, '--confirm', 'history'],
  )
  expect(await amina.says('list')).toMatchObject([{ id: next.document, title: 'Position' }])
  expect((await seen()).includes('Never meant to stay')).toBe(false)

  const ask = await amina.says<{ asked: string[] }>('travel', 'ask')
  expect(ask.asked).toEqual([next.document])
  expect(await amina.says('travel', 'leave')).toEqual({ left: [] })
  expect(await amina.says('travel', 'status')).toMatchObject({
    here: [{ document: next.document, state: 'nobody', keepers: [] }],
    away: [],
  })
})
