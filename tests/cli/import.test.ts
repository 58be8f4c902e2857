// Several files at once from a terminal: a refused one is named, and the others come in.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { baraza, resident } from '#tests/command-line'
import { openText, p } from '#tests/open-text'
import {
  comment,
  commented,
  deleted,
  deletedRun,
  inserted,
  paragraph,
  run,
  wordFile,
} from '#tests/word-file'

type Imported = { file: string; document: string; paragraphs: number }
type Listed = { title: string }
type Page = { blocks: { runs: { text: string }[] }[] }
type Said = { text: string; quote: string; quoted: unknown }
type Suggested = { what: string; inserted: string; struck: string; quoted: unknown }

const textOf = ({ blocks }: Page): string =>
  blocks.map(({ runs }) => runs.map(({ text }) => text).join('')).join('\n')

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
  const broken = file('Broken.docx', 'PK, and no zip')
  const { imported, refused } = await amina.says<{ imported: Imported[]; refused: unknown[] }>(
    ...['import', '--kind', 'brief', '--private', note, page, text],
  )
  expect(imported.map(each => [each.file, each.paragraphs])).toEqual([
    [note, 1],
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

test('when a Word file has changes and comments, they come in as the command says', async () => {
  const home = mkdtempSync(join(tmpdir(), 'baraza-import-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const amina = await resident(home, 'amina')
  await amina.says('group', 'new', '--name', 'Group', '--handle', 'A.D.')
  const file = join(home, 'Draft.docx')
  writeFileSync(
    file,
    wordFile(
      paragraph(
        run('They ') +
          deleted(deletedRun('may')) +
          inserted(run('should')) +
          commented(1, run(' go')),
      ),
      { comments: comment({ id: 1, author: 'A.D.', last: '0A' }, 'Where?') },
    ),
  )
  const imported = async (...choice: string[]): Promise<string> => {
    const wanted = ['import', '--kind', 'brief', '--private', ...choice, file]
    return (await amina.says<{ document: string }>(...wanted)).document
  }
  const shown = (document: string) => amina.says<Page>('show', '--document', document)
  const said = (document: string) => amina.says<Said[]>('comments', '--document', document)

  const kept = await imported('--changes', 'suggestions', '--comments', 'threads')
  expect(textOf(await shown(kept))).toBe('They mayshould go')
  expect(await said(kept)).toMatchObject([
    { text: 'Where?', quote: ' go', quoted: { name: 'A.D.', file: 'Draft.docx' } },
  ])
  const suggested = await amina.says<Suggested[]>('suggestions', '--document', kept)
  expect(suggested).toMatchObject([
    {
      ...{ what: 'text', struck: 'may', inserted: 'should', standing: 'open' },
      quoted: { name: 'R.K.', file: 'Draft.docx' },
    },
  ])

  const accepted = await imported('--changes', 'accepted', '--comments', 'left-out')
  expect(textOf(await shown(accepted))).toBe('They should go')
  expect(await said(accepted)).toEqual([])
  expect(await amina.says('suggestions', '--document', accepted)).toEqual([])
  expect(textOf(await shown(await imported('--changes', 'rejected')))).toBe('They may go')
  expect(await amina.refused('import', '--kind', 'brief', '--changes', 'all', file)).toBe(
    'invalid-input',
  )
})
