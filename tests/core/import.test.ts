// Importing a text: it is read in steps with others' turns between. A person sees the progress and
// cancels it, and then nothing of it is left.
// @module-tag long
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Core } from '#core'
import { blockText, noteSign } from '#document/model'
import type { GroupId } from '#shared/ids'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { openText, p } from '#tests/open-text'
import { importInto } from '#tests/import-into'
import { laterRefusal } from '#tests/refusal'
import { turnsOf } from '#tests/turns'
import {
  comment,
  commented,
  deleted,
  deletedRun,
  inserted,
  moved,
  paragraph,
  run,
  wordFile,
} from '#tests/word-file'

/** A line of 40 bytes, repeated up to `bytes`. */
const paragraphs = (bytes: number): string =>
  'A line of the text that somebody sent.\n\n'.repeat(Math.ceil(bytes / 40)).slice(0, bytes)

/** 2 MiB of it are about 700 pages. */
const textOf = (bytes: number): string => {
  const paragraph = `A text that *somebody* sent. ${'More of its words. '.repeat(12)}\n\n`
  return paragraph.repeat(Math.floor(bytes / paragraph.length))
}

const opened = async (): Promise<{ core: Core; group: GroupId; directory: string }> => {
  const directory = join(temporaryDirectory(), 'profile')
  const core = lockedCore(directory)
  await core.answers['profile.create']({ passphrase })
  return { core, group: await core.answers['groups.create'](foundingOf()), directory }
}

const importing = (core: Core, group: GroupId, name: string, text: string) => {
  const path = join(temporaryDirectory(), name)
  writeFileSync(path, text)
  const file = grantOf(core, path)
  return () => importInto(core, { group, kind: 'minutes', file })
}

/** Reported progress of the task, in hundredths. */
const progressOf = (core: Core, heard: (hundredths: number) => void = () => {}): number[] => {
  const seen: number[] = []
  core.onEvent((name, detail) => {
    if (name !== 'progress' || typeof detail !== 'object' || !('task' in detail)) return
    if (detail.task !== 'documents.import') return
    expect(detail.total).toBe(100)
    seen.push(detail.done)
    heard(detail.done)
  })
  return seen
}

test.each(['txt', 'md'])(
  'when a %s file has more than 2 MiB, it is refused, and a smaller one is read',
  async ending => {
    const { core, group } = await opened()
    const read = (bytes: number) =>
      laterRefusal(importing(core, group, `text.${ending}`, paragraphs(bytes))())
    expect(await read(1 << 16)).toBe(null)
    expect(await read((1 << 21) + 1)).toBe('file-too-large')
    expect(core.answers['documents.list']({ group })).toHaveLength(1)
  },
)

test.each([
  ['more paragraphs than a text may have', 'text.txt', 'A.\n\n'.repeat(13_000)],
  ['more lines than a text may have', 'text.txt', 'a\n'.repeat(70_000)],
  ['more items than a text may have', 'text.md', '- a\n'.repeat(13_000)],
  ['more rows than a text may have', 'text.md', `|a|b|\n|-|-|\n${'|a|b|\n'.repeat(13_000)}`],
  [
    'more formatted words than a text may have',
    'text.md',
    `${'*a* b '.repeat(900)}\n\n`.repeat(40),
  ],
])('when a file has %s, it is refused and nothing is stored', async (_, name, text) => {
  const { core, group } = await opened()
  expect(await laterRefusal(importing(core, group, name, text)())).toBe('file-too-large')
  expect(core.answers['documents.list']({ group })).toEqual([])
})

test.each(['txt', 'md'])(
  'when the largest %s file is read, others have their turns and progress is reported',
  async ending => {
    const { core, group } = await opened()
    const seen = progressOf(core)
    let answered = 0
    const others = setInterval(() => {
      if (core.answers['documents.list']({ group })) answered++
    }, 1)
    const turns = await turnsOf(importing(core, group, `text.${ending}`, textOf(2 << 20)))
    clearInterval(others)
    expect(core.answers['documents.list']({ group })).toHaveLength(1)
    expect(answered).toBeGreaterThan(10)
    expect(turns).toBeGreaterThan(20)
    expect(seen.length).toBeGreaterThan(20)
    expect(seen.length).toBeLessThanOrEqual(101)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  },
)

describe('a Word file', () => {
  const note = `<w:footnote w:id="2">${paragraph(run('See A/RES/68/181.'))}</w:footnote>`
  const bytes = wordFile(
    paragraph(
      run('They ') +
        deleted(deletedRun('may')) +
        inserted(run('should')) +
        run(' go') +
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
    ),
    { footnotes: note },
  )
  const wanted = { kind: 'minutes' } as const
  const grantedFile = (core: Core, name: string, content: Uint8Array) => {
    const path = join(temporaryDirectory(), name)
    writeFileSync(path, content)
    return grantOf(core, path)
  }

  test.each([
    ['accepted', 'They should go'],
    ['rejected', 'They may go'],
  ] as const)('when its changes are %s, the text and its note say so', async (changes, words) => {
    const { core, group } = await opened()
    const seen = progressOf(core)
    const file = grantedFile(core, 'Draft.docx', bytes)
    const result = await importInto(core, { ...wanted, group, file, changes })
    expect(result.findings).toEqual([
      { what: 'changes', count: 2 },
      { what: 'footnotes', count: 1 },
    ])
    const { blocks, notes } = core.page(result.document)
    expect(blocks.map(block => blockText(block).replaceAll(noteSign, ''))).toEqual([words])
    expect(notes?.map(({ text }) => text)).toEqual(['See A/RES/68/181.'])
    expect(core.answers['documents.list']({ group })).toMatchObject([{ title: 'Draft' }])
    expect(seen.at(-1)).toBe(100)
  })

  test('when it holds a program, it is refused and nothing is stored', async () => {
    const { core, group } = await opened()
    const contentType = 'application/vnd.ms-word.document.macroEnabled.main+xml'
    const file = grantedFile(core, 'Budget.docm', wordFile(paragraph(run('x')), { contentType }))
    const importing = importInto(core, { ...wanted, group, file })
    expect(await laterRefusal(importing)).toBe('file-has-program')
    expect(core.answers['documents.list']({ group })).toEqual([])
  })

  test('when a person stops it while it is read, nothing is stored', async () => {
    const { core, group } = await opened()
    const file = grantedFile(core, 'Draft.docx', bytes)
    const importing = importInto(core, { ...wanted, group, file })
    await core.answers['tasks.cancel']({ task: 'documents.import' })
    expect(await laterRefusal(importing)).toBe('cancelled')
    expect(core.answers['documents.list']({ group })).toEqual([])
  })
})

/** Every file of the folder with its bytes. */
const filesIn = (directory: string): Map<string, string> => {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true })
  const files = names.filter(each => each.isFile()).map(each => join(each.parentPath, each.name))
  return new Map(files.toSorted().map(file => [file, readFileSync(file).toString('base64')]))
}

test.each([2, 15, 60])(
  'when an import is cancelled after %i hundredths, nothing of it is stored and it can be repeated',
  async at => {
    const { core, group, directory } = await opened()
    await new Promise(setImmediate)
    const before = filesIn(directory)
    let isWanted = false
    const seen = progressOf(core, hundredths => {
      if (!isWanted && hundredths >= at)
        void core.answers['tasks.cancel']({ task: 'documents.import' })
    })
    const text = textOf(1 << 19)
    expect(await laterRefusal(importing(core, group, 'text.md', text)())).toBe('cancelled')
    // No further than to the end of that turn.
    expect(Math.max(...seen)).toBeLessThan(at + 40)
    expect(core.answers['documents.list']({ group })).toEqual([])
    expect(filesIn(directory)).toEqual(before)
    isWanted = true
    const { document } = await importing(core, group, 'text.md', text)()
    expect(core.answers['documents.list']({ group })).toMatchObject([{ id: document }])
  },
)

const importRead = async (core: Core, group: GroupId, files: ReturnType<typeof grantOf>[]) =>
  core.answers['documents.importRead']({
    group,
    files: files.map(file => ({ file, language: 'en' })),
  })

describe('many files at once', () => {
  const granted = (core: Core, name: string, content: string | Uint8Array) => {
    const path = join(temporaryDirectory(), name)
    writeFileSync(path, content)
    return grantOf(core, path)
  }
  const reading = (core: Core, file: ReturnType<typeof grantOf>) =>
    core.answers['documents.readFile']({ kind: 'minutes', file })

  test('when files are read, each is reported and nothing is stored until they are imported together', async () => {
    const { core, group } = await opened()
    const files = [
      granted(core, 'One.md', '# First\n\nWords[^1].\n\n[^1]: Note.'),
      granted(core, 'Two.html', '<p>a</p><img src="https://track.example/p.png">'),
      granted(core, 'Three.odt', openText(p('b'))),
      granted(core, 'Four.docx', wordFile(paragraph(run('c')))),
      granted(core, 'Five.txt', 'd'),
    ]
    const reports = []
    for (const file of files) reports.push(await reading(core, file))
    expect(reports.map(({ title, paragraphs }) => [title, paragraphs])).toEqual([
      ['First', 1],
      [null, 1],
      [null, 1],
      [null, 1],
      [null, 1],
    ])
    expect(reports.map(({ findings }) => findings).slice(0, 2)).toEqual([
      [{ what: 'footnotes', count: 1 }],
      [{ what: 'linked-picture', count: 1 }],
    ])
    expect(core.answers['documents.list']({ group })).toEqual([])
    const results = await importRead(core, group, files)
    const titles = (await core.answers['documents.list']({ group })).map(({ title }) => title)
    expect(titles.toSorted()).toEqual(['First', 'Five', 'Four', 'Three', 'Two'])
    expect(results.map(({ document }) => core.page(document).blocks.length)).toEqual([
      1, 1, 1, 1, 1,
    ])
    // They are imported once.
    expect(await laterRefusal(importRead(core, group, files))).toBe('file-not-found')
    expect(core.answers['documents.list']({ group })).toHaveLength(5)
  })

  /** Words of two people, one of whom moved a passage. */
  const ofTwo = () =>
    wordFile(
      paragraph(
        run('They ') +
          deleted(deletedRun('may')) +
          inserted(run('should'), 'K.W., Chair') +
          commented(1, run(' go')),
      ) +
        paragraph(moved('From', deletedRun('Moved words.'))) +
        paragraph(moved('To', run('Moved words.'))),
      { comments: comment({ id: 1, author: 'R.K.', last: '0A' }, 'Where?') },
    )

  test('when a file names people, the report counts what each wrote, and moved passages', async () => {
    const { core } = await opened()
    const file = granted(core, 'Draft.docx', ofTwo())
    const choice = { changes: 'suggestions', comments: 'threads' } as const
    const report = await core.answers['documents.readFile']({ kind: 'minutes', file, ...choice })
    expect(report).toMatchObject({
      paragraphs: 2,
      words: 5,
      people: [
        { name: 'R.K.', changes: 3, comments: 1 },
        { name: 'K.W., Chair', changes: 1, comments: 0 },
      ],
    })
    expect(report.findings).toContainEqual({ what: 'moved', count: 1 })
  })

  test('when another choice is made, the file is read again, and the last choice comes in', async () => {
    const { core, group } = await opened()
    const file = granted(core, 'Draft.docx', ofTwo())
    for (const changes of ['accepted', 'rejected', 'suggestions'] as const)
      await core.answers['documents.readFile']({ kind: 'brief', file, changes })
    const [result] = await importRead(core, group, [file])
    if (!result) throw new Error('Nothing was imported')
    const { document } = result
    const { blocks, meta } = core.page(document)
    expect([meta.kind, blocks.map(blockText)[0]]).toEqual(['brief', 'They mayshould go'])
    // The report can be read later, on this device, as long as the document is here.
    const later = await core.answers['documents.importedFile']({ document })
    const choice = { changes: 'suggestions', comments: 'left-out' }
    expect(later).toMatchObject({ file: 'Draft.docx', words: 5, people: [{}, {}], ...choice })
    await core.answers['documents.delete']({ document })
    expect(await core.answers['documents.importedFile']({ document })).toBeNull()
  })

  test('when one file is taken away while it is read, its reading ends and it is forgotten', async () => {
    const { core, group } = await opened()
    const files = [granted(core, 'One.txt', 'a'), granted(core, 'Two.docx', ofTwo())]
    await reading(core, files[0]!)
    const ending = reading(core, files[1]!)
    await core.answers['documents.forgetFile']({ file: files[1]! })
    expect(await laterRefusal(Promise.resolve(ending))).toBe('cancelled')
    expect(await laterRefusal(importRead(core, group, files))).toBe('file-not-found')
    expect(await importRead(core, group, [files[0]!])).toHaveLength(1)
  })

  test('when one was not read, none is stored', async () => {
    const { core, group } = await opened()
    const files = [granted(core, 'One.txt', 'a'), granted(core, 'Two.odt', 'PK, and no zip')]
    await reading(core, files[0]!)
    expect(await laterRefusal(Promise.resolve(reading(core, files[1]!)))).toBe('file-damaged')
    const importing = importRead(core, group, files)
    expect(await laterRefusal(Promise.resolve(importing))).toBe('file-not-found')
    expect(core.answers['documents.list']({ group })).toEqual([])
  })

  test('when a person stops while they are stored, none of them stays, and they can be imported again', async () => {
    const { core, group } = await opened()
    const files = [granted(core, 'One.txt', 'a'), granted(core, 'Two.txt', textOf(1 << 20))]
    for (const file of files) await reading(core, file)
    let isWanted = false
    progressOf(core, hundredths => {
      if (!isWanted && hundredths > 50)
        void core.answers['tasks.cancel']({ task: 'documents.import' })
    })
    const importing = () => importRead(core, group, files)
    expect(await laterRefusal(importing())).toBe('cancelled')
    expect(core.answers['documents.list']({ group })).toEqual([])
    isWanted = true
    await importing()
    expect(core.answers['documents.list']({ group })).toHaveLength(2)
  })

  test('when a person writes in one while others are stored, and stops, that one stays with its words', async () => {
    const { core, group } = await opened()
    const files = [granted(core, 'One.txt', 'a'), granted(core, 'Two.txt', textOf(1 << 20))]
    for (const file of files) await reading(core, file)
    const list = async () => core.answers['documents.list']({ group })
    let writing: Promise<unknown> | undefined
    progressOf(core, hundredths => {
      if (writing || hundredths <= 50) return
      writing = list().then(async found => {
        await core.edit(found[0]!.id, [{ insert: 'Typed. ', block: 1, at: 0 }])
        await core.answers['tasks.cancel']({ task: 'documents.import' })
      })
    })
    expect(await laterRefusal(importRead(core, group, files))).toBe('cancelled')
    await writing
    const [only, ...others] = await list()
    expect(others).toEqual([])
    expect(core.page(only!.id).blocks.map(blockText)).toEqual(['Typed. a'])
  })
})
