// Word files with changes and comments, from whole cores: every device makes the same file, members
// are named as the person chooses, and nothing withheld is in the earlier text either.
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { random } from '#core/keys'
import { previewOf, toDocx } from '#core/paper'
import type { ExportChanges, ExportFormat } from '#shared/contract'
import {
  anchorAt,
  openThread,
  replyTo,
  settleThread,
  type Mention,
  writeQuoted,
} from '#document/review/comments'
import { blockText } from '#document/model'
import { metaName, rootOf, blockElements, textsOf } from '#document/tree'
import { openSuggestion, suggestionKey } from '#document/review/suggestions'
import { restrictBlock } from '#document/restricted'
import { sayConsent } from '#document/consultation'
import type { EntryId } from '#document/ids'
import { type NewBlock, joinBlocks, splitBlock, newBlockElement } from '#document/blocks'
import type { DocumentId, FileGrant } from '#shared/ids'
import { committee, meet, now, run } from '#tests/committee'
import { laterRefusal } from '#tests/refusal'
import { leavingIn } from '../../src/core/exports/leaving-list.ts'
import { changedSheet } from '../../src/core/exports/paper-changes.ts'
import { exportAnswers } from '../../src/core/api/exports.ts'
import { openTasks } from '../../src/core/api/tasks.ts'
import { openFiles } from '#core/grants'
import { newEntryId } from '#document/log'
import { readDocx } from '../../src/core/files/docx/index.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

const fileOf = async (
  session: OpenProfile,
  document: DocumentId,
  changes: ExportChanges,
): Promise<Uint8Array> => toDocx(await changedSheet(session, document, changes))

const partsOf = (bytes: Uint8Array): string =>
  Object.values(unzipSync(bytes))
    .map(part => strFromU8(part))
    .join('\n')

const textOf = (doc: Y.Doc, index: number): Y.XmlText => {
  const element = blockElements(doc)[index]
  if (!element) throw new Error('no such block')
  return textsOf(element)[0]
}

const authorsIn = (bytes: Uint8Array): string[] => [
  ...new Set([...partsOf(bytes).matchAll(/w:author="([^"]*)"/g)].map(([, name]) => name ?? '')),
]

/** Comments on words of the first paragraph, with a reply; the second thread is resolved. */
const discuss = async (session: OpenProfile, id: DocumentId): Promise<void> => {
  const say = (from: number, to: number, text: string) =>
    session.documents.editAs(id, doc => {
      const anchor = anchorAt(doc, { index: 0, from, to })
      if (!anchor) throw new Error('no words')
      const thread = openThread(doc, { kind: 'comment', at: now() + from, ...anchor, text }, random)
      replyTo(doc, thread, { at: now() + 1, text: `${text} Yes.` }, random)
      if (text.startsWith('Settled')) settleThread(doc, thread, 'resolve', now() + 2, random)
    })
  await say(0, 6, 'All of them?\nOr some?')
  await say(7, 13, 'Settled by now.')
}

const scene = async () => {
  const all = await committee('States should protect defenders.', ['member'])
  const { chair, group, id } = all
  const [member] = all.others as [OpenProfile]
  await run(
    chair,
    id,
    { new: 'They report each year.', after: 1, kind: 'num1' },
    { new: 'This one goes.', after: 2, kind: 'num1' },
    { new: 'This one moves.', after: 3, kind: 'num1' },
  )
  await meet(group, chair, member)
  const version = await chair.documents.history.name(id, 'Draft 1')
  await run(chair, id, { remove: 3 }, { delete: 7, block: 1, at: 7 })
  await meet(group, chair, member)
  await run(
    member,
    id,
    { insert: 'shall ', block: 1, at: 7 },
    { move: 3, after: 0 },
    { format: 'bold', block: 3, from: 0, to: 4 },
  )
  await discuss(chair, id)
  await meet(group, chair, member)
  return { chair, member, group, id, since: version as string }
}

test('when two members export the changes since a version, their files are the same, and all of Word’s own', async () => {
  const { chair, member, id, since } = await scene()
  const wanted = { since, comments: 'all', authors: 'names' } as const
  const [one, other] = [await fileOf(chair, id, wanted), await fileOf(member, id, wanted)]
  expect(Buffer.compare(one, other)).toBe(0)
  const xml = strFromU8(unzipSync(one)['word/document.xml'] ?? new Uint8Array())
  for (const name of ['ins', 'del', 'moveFrom', 'moveTo', 'rPrChange'])
    expect(xml).toContain(`<w:${name} `)
  expect(partsOf(one)).not.toMatch(/w:date=|rsid|\d{4}-\d\d-\d\dT/)
  const { flow, comments } = await readDocx(one)
  const pieces = flow.flatMap(each => (each.is === 'paragraph' ? each.pieces : []))
  const changed = (is: 'inserted' | 'deleted') =>
    pieces.flatMap(piece => (piece[is] ? [`${piece[is].author}: ${piece.text}`] : []))
  expect(changed('inserted')).toEqual(['member: This one moves.', 'member: shall'])
  expect(changed('deleted')).toEqual([
    'chair: should',
    'chair: This one goes.',
    'member: This one moves.',
  ])
  expect(
    comments.map(({ author, text, parent, isResolved }) => [author, text, parent, isResolved]),
  ).toEqual([
    ['chair', 'All of them?\nOr some?', null, false],
    ['chair', 'All of them?\nOr some? Yes.', '0', false],
    ['chair', 'Settled by now.', null, true],
    ['chair', 'Settled by now. Yes.', '2', true],
  ])
  const commented = pieces.filter(piece => piece.comments.includes('0'))
  expect(commented.map(({ text }) => text).join('')).toBe('States')
})

test('when a person chooses, members are numbered or are the group, and resolved comments stay', async () => {
  const { chair, id, since } = await scene()
  const by = async (authors: ExportChanges['authors']) =>
    fileOf(chair, id, { since, comments: 'open', authors })
  expect(authorsIn(await by('group'))).toEqual(['Group'])
  expect(authorsIn(await by('numbered')).toSorted()).toEqual(['Group', 'Member 1', 'Member 2'])
  expect(authorsIn(await by('names')).toSorted()).toEqual(['Group', 'chair', 'member'])
  for (const authors of ['group', 'numbered'] as const)
    expect(partsOf(await by(authors))).not.toMatch(/"(chair|member)"/)
  expect(partsOf(await by('group'))).not.toContain('Settled')
})

test('a member who is mentioned in a comment is named as the file names members, and is in its list', async () => {
  const { chair, member, group, id } = await scene()
  const mentioned = member.groups.get(group).self.member
  if (!mentioned) throw new Error('no member')
  const said = (text: string) =>
    chair.documents.editAs(id, doc => {
      const anchor = anchorAt(doc, { index: 0, from: 0, to: 6 })
      if (!anchor) throw new Error('no words')
      const at = text.indexOf('@')
      const mentions: Mention[] = [[mentioned, at, at + '@member'.length]]
      const opening = { kind: 'comment', at: now() + 9, ...anchor, text, mentions } as const
      const thread = openThread(doc, opening, random)
      replyTo(doc, thread, { at: now() + 10, text, mentions }, random)
    })
  await said('Does @member agree?')
  const texts = async (authors: ExportChanges['authors']) => {
    const { comments } = await readDocx(await fileOf(chair, id, { comments: 'open', authors }))
    return comments.map(({ text }) => text).filter(text => text.includes('agree'))
  }
  const twice = (text: string) => [text, text]
  expect(await texts('names')).toEqual(twice('Does @member agree?'))
  expect(await texts('numbered')).toEqual(twice('Does @Member 2 agree?'))
  expect(await texts('group')).toEqual(twice('Does @Group agree?'))
  for (const authors of ['numbered', 'group'] as const)
    expect(partsOf(await fileOf(chair, id, { comments: 'open', authors }))).not.toMatch(/member\b/)
  const listed = async (authors: ExportChanges['authors']) => {
    const changes = { comments: 'open', authors } as const
    const { named, out } = await leavingIn(chair, id, { changes }, now())
    const rows = named.filter(({ members }) => members.includes(mentioned))
    return [
      rows.map(({ as, where }) => [as, where.map(({ what, count }) => [what, count])]),
      out.find(({ what }) => what === 'authors')?.count,
    ]
  }
  expect(await listed('names')).toEqual([[['member', [['mention', 2]]]], 0])
  expect(await listed('numbered')).toEqual([[['Member 2', [['mention', 2]]]], 0])
  expect(await listed('group')).toEqual([[], 1])
})

test('when a paragraph is restricted now, its earlier words are in no file, also once it is gone', async () => {
  const { chair, id, since } = await scene()
  const secret = 'They report each year.'
  const wanted = { since, authors: 'group' } as const
  expect(partsOf(await fileOf(chair, id, wanted))).toContain('They')
  const blockOf = () => {
    const { blocks } = chair.documents.page(id)
    return blocks.find(({ runs }) => runs.map(({ text }) => text).join('') === secret)?.id
  }
  const block = blockOf()
  if (!block) throw new Error('no such paragraph')
  await chair.documents.editAs(id, doc => void restrictBlock(doc, block, id))
  const withheld = partsOf(await fileOf(chair, id, wanted))
  expect(withheld).not.toMatch(/report each/)
  expect(withheld).toContain('[Withheld]')
  const at = chair.documents.page(id).blocks.findIndex(each => each.id === block)
  await chair.documents.editAs(id, doc => rootOf(doc).delete(at, 1))
  expect(chair.documents.page(id).blocks.some(each => each.id === block)).toBe(false)
  expect(partsOf(await fileOf(chair, id, wanted))).not.toMatch(/report each/)
})

/** The scene, with words for a circle in a line of their own, which is split or joined before it is restricted. */
const circleScene = async () => {
  const { chair, id } = await scene()
  await run(chair, id, {
    new: 'The office is open. The witness lives in Zqtown.',
    after: 2,
    kind: 'num1',
  })
  const since = (await chair.documents.history.name(id, 'With the witness')) as string
  const indexOf = (words: string): number =>
    chair.documents.page(id).blocks.findIndex(({ runs }) =>
      runs
        .map(({ text }) => text)
        .join('')
        .includes(words),
    )
  const elementAt = (doc: Y.Doc, words: string): Y.XmlElement => {
    const element = blockElements(doc)[indexOf(words)]
    if (!element) throw new Error(`no paragraph with ${words}`)
    return element
  }
  const edit = (change: (doc: Y.Doc) => void) => chair.documents.editAs(id, change)
  const restrict = (words: string) =>
    edit(doc => {
      const block = chair.documents.page(id).blocks[indexOf(words)]?.id
      if (!block || !restrictBlock(doc, block, id)) throw new Error('not restricted')
    })
  const split = () =>
    edit(doc => splitBlock(elementAt(doc, 'Zqtown'), 'The office is open.'.length, random))
  const changes = { since, authors: 'group' } as const
  return { chair, id, edit, restrict, split, elementAt, file: () => fileOf(chair, id, changes) }
}

test('a half that was split off is restricted, and its placeholder removed: its words are in no file', async () => {
  const { chair, id, edit, restrict, split, file } = await circleScene()
  expect(partsOf(await file())).toContain('Zqtown')
  await split()
  await restrict('Zqtown')
  expect(partsOf(await file())).not.toContain('Zqtown')
  const { blocks } = chair.documents.page(id)
  const at = blocks.findIndex(({ label }) => label !== undefined)
  await edit(doc => rootOf(doc).delete(at, 1))
  expect(partsOf(await file())).not.toContain('Zqtown')
})

test('a line is joined into one that is restricted then: its words are in no file', async () => {
  const { edit, restrict, elementAt, file } = await circleScene()
  await edit(doc => joinBlocks(elementAt(doc, 'They report'), elementAt(doc, 'Zqtown'), 'first'))
  await restrict('They report')
  const withheld = partsOf(await file())
  expect(withheld).not.toMatch(/Zqtown|They report/)
  expect(withheld).toContain('States ')
})

test('a half that was split off is off the record: its words are in no file', async () => {
  const { edit, split, elementAt, file } = await circleScene()
  await split()
  await edit(doc => elementAt(doc, 'Zqtown').setAttribute('s_off', true as never))
  expect(partsOf(await file())).not.toContain('Zqtown')
})

const byWord: [string, string][] = [
  ['witness', 'applicant'],
  ['lives in', 'resides near'],
]

/** Puts other words for those of the witness. */
const rewritten = (
  { edit, elementAt }: Awaited<ReturnType<typeof circleScene>>,
  pairs: readonly [string, string][] = byWord,
) =>
  edit(doc => {
    const [text] = textsOf(elementAt(doc, 'Zqtown'))
    for (const [words, others] of pairs) {
      const at = (text?.toJSON() ?? '').indexOf(words)
      text?.delete(at, words.length)
      text?.insert(at, others)
    }
  })

test.each(['after', 'before'] as const)(
  'a line is written otherwise %s its half is split off, which is restricted and removed: no word is in a file',
  async when => {
    const opened = await circleScene()
    const { chair, id, edit, restrict, split, file } = opened
    if (when === 'before') await rewritten(opened)
    await split()
    if (when === 'after') await rewritten(opened)
    const { blocks } = chair.documents.page(id)
    const at = blocks.findIndex(block => blockText(block).includes('Zqtown'))
    expect(blockText(blocks[at]!)).toBe(' The applicant resides near Zqtown.')
    await restrict('Zqtown')
    expect(partsOf(await file())).not.toContain('Zqtown')
    await edit(doc => rootOf(doc).delete(at, 1))
    expect(partsOf(await file())).not.toMatch(/Zqtown|witness/)
  },
)

test.each(['after', 'before'] as const)(
  'a line is written otherwise %s it is joined into one that is restricted: no word is in a file',
  async when => {
    const opened = await circleScene()
    const { edit, restrict, elementAt, file } = opened
    await edit(doc => textsOf(elementAt(doc, 'Zqtown'))[0]?.delete(0, 'The office is open.'.length))
    if (when === 'before') await rewritten(opened, [['witness lives in', 'applicant resides near']])
    await edit(doc => joinBlocks(elementAt(doc, 'They report'), elementAt(doc, 'Zqtown'), 'first'))
    if (when === 'after') await rewritten(opened)
    await restrict('They report')
    expect(partsOf(await file())).not.toMatch(/Zqtown|witness/)
  },
)

test.each([' Zqana saw them', ' Zqana Roe'])(
  '“%s” goes into a line of its own, is written otherwise and restricted: no word is in a file',
  async sentence => {
    const { chair, id } = await scene()
    await run(chair, id, { new: `The office is open.${sentence}`, after: 2, kind: 'num1' })
    const since = (await chair.documents.history.name(id, 'With a name')) as string
    await chair.documents.editAs(id, doc => {
      textOf(doc, 2).delete('The office is open.'.length, sentence.length)
      const line: NewBlock = { kind: 'num1', runs: [{ text: sentence }] }
      rootOf(doc).insert(3, [newBlockElement(line, { language: 'en', random })])
      textOf(doc, 3).delete(1, 'Zqana'.length)
      textOf(doc, 3).insert(1, 'Bea')
    })
    const file = async () => partsOf(await fileOf(chair, id, { since, authors: 'group' }))
    expect(await file()).toContain('Zqana')
    const { id: block } = chair.documents.page(id).blocks[3]!
    await chair.documents.editAs(id, doc => expect(restrictBlock(doc, block!, id)).toBe(true))
    expect(await file()).not.toContain('Zqana')
  },
)

/** A name of two words goes out of a line into one of its own, which `change` writes on before it is restricted. */
const nameTaken = async (line: string, change: (text: Y.XmlText) => void): Promise<string> => {
  const { chair, id } = await scene()
  await run(chair, id, { new: 'The office is open. Zqana Roe.', after: 2, kind: 'num1' })
  const since = (await chair.documents.history.name(id, 'With a name')) as string
  await chair.documents.editAs(id, doc => {
    textOf(doc, 2).delete('The office is open.'.length, ' Zqana Roe.'.length)
    const block: NewBlock = { kind: 'num1', runs: [{ text: line }] }
    rootOf(doc).insert(3, [newBlockElement(block, { language: 'en', random })])
  })
  await chair.documents.editAs(id, doc => change(textOf(doc, 3)))
  const file = async () => partsOf(await fileOf(chair, id, { since, authors: 'group' }))
  expect(await file()).toContain('Zqana')
  const { id: block } = chair.documents.page(id).blocks[3]!
  await chair.documents.editAs(id, doc => expect(restrictBlock(doc, block!, id)).toBe(true))
  return file()
}

test('a name of two words has a long line written behind it, which is restricted: the name is in no file', async () => {
  const behind = await nameTaken('Zqana Roe', text =>
    text.insert(text.length, ' saw them in the large room'),
  )
  expect(behind).not.toMatch(/Zqana|Roe/)
})

test('a name of two words is pasted into a line that was emptied, and others are written around it: the name is in no file', async () => {
  const pasted = await nameTaken('Nobody was here.', text => {
    text.delete(0, text.length)
    text.insert(0, 'Zqana Roe')
    text.insert(0, 'In the large room ')
    text.insert(text.length, ' saw them')
  })
  expect(pasted).not.toMatch(/Zqana|Roe/)
})

test('a half is removed, brought back as a version does it, restricted and removed: the words it was split from are in no file', async () => {
  const { chair, id, edit, restrict, split, file } = await circleScene()
  await split()
  const { blocks } = chair.documents.page(id)
  const at = blocks.findIndex(block => blockText(block).includes('Zqtown'))
  await edit(doc => rootOf(doc).delete(at, 1))
  // As a version brings it back: with its id, and without saying what it was split from.
  const words = 'Nobody lives near Zqtown.'
  const back: NewBlock = { id: blocks[at]!.id, kind: 'num1', runs: [{ text: words }] }
  await edit(doc => rootOf(doc).insert(at, [newBlockElement(back, { language: 'en', random })]))
  await restrict('Zqtown')
  expect(partsOf(await file())).not.toMatch(/Zqtown|witness/)
  await edit(doc => rootOf(doc).delete(at, 1))
  expect(partsOf(await file())).not.toMatch(/Zqtown|witness/)
})

test('a half that was restricted and is open again withholds nothing of the line that it came from', async () => {
  const { chair, id, edit, restrict, split, file } = await circleScene()
  await split()
  await restrict('Zqtown')
  const { blocks } = chair.documents.page(id)
  const at = blocks.findIndex(({ label }) => label !== undefined)
  const open: NewBlock = {
    id: blocks[at]!.id,
    kind: 'num1',
    runs: [{ text: ' The witness lives in Zqtown.' }],
  }
  await edit(doc => {
    rootOf(doc).delete(at, 1)
    const element = newBlockElement(open, { language: 'en', random })
    element.setAttribute('s_from', blocks[at - 1]!.id!)
    rootOf(doc).insert(at, [element])
  })
  const shown = partsOf(await file())
  expect(shown).toContain('Zqtown')
  expect(shown).not.toContain('[Withheld]')
})

test('when words of a respondent went, the earlier text does not leave without consent', async () => {
  const { chair, id } = await scene()
  await run(chair, id, { insert: ' (R1)', block: 2, at: 3 })
  await chair.documents.editAs(id, doc =>
    sayConsent(doc, { code: 'R1', scope: 'group', until: null, what: '' }, { at: now(), random }),
  )
  const since = (await chair.documents.history.name(id, 'With R1')) as string
  await run(chair, id, { delete: 5, block: 2, at: 3 })
  const written: unknown[] = []
  const files = {
    ...openFiles(),
    write: async (_: FileGrant, bytes: unknown) => void written.push(bytes),
  }
  const answers = exportAnswers(
    { profile: () => chair, now, files } as unknown as Parameters<typeof exportAnswers>[0],
    openTasks(() => {}),
  )
  const exported = (changes?: ExportChanges, format: ExportFormat = 'docx') =>
    laterRefusal(
      Promise.resolve(
        answers['paper.export']({
          document: id,
          format,
          file: 'file' as FileGrant,
          ...(changes && { changes }),
        }),
      ),
    )
  expect(await exported({ since, authors: 'group' })).toBe('consent-missing')
  expect(await exported({ authors: 'group' })).toBe(null)
  expect(await exported({ since: 'aaaa-aaaaaaaaaa' as EntryId, authors: 'group' })).toBe(
    'not-found',
  )
  expect(await exported({ authors: 'group' }, 'txt')).toBe('invalid-input')
  expect(written).toHaveLength(1)
})

test('when suggestions wait, an annotated file has each as a change by its author, and comments of a file by its', async () => {
  const { chair, member, group, id } = await scene()
  await member.documents.editAs(id, doc => {
    const suggestion = openSuggestion(doc, now(), random)
    const text = textOf(doc, 1)
    text.insert(0, 'Member States: ', { [suggestionKey('inserted', suggestion)]: 1 })
  })
  await run(
    member,
    id,
    { suggestRemoval: 3 },
    { suggestNew: 'A new one.', after: 3, kind: 'num1', why: 'It lacks.' },
  )
  await chair.documents.editAs(id, doc => {
    const suggestion = newEntryId(doc, random)
    const quoted = { name: 'K.W.', file: 'v7.docx', date: null }
    const text = textOf(doc, 0)
    text.insert(0, 'From a file: ', { [suggestionKey('inserted', suggestion)]: 1 })
    writeQuoted(doc, { thread: suggestion, id: suggestion }, quoted, {
      kind: 'suggestion',
      at: now(),
    })
    const thread = newEntryId(doc, random)
    const anchor = anchorAt(doc, { index: 0, from: 13, to: 17 })
    if (!anchor) throw new Error('no words')
    const entry = { kind: 'comment', at: now() + 50, ...anchor, text: 'Said there.' } as const
    writeQuoted(doc, { thread, id: thread }, quoted, entry)
  })
  await meet(group, chair, member)
  const wanted = { suggestions: true, comments: 'open', authors: 'names' } as const
  const [one, other] = [await fileOf(chair, id, wanted), await fileOf(member, id, wanted)]
  expect(Buffer.compare(one, other)).toBe(0)
  const { flow, comments } = await readDocx(one)
  const pieces = flow.flatMap(each => (each.is === 'paragraph' ? each.pieces : []))
  const changed = (is: 'inserted' | 'deleted') =>
    pieces.flatMap(piece => (piece[is] ? [`${piece[is].author}: ${piece.text}`] : []))
  expect(changed('inserted')).toEqual([
    'K.W.: From a file: ',
    'member: Member States: ',
    'member: A new one.',
  ])
  // Its first word is bold.
  expect(changed('deleted')).toEqual(['member: They', 'member:  report each year.'])
  expect(comments.map(({ author, text }) => `${author}: ${text}`)).toEqual([
    'chair: All of them?\nOr some?',
    'chair: All of them?\nOr some? Yes.',
    'K.W.: Said there.',
    'member: \u201cThey report each year.\u201d\nIt lacks.',
  ])
  expect(authorsIn(await fileOf(chair, id, { ...wanted, authors: 'group' }))).toEqual(['Group'])
  expect(partsOf(await fileOf(chair, id, { ...wanted, authors: 'numbered' }))).not.toMatch(
    /K\.W\.|"(chair|member)"/,
  )
  // Suggestions wait in the text as before.
  expect(chair.documents.page(id).blocks[1]?.runs[0]).toMatchObject({ suggested: true })
  const both = { ...wanted, since: 'aaaa-aaaaaaaaaa' }
  expect(await laterRefusal(changedSheet(chair, id, both))).toBe('invalid-input')
})

/** Three versions and the text now: a paragraph changes before each, and another one is restricted at the end. */
const versions = async () => {
  const all = await committee('States should act.', ['member'])
  const { chair, group, id } = all
  const [member] = all.others as [OpenProfile]
  await run(
    chair,
    id,
    { new: 'The witness lives in Zqtown.', after: 1, kind: 'num1' },
    { new: 'They report.', after: 2, kind: 'num1' },
  )
  const named = async (name: string): Promise<EntryId> => {
    const found = await chair.documents.history.name(id, name)
    await meet(group, chair, member)
    return found
  }
  const first = await named('Version 1')
  await run(
    chair,
    id,
    { insert: ' now', block: 1, at: 13 },
    { insert: ' near Zqriver', block: 2, at: 27 },
  )
  const second = await named('Version 2')
  await run(chair, id, { insert: ' each year', block: 3, at: 11 })
  const third = await named('Version 3')
  await run(chair, id, { insert: ' Zqlast', block: 3, at: 11 })
  await meet(group, chair, member)
  return { chair, member, group, id, first, second, third }
}

/** Paragraph 3 is in brackets in the second version alone; now paragraph 1 is, and an amendment waits. */
const bracketedVersions = async () => {
  const { chair, id, first } = await versions()
  await run(chair, id, { bracket: 3 })
  const second = await chair.documents.history.name(id, 'In brackets')
  await run(
    chair,
    id,
    { settle: 'keep', block: 3 },
    { bracket: 1 },
    { amend: 'The witness is safe.', block: 2, why: 'Safety.' },
  )
  return { chair, id, first, second }
}

const changedIn = async (bytes: Uint8Array) => {
  const { flow } = await readDocx(bytes)
  const pieces = flow.flatMap(each => (each.is === 'paragraph' ? each.pieces : []))
  return pieces.flatMap(piece => [
    ...(piece.inserted ? [`+${piece.text}`] : []),
    ...(piece.deleted ? [`-${piece.text}`] : []),
  ])
}

test('between two versions the file is the later one, with the changes since the earlier one alone', async () => {
  const { chair, member, id, first, second, third } = await versions()
  const span = { since: second, until: third, authors: 'group' } as const
  const [one, other] = [await fileOf(chair, id, span), await fileOf(member, id, span)]
  expect(Buffer.compare(one, other)).toBe(0)
  expect(await changedIn(one)).toEqual(['+ each year'])
  expect(partsOf(one)).not.toContain('Zqlast')
  const whole = await fileOf(chair, id, { ...span, since: first })
  expect(await changedIn(whole)).toEqual(['+now ', '+ near Zqriver', '+ each year'])
  // Later words of members are in no such file.
  await run(chair, id, { insert: 'All ', block: 1, at: 0 })
  expect(Buffer.compare(await fileOf(chair, id, span), one)).toBe(0)
})

test('a paragraph that became a decision has the label as words that came, and its own as they were', async () => {
  const { chair, id, third } = await versions()
  await run(chair, id, { kind: 'decision', block: 1 })
  const { page } = await changedSheet(chair, id, { since: third, authors: 'group' })
  expect(blockText(page.blocks[0]!)).toMatch(/^States should now act/)
  const file = await fileOf(chair, id, { since: third, authors: 'group' })
  expect(await changedIn(file)).toEqual(['+Decision:', '+ ', '+Zqlast '])
})

test('between two versions, words of a paragraph that is restricted now are in neither text', async () => {
  const { chair, id, first, second } = await versions()
  const span = { since: first, until: second, authors: 'group' } as const
  expect(partsOf(await fileOf(chair, id, span))).toContain('Zqriver')
  const block = chair.documents.page(id).blocks[1]?.id
  if (!block) throw new Error('no such paragraph')
  await chair.documents.editAs(id, doc => void restrictBlock(doc, block, id))
  const withheld = await fileOf(chair, id, span)
  expect(partsOf(withheld)).not.toMatch(/Zqtown|Zqriver/)
  expect(partsOf(withheld)).toContain('[Withheld]')
  expect(await changedIn(withheld)).toEqual(['+now '])
  await chair.documents.editAs(id, doc => rootOf(doc).delete(1, 1))
  expect(chair.documents.page(id).blocks.some(each => each.id === block)).toBe(false)
  expect(partsOf(await fileOf(chair, id, span))).not.toMatch(/Zqtown|Zqriver/)
})

test('between two versions the list of what leaves has the brackets of the later one, not those of the text now', async () => {
  const { chair, id, first, second } = await bracketedVersions()
  const openIn = async (changes: ExportChanges) =>
    (await leavingIn(chair, id, { changes }, now())).open
  const span = { since: first, until: second, authors: 'group' } as const
  expect(await openIn(span)).toEqual([{ what: 'bracket', count: 1, places: ['3'] }])
  expect(partsOf(await fileOf(chair, id, span))).toMatch(/\[/)
  expect(await openIn({ since: first, authors: 'group' })).toEqual([
    { what: 'bracket', count: 1, places: ['1'] },
    { what: 'amendment', count: 1, places: ['2'], labels: ['1'] },
  ])
})

test('an end without a beginning, before it, or with comments or suggestions makes no file', async () => {
  const { chair, id, first, second } = await versions()
  const refusal = (changes: Partial<ExportChanges>) =>
    laterRefusal(changedSheet(chair, id, { authors: 'group', ...changes }))
  expect(await refusal({ until: second })).toBe('invalid-input')
  expect(await refusal({ since: second, until: first })).toBe('invalid-input')
  expect(await refusal({ since: first, until: second, comments: 'open' })).toBe('invalid-input')
  expect(await refusal({ since: first, until: second, suggestions: true })).toBe('invalid-input')
  expect(await refusal({ since: first, until: 'aaaa-aaaaaaaaaa' })).toBe('not-found')
  expect(await refusal({ since: first, until: second })).toBe(null)
})

test('the preview says each paragraph that changed, as the file shows it', async () => {
  const { chair, id, since } = await scene()
  const shown = async (changes: ExportChanges) =>
    (await previewOf(await changedSheet(chair, id, changes))).changes.map(
      ({ number, deed, isFormatted, pieces }) => [
        number,
        deed ?? (isFormatted ? 'look' : null),
        pieces.map(({ kind, text }) => `${signs[kind]}${text}`).join('|'),
      ],
    )
  const signs = { kept: '', added: '+', removed: '-' }
  expect(await shown({ since, authors: 'group' })).toEqual([
    ['1', 'moved-here', '+This one moves.'],
    ['2', null, 'States |-should|+shall| protect defenders.'],
    ['3', 'look', 'They report each year.'],
    ['', 'removed', '-This one goes.'],
    ['', 'moved-away', '-This one moves.'],
  ])
  const block = chair.documents.page(id).blocks[2]?.id
  if (!block) throw new Error('no such paragraph')
  await chair.documents.editAs(id, doc => void restrictBlock(doc, block, id))
  expect(JSON.stringify(await shown({ since, authors: 'group' }))).not.toContain('report')
})

test('the preview says a change of the title and of a note, and who the file names', async () => {
  const { chair, id } = await committee('States should act.', ['member'])
  await run(chair, id, { footnote: 'See page 4.', block: 1, at: 6 })
  const since = (await chair.documents.history.name(id, 'Draft 1')) as string
  await run(chair, id, { insert: ' and 5', note: 1, at: 10 })
  await chair.documents.editAs(id, doc => void doc.getMap(metaName).set('title', 'New title'))
  const { changes, more } = await previewOf(
    await changedSheet(chair, id, { since, authors: 'names' }),
  )
  expect(more).toBe(0)
  expect(
    changes.flatMap(({ role, pieces }) => pieces.map(each => [role, each.kind, each.text])),
  ).toEqual([
    ['h1', 'removed', 'Minutes'],
    ['h1', 'added', 'New title'],
    ['note', 'kept', 'See page 4'],
    ['note', 'added', ' and 5'],
    ['note', 'kept', '.'],
  ])
  expect(changes.flatMap(({ pieces }) => pieces.map(({ by }) => by))).toContain('Group')
})
