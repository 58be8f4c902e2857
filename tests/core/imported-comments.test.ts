// Comments of a Word file as threads on the same words, and its changes as suggestions. The device that imports signs them; a name
// in the file stays a quotation of the file, also where it is that of a member.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommentThread, ImportChanges, ImportComments } from '#shared/contract'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { importInto } from '#tests/import-into'
import {
  answering,
  changedEnd,
  comment,
  commented,
  deleted,
  deletedRun,
  inserted,
  paragraph,
  run,
  wordFile,
} from '#tests/word-file'

type Choice = { comments: ImportComments; changes: ImportChanges }

const imported = async (
  bytes: Uint8Array,
  { name = 'report.docx', ...choice }: Partial<Choice> & { name?: string } = {},
) => {
  const core = lockedCore(join(temporaryDirectory(), 'profile'))
  await core.answers['profile.create']({ passphrase })
  const group = await core.answers['groups.create'](foundingOf())
  const path = join(temporaryDirectory(), name)
  writeFileSync(path, bytes)
  const wanted = { group, kind: 'statement', file: grantOf(core, path) } as const
  const chosen = { ...wanted, comments: 'threads' as const, ...choice }
  const result = await importInto(core, chosen)
  const { document } = result
  const threads: readonly CommentThread[] = await core.answers['comments.list']({ document })
  const { memberList } = await core.answers['groups.get']({ group })
  return { core, group, result, threads, own: memberList[0] }
}

const body =
  paragraph(run('The group ') + commented(1, run('should')) + run(' build on it.')) +
  paragraph(commented(3, run('It thanks')) + run(' the host.'))

test('when comments come in, each is a thread on its words, under the name in the file', async () => {
  const bytes = wordFile(body, {
    comments:
      comment({ id: 1, author: 'Amina', last: '0A' }, 'Same verb?', 'As in A/RES/68/181.') +
      comment({ id: 2, author: 'K.W., Chair', last: '0B', at: null }, 'Yes.') +
      comment({ id: 3, author: '', last: '0C' }, 'Who is the host?'),
    commentsExtended: answering('0A') + answering('0B', '0A') + answering('0C', undefined, true),
  })
  const { core, result, threads, own } = await imported(bytes)
  expect(result.findings).toEqual([{ what: 'comments', count: 3 }])
  const file = 'report.docx'
  const date = Date.parse('2018-03-01T10:00:00Z')
  // The member who is called so in the group is the one who imports, and not the author.
  expect(own?.handle).toBe('Amina')
  expect(threads).toMatchObject([
    {
      by: own?.id,
      quoted: { name: 'Amina', file, date },
      text: 'Same verb?\nAs in A/RES/68/181.',
      quote: 'should',
      resolved: false,
      replies: [{ by: own?.id, quoted: { name: 'K.W., Chair', file, date: null }, text: 'Yes.' }],
    },
    {
      quoted: { name: '', file, date },
      quote: 'It thanks',
      resolved: true,
      record: [{ kind: 'resolve', by: own?.id, quoted: { name: '', file, date: null } }],
    },
  ])
  const { blocks } = core.page(result.document)
  expect(threads.map(({ block }) => block)).toEqual(blocks.map(({ id }) => id))
  // The comments are in what others get with the text.
  await core.answers['documents.share']({ document: result.document })
  expect(await core.answers['comments.list']({ document: result.document })).toEqual(threads)
})

test('when comments are to be left out, none comes in, and the report counts them', async () => {
  const comments = comment({ id: 1, author: 'R.K.', last: '0A' }, 'Same verb?')
  const { result, threads } = await imported(wordFile(body, { comments }), { comments: 'left-out' })
  expect(result.findings).toEqual([{ what: 'comment', count: 1 }])
  expect(threads).toEqual([])
})

test('when a comment has no words, is very long or answers in a circle, it comes in whole', async () => {
  const long = `${'No word is lost. '.repeat(600)}End`
  const bytes = wordFile(paragraph(run('Text')), {
    comments:
      comment({ id: 1, author: 'R.K.', last: '0A' }, long) +
      comment({ id: 2, author: 'R.K.', last: '0B' }, 'One') +
      comment({ id: 4, author: 'R.K.', last: '0C' }, 'Two'),
    commentsExtended: answering('0A') + answering('0B', '0C') + answering('0C', '0B'),
  })
  const { threads } = await imported(bytes)
  expect(threads.map(({ quote, block }) => [quote, block])).toEqual([
    ['', null],
    ['', null],
    ['', null],
  ])
  const [first, ...others] = threads.map(({ text, replies }) =>
    [text, ...replies.map(each => each.text)].join(''),
  )
  expect(first?.length).toBeGreaterThan(8000)
  expect(new Set([first, ...others])).toEqual(new Set(['One', 'Two', long]))
})

test('when names of a file are made to mislead, they are short and turn no words', async () => {
  const bytes = wordFile(body, {
    comments:
      comment({ id: 1, author: `Amina\u202e${'x'.repeat(10_000)}`, last: '0A' }, 'One\u202eowt') +
      comment({ id: 3, author: 'Amina (Chair)\u2066', last: '0B' }, 'Two'),
  })
  const { threads } = await imported(bytes, { name: 'a\u202excod.docx' })
  expect(threads.map(({ quoted, text }) => [quoted?.name, quoted?.file, text])).toEqual([
    [`Amina${'x'.repeat(115)}`, 'axcod.docx', 'Oneowt'],
    ['Amina (Chair)', 'axcod.docx', 'Two'],
  ])
})

test('when changes come in as suggestions, the page has the old text, and each is under its name', async () => {
  const bytes = wordFile(
    paragraph(
      run('They ') +
        deleted(deletedRun('may'), 'Amina') +
        inserted(run('should'), 'Amina') +
        run(' go.'),
    ) +
      paragraph(deleted(deletedRun('Old.'), 'K.W.'), changedEnd('del', 'K.W.')) +
      paragraph(
        inserted(run('New '), 'K.W.') + inserted(run('words.', '<w:b/>'), 'K.W.'),
        changedEnd('ins', 'K.W.'),
      ) +
      paragraph(run('End.')),
  )
  const { core, result, own } = await imported(bytes, { changes: 'suggestions' })
  const { document } = result
  expect(result.findings).toEqual([{ what: 'changes', count: 4 }])
  expect(core.page(document).blocks.map(({ runs }) => runs)).toEqual([
    [
      { text: 'They ' },
      { text: 'may', struck: true },
      { text: 'should', suggested: true },
      { text: ' go.' },
    ],
    [{ text: 'Old.' }],
    [{ text: 'End.' }],
  ])
  const suggestions = await core.answers['suggestions.list']({ document })
  const date = Date.parse('2018-03-01T10:00:00Z')
  const quoted = { name: 'K.W.', file: 'report.docx', date }
  expect(suggestions).toMatchObject([
    { what: 'remove', by: own?.id, quoted, base: 'Old.', standing: 'open' },
    { what: 'add', by: own?.id, quoted, wording: 'New words.', standing: 'open' },
  ])
  // A text with changes that wait cannot be adopted.
  const { may, open } = await core.answers['documents.adoption']({ document })
  expect([may, open.map(({ code }) => code)]).toEqual([
    false,
    ['suggestion-open', 'suggestion-open', 'suggestion-open'],
  ])
})
