// A copied profile went on, and was put back as it had been: both futures arrive at a member,
// neither is refused, and the program says that the archive exists twice.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { resident } from '#tests/command-line'

type Show = { blocks: { runs: { text: string }[] }[] }

test('copy, write ten, put the copy back, write ten others, meet: all twenty arrive', async () => {
  const home = mkdtempSync(join(tmpdir(), 'baraza-copied-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const at = (name: string) => join(home, name)
  const amina = await resident(home, 'amina')
  const carol = await resident(home, 'carol')
  await amina.says('group', 'new', '--name', 'Advisory Group', '--handle', 'A.D.')
  await amina.says('invite', '--out', at('invitation'))
  const handle = ['--handle', 'C.R.', '--out', at('reply')]
  await carol.says('join', '--invitation', at('invitation'), ...handle)
  await amina.says('admit', '--reply', at('reply'), '--words-checked')
  const named = ['--kind', 'minutes', '--title', 'Written twice']
  const { document } = await amina.says<{ document: string }>('new', ...named)
  await amina.says('file', 'write', '--out', at('welcome'))
  await carol.says('file', 'read', at('welcome'))

  const lines = (what: string) => Array.from({ length: 10 }, (_, at) => `${what} line ${at}.`)
  const write = async (what: string): Promise<void> => {
    const steps = lines(what).map(text => ({ new: text, after: 1, kind: 'paragraph' }))
    writeFileSync(at(`${what}.json`), JSON.stringify(steps))
    await amina.says('edit', '--document', document, '--script', at(`${what}.json`))
    await amina.says('file', 'write', '--out', at(`${what}.locked`))
  }
  cpSync(amina.profile, at('copy'), { recursive: true })
  await write('First')
  rmSync(amina.profile, { recursive: true })
  cpSync(at('copy'), amina.profile, { recursive: true })
  await write('Second')

  // Carol reads both futures and gives back all of them.
  for (const what of ['Second', 'First']) {
    const read = await carol.says<{ refused: number }>('file', 'read', at(`${what}.locked`))
    expect(read.refused).toBe(0)
  }
  await carol.says('file', 'write', '--out', at('back'))
  expect(await amina.says('file', 'read', at('back'))).toMatchObject({ refused: 0 })
  for (const member of [carol, amina]) {
    const { blocks } = await member.says<Show>('show', '--document', document)
    const texts = blocks.map(({ runs }) => runs.map(run => run.text).join(''))
    for (const line of [...lines('First'), ...lines('Second')]) {
      expect(texts.filter(text => text === line)).toHaveLength(1)
    }
  }
  const digest = await carol.says('digest', '--document', document)
  expect(await amina.says('digest', '--document', document)).toEqual(digest)
  const { warnings } = await amina.says<{ warnings: string[] }>('group', 'show')
  expect(warnings).toEqual(['archive-exists-twice'])
  expect(await carol.says('group', 'show')).toMatchObject({ warnings: [] })
}, 120_000)
