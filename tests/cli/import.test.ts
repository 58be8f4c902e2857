// Several files at once from a terminal: a refused one is named, and the others come in.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { baraza, resident } from '#tests/command-line'
import { openText, p } from '#tests/open-text'

type Imported = { file: string; document: string; paragraphs: number }
type Listed = { title: string }

test('when several files are given, each is read, a refused one is named, and the others come in', async () => {
  const home = mkdtempSync(join(tmpdir(), 'baraza-import-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const amina = await resident(home, 'amina')
  await amina.says('group', 'new', '--name', 'Group', '--handle', 'A.D.')
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(home, name), content)
    return join(home, name)
  }
  const [note, page, text] = [
    file('Note.md', '# A note\n\nWords.'),
    file('Page.html', '<p>Words'),
    file('Text.odt', openText(p('Words'))),
  ]
  const broken = file('Broken.docx', 'no zip')
  const { imported, refused } = await amina.says<{ imported: Imported[]; refused: unknown[] }>(
    ...['import', '--kind', 'brief', '--private', note, page, text],
  )
  expect(imported.map(each => [each.file, each.paragraphs])).toEqual([
    [note, 2],
    [page, 1],
    [text, 1],
  ])
  expect(refused).toEqual([])
  const some = await baraza(['import', '--kind', 'brief', broken, note, '--json'], amina.env)
  expect(some.code).toBe(1)
  expect(JSON.parse(some.out)).toMatchObject({
    imported: [{ file: note }],
    refused: [{ file: broken, code: 'file-damaged' }],
  })
  expect(await amina.refused('import', '--kind', 'brief', broken)).toBe('file-damaged')
  const all = await amina.says<Listed[]>('list')
  expect(all.map(({ title }) => title).toSorted()).toEqual(['A note', 'A note', 'Page', 'Text'])
})
