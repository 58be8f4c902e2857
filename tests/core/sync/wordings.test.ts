// A device signed two wordings for one place, and both have met. Every device shows both, with text
// of others beside them. One act of a chair, or equal choices of two members, settles which one
// stays.
// @module-tag long
import { expect, onTestFinished, test, vi } from 'vitest'
import { Failure } from '#shared/failure'
import type { Role } from '#shared/contract'
import type { DocumentId, FeedId, GroupId } from '#shared/ids'
import * as Y from 'yjs'
import { random } from '#core/keys'
import type { Wording, Wordings } from '#core/documents'
import { keptLinesOf } from '#document/undo'
import { rootOf } from '#document/tree'
import { insertBlock, newBlockElement } from '#document/blocks'
import { temporaryArchive } from '#tests/archive'
import { diceFrom, linesOf, quietActs, textIn } from '#tests/documents'
import { carry, facesOf, playerOf, type Game, type Player } from '#tests/fork-schedule'
import { founder, joiner, meet } from '#tests/group'
import { contestsOf } from '../../../src/core/documents/contested/contests.ts'
import type { Line } from '../../../src/core/documents/contested/forks.ts'
import { readPack } from '../../../src/core/sync/packs/pack.ts'

const turn = (): Promise<void> => new Promise(setImmediate)

const edit = async (
  { documents }: Player,
  page: DocumentId,
  work: Parameters<Player['documents']['editAs']>[1],
) => {
  await documents.editAs(page, work)
  await documents.flush()
  await turn()
}
const type = (player: Player, page: DocumentId, before: string, words: string): Promise<void> =>
  edit(player, page, doc => {
    const index = linesOf(player, page).findIndex(line => line.includes(before))
    textIn(doc, index).insert(linesOf(player, page)[index]!.indexOf(before), words)
  })
const cut = (player: Player, page: DocumentId, words: string): Promise<void> =>
  edit(player, page, doc => {
    const index = linesOf(player, page).findIndex(line => line.includes(words))
    textIn(doc, index).delete(linesOf(player, page)[index]!.indexOf(words), words.length)
  })

/**
 * Amina is the chair. Mallory's device sends "YES" to Amina and "NO", in a paragraph of its own
 * too, to Ben.
 */
const scene = async (roleOfChen: Role = 'member') => {
  const host = founder('Amina', { archive: temporaryArchive() })
  const people = ['Ben', 'Chen', 'Mallory'].map(name =>
    joiner(name, host, { archive: temporaryArchive() }, name === 'Chen' ? roleOfChen : 'member'),
  )
  for (const person of people) meet(host, person)
  const amina = playerOf(host)
  const shared = async (...texts: string[]): Promise<DocumentId> => {
    const blocks = texts.map(text => ({ kind: 'paragraph' as const, runs: [{ text }] }))
    const of = { kind: 'statement', title: 'Working paper', language: 'en' } as const
    const id = await amina.documents.create({ group: host.group.id, ...of, blocks })
    await amina.documents.share(id)
    await turn()
    return id
  }
  const page = await shared('We adopt it.', 'We meet in May.')
  const other = await shared('Elsewhere.')
  amina.replica.prepare()
  await turn()
  const [ben, chen] = people.slice(0, 2).map(person => playerOf(person)) as [Player, Player]
  const [yes, no] = facesOf(people[2]!, temporaryArchive())
  for (const player of [ben, chen, yes, no])
    player.replica.receive(
      [...amina.replica.handover(player.id)].map(({ bytes }) => readPack(bytes)!),
    )
  const game = { dice: diceFrom(1) } as Game
  const give = (from: Player, to: Player) => carry(game, from, to)
  const meetAll = async () => {
    for (let round = 0; round < 3; round++)
      for (const from of [amina, ben, chen])
        for (const to of [amina, ben, chen]) if (from !== to) await give(from, to)
  }
  await type(yes, page, 'adopt', 'YES ')
  await cut(yes, page, ' in May')
  await give(yes, amina)
  await type(no, page, 'it.', 'NO ')
  await edit(no, page, doc => {
    const above = rootOf(doc).get(1) as Y.XmlElement
    const block = { kind: 'paragraph' as const, runs: [{ text: 'No money is left.' }] }
    insertBlock(doc, above, newBlockElement(block, { language: 'en', random }))
  })
  await type(no, other, 'where', 'NO')
  await give(no, ben)
  // Each writes inside the text of the content that is there.
  await type(amina, page, 'ES adopt', ' of course ')
  await type(ben, page, 'is left', 'from the fund ')
  /** Amina admits a newcomer, who begins with Amina's present state. */
  const letIn = async (): Promise<Player> => {
    const dana = playerOf(joiner('Dana', host, { archive: temporaryArchive() }))
    for (const person of people.slice(0, 2)) meet(host, person)
    amina.replica.prepare()
    await turn()
    dana.replica.receive([...amina.replica.handover(dana.id)].map(({ bytes }) => readPack(bytes)!))
    return dana
  }
  return { amina, ben, chen, yes, no, page, other, meetAll, give, letIn }
}

const linesOn = (players: Player[], page: DocumentId): string[] => [
  ...new Set(players.map(each => linesOf(each, page).join(' | '))),
]

const wordingsOn = async ({ documents }: Player, page: DocumentId) =>
  Promise.all(
    documents
      .wordings(page)
      .map(async ({ device, wordings }) => ({
        device,
        wordings: (await documents.compareWordings(page, wordings[0]!.branch)).map(
          ({ branch, paragraphs }) => ({
            branch,
            pieces: paragraphs.flatMap(({ pieces }) =>
              pieces.flatMap(({ kind, text }) => (kind === 'kept' ? [] : [`${kind}: ${text}`])),
            ),
          }),
        ),
      })),
  )

test('two wordings met: all devices show both, and each for itself', async () => {
  const { amina, ben, chen, page, meetAll } = await scene()
  await meetAll()
  const [lines, ...others] = linesOn([amina, ben, chen], page)
  expect(others).toEqual([])
  for (const words of ['Y of course ES ', 'NO ', 'No money from the fund is left.', 'We meet.'])
    expect(lines).toContain(words)
  const shown = await wordingsOn(amina, page)
  expect(await wordingsOn(chen, page)).toEqual(shown)
  expect(shown).toHaveLength(1)
  // Against the text without any of them, which contains the text of others.
  expect(shown[0]!.wordings.map(({ pieces }) => pieces.join()).toSorted()).toEqual(
    [
      'removed:   ,added:  Y ,added: ES ,removed:  in May',
      'added: NO ,added: No money ,added: from the fund ,added: is left.',
    ].toSorted(),
  )
})

test('no wording stays that would change a line that was decided; the text as it is stays', async () => {
  const { amina, page, meetAll } = await scene()
  await meetAll()
  const lines = linesOf(amina, page)
  const { wordings } = (await wordingsOn(amina, page))[0]!
  const kept = keptLinesOf({ any: () => true, asOf: () => 'line' })
  for (const { branch } of wordings)
    await expect(amina.documents.keepWording(page, branch, branch, kept)).rejects.toThrow(
      'line-decided',
    )
  expect(linesOf(amina, page)).toEqual(lines)
  expect(amina.documents.wordings(page)).toHaveLength(1)
  await amina.documents.keepWording(page, null, wordings[0]!.branch, kept)
  expect(linesOf(amina, page)).toEqual(lines)
  expect(amina.documents.wordings(page)).toEqual([])
})

test('a text is fixed: no wording changes it; the text as it is stays', async () => {
  const { amina, page, meetAll } = await scene()
  await meetAll()
  const isFixed = vi.spyOn(quietActs, 'isFixed').mockReturnValue(true)
  onTestFinished(() => isFixed.mockRestore())
  const lines = linesOf(amina, page)
  const { wordings } = (await wordingsOn(amina, page))[0]!
  for (const { branch } of wordings)
    await expect(amina.documents.keepWording(page, branch, branch)).rejects.toThrow('text-is-fixed')
  expect(linesOf(amina, page)).toEqual(lines)
  expect(amina.documents.wordings(page)).toHaveLength(1)
  await amina.documents.keepWording(page, null, wordings[0]!.branch)
  expect(linesOf(amina, page)).toEqual(lines)
  expect(amina.documents.wordings(page)).toEqual([])
})

test('the chair keeps one wording: all have its words and the words of others, and nothing is open', async () => {
  const { amina, ben, chen, page, meetAll } = await scene()
  await meetAll()
  const [{ wordings }] = (await wordingsOn(amina, page)) as [
    Awaited<ReturnType<typeof wordingsOn>>[0],
  ]
  const no = wordings.find(({ pieces }) => pieces.includes('added: NO '))!
  await amina.documents.keepWording(page, no.branch, no.branch)
  await amina.documents.flush()
  await meetAll()
  const [lines, ...others] = linesOn([amina, ben, chen], page)
  expect(others).toEqual([])
  expect(lines).toBe(
    'We  of course adopt NO it. | We meet in May. | No money from the fund is left.',
  )
  for (const each of [amina, ben, chen]) expect(each.documents.wordings(page)).toEqual([])
  await expect(amina.documents.keepWording(page, no.branch, no.branch)).rejects.toThrow('not-found')
})

/** The devices that wrote the letters of this text, where they stand together. */
const authorsOf = async ({ documents }: Player, page: DocumentId, words: string) => {
  const found = new Set<string | null>()
  await documents.editAs(page, doc => {
    for (let index = 0; index < rootOf(doc).length; index++) {
      const letters: { letter: string; by: string | null }[] = []
      for (let item = textIn(doc, index)._start; item !== null; item = item.right)
        if (!item.deleted && item.content instanceof Y.ContentString)
          for (const letter of item.content.str)
            letters.push({ letter, by: documents.authorOf(page, item.id.client) })
      const at = letters
        .map(({ letter }) => letter)
        .join('')
        .indexOf(words)
      if (at >= 0) for (const { by } of letters.slice(at, at + words.length)) found.add(by)
    }
  })
  return [...found]
}

test('others wrote in a word of the wording that goes: their letters stay, under their own name', async () => {
  const { amina, ben, chen, page, meetAll } = await scene()
  await type(ben, page, 'oney', 'BEN')
  await meetAll()
  const [{ wordings }] = (await wordingsOn(amina, page)) as [
    Awaited<ReturnType<typeof wordingsOn>>[0],
  ]
  const yes = wordings.find(({ pieces }) => !pieces.includes('added: NO '))!
  await amina.documents.keepWording(page, yes.branch, yes.branch)
  await amina.documents.flush()
  await meetAll()
  for (const each of [amina, ben, chen])
    expect(await authorsOf(each, page, 'BENfrom the fund ')).toEqual([ben.id])
})

test('two chairs settle apart and differently: it is open again, and a wording that both removed comes back', async () => {
  const { amina, ben, chen, page, meetAll } = await scene('chair')
  await meetAll()
  const [{ wordings }] = amina.documents.wordings(page) as [Wordings]
  const [first, second] = wordings.map(({ branch }) => branch) as [FeedId, FeedId]
  const before = linesOf(amina, page).join()
  await amina.documents.keepWording(page, first, first)
  await chen.documents.keepWording(page, second, second)
  for (const each of [amina, chen]) await each.documents.flush()
  await meetAll()
  for (const each of [amina, ben, chen]) expect(each.documents.wordings(page)).toHaveLength(1)
  const [{ wordings: now }] = (await wordingsOn(amina, page)) as [
    Awaited<ReturnType<typeof wordingsOn>>[0],
  ]
  const no = now.find(({ pieces }) => pieces.includes('added: NO '))!
  await amina.documents.keepWording(page, no.branch, no.branch)
  await amina.documents.flush()
  await meetAll()
  const [lines, ...others] = linesOn([amina, ben, chen], page)
  expect(others).toEqual([])
  expect(lines).toContain('NO it.')
  expect(lines).not.toContain('ES')
  expect(before).toContain('NO it.')
  for (const each of [amina, ben, chen]) expect(each.documents.wordings(page)).toEqual([])
})

test('others wrote in a paragraph of the wording that goes: their text stays there', async () => {
  const { amina, ben, chen, page, meetAll } = await scene()
  await meetAll()
  const [{ wordings }] = (await wordingsOn(amina, page)) as [
    Awaited<ReturnType<typeof wordingsOn>>[0],
  ]
  const yes = wordings.find(({ pieces }) => !pieces.includes('added: NO '))!
  await amina.documents.keepWording(page, yes.branch, yes.branch)
  await amina.documents.flush()
  await meetAll()
  expect(linesOn([amina, ben, chen], page)).toEqual([
    'We Y of course ES adopt it. | We meet. | from the fund ',
  ])
})

test('one member chooses a wording: it is still open; a second member settles it', async () => {
  const { amina, ben, chen, page, meetAll } = await scene()
  await meetAll()
  const [{ wordings }] = ben.documents.wordings(page) as [Wordings]
  const [{ branch }, other] = wordings as [Wording, Wording]
  const before = linesOf(ben, page)
  // The second time it would change decided lines if it counted as another member's.
  const kept = keptLinesOf({ any: () => true, asOf: () => 'line' })
  await ben.documents.keepWording(page, branch, branch, kept)
  await ben.documents.keepWording(page, branch, branch, kept)
  await ben.documents.flush()
  await meetAll()
  expect(linesOf(chen, page)).toEqual(before)
  const [open] = chen.documents.wordings(page)
  expect(open?.wordings.map(each => [each.branch, each.wishedBy.length])).toEqual([
    [branch, 1],
    [other.branch, 0],
  ])
  await chen.documents.keepWording(page, branch, branch)
  await chen.documents.flush()
  await meetAll()
  for (const each of [amina, ben, chen]) {
    expect(each.documents.wordings(page)).toEqual([])
    expect(linesOf(each, page)).toEqual(linesOf(chen, page))
  }
  expect(linesOf(amina, page)).not.toEqual(before)
})

test('the text is kept as it is: nothing in it changes, and nothing is open', async () => {
  const { amina, ben, chen, page, meetAll } = await scene()
  await meetAll()
  const before = linesOf(amina, page)
  const [{ wordings }] = amina.documents.wordings(page) as [Wordings]
  await amina.documents.keepWording(page, null, wordings[0]!.branch)
  await amina.documents.flush()
  await meetAll()
  for (const each of [amina, ben, chen]) {
    expect(each.documents.wordings(page)).toEqual([])
    expect(linesOf(each, page)).toEqual(before)
  }
})

test('a newcomer is admitted: it has both wordings, and takes in edits of either, and the settlement', async () => {
  const { amina, ben, chen, page, meetAll, give, letIn } = await scene()
  // Chen has one content alone, and writes in its text.
  await give(ben, chen)
  await type(chen, page, 'O it.', 'othing of ')
  for (let round = 0; round < 3; round++) {
    await give(ben, amina)
    await give(amina, ben)
  }
  expect(amina.documents.wordings(page)).toHaveLength(1)
  const dana = await letIn()
  expect(linesOf(dana, page)).toEqual(linesOf(amina, page))
  // A state does not show which branch removed text.
  const added = async (player: Player): Promise<string[]> =>
    (await wordingsOn(player, page)).flatMap(({ wordings }) =>
      wordings.flatMap(({ pieces }) => pieces.filter(piece => piece.startsWith('added'))),
    )
  expect(await added(dana)).toEqual(await added(amina))
  await give(chen, dana)
  expect(linesOf(dana, page)[0]).toContain('Nothing of O it.')
  await meetAll()
  const [{ wordings }] = amina.documents.wordings(page) as [Wordings]
  await amina.documents.keepWording(page, wordings[0]!.branch, wordings[0]!.branch)
  await amina.documents.flush()
  await meetAll()
  await give(amina, dana)
  expect(linesOf(dana, page)).toEqual(linesOf(amina, page))
  expect(dana.documents.wordings(page)).toEqual([])
})

/**
 * All meet, one of them settles it, and all have the same, in a later session of the newcomer too.
 */
const endsWithAll = async (
  { amina, ben, chen, page, other, meetAll, give }: Awaited<ReturnType<typeof scene>>,
  dana: Player,
) => {
  const meetDana = async () => {
    await meetAll()
    for (const each of [amina, ben, chen]) {
      await give(each, dana)
      await give(dana, each)
    }
    await meetAll()
  }
  await meetDana()
  await meetDana()
  const all = [amina, ben, chen, dana]
  for (const id of [page, other]) expect(linesOn(all, id)).toHaveLength(1)
  const before = linesOf(dana, page).join()
  expect(await wordingsOn(dana, page)).toHaveLength(1)
  for (const { replica } of all) {
    expect(replica.waiting()).toBe(0)
    expect([...replica.offences().values()].map(({ refused }) => refused)).toEqual([0])
  }
  const [{ wordings }] = amina.documents.wordings(page) as [Wordings]
  await amina.documents.keepWording(page, wordings[0]!.branch, wordings[0]!.branch)
  await amina.documents.flush()
  await meetDana()
  expect(linesOn(all, page)).toHaveLength(1)
  expect(new Set(all.map(({ documents }) => String(documents.digest(page)))).size).toBe(1)
  expect(new Set(all.map(({ replica }) => String(replica.digest()))).size).toBe(1)
  for (const each of all) expect(each.documents.wordings(page)).toEqual([])
  dana.close()
  expect(linesOf(playerOf(dana.person), page)).toEqual(linesOf(amina, page))
  return before
}

test('the admitter had one content alone: the newcomer ends with both, and with the settlement', async () => {
  const given = await scene()
  const dana = await given.letIn()
  // Dana writes inside the words of the one content, and in another document.
  await type(dana, given.page, 'f course', 'DANA')
  await type(dana, given.other, 'where', 'DANA')
  await given.give(given.ben, dana)
  await given.give(dana, given.ben)
  const lines = await endsWithAll(given, dana)
  for (const words of ['Y oDANAf course ES ', 'NO it.', 'from the fund ', 'We meet.'])
    expect(lines).toContain(words)
})

test('a newcomer took text for the content that it has: text on the other content is read again', async () => {
  const given = await scene()
  const { amina, ben, yes, page, give, letIn } = given
  // The one content is longer, so that the newcomer takes the other one for a part of it.
  const long = 'and so on '.repeat(10)
  for (const words of [long, '2 ', '3 ', '4 ']) await type(yes, page, 'We ', words)
  await give(yes, amina)
  const dana = await letIn()
  await type(ben, page, 'NO it', 'BEN')
  await give(ben, dana)
  // Until it has the other content.
  expect(dana.replica.offences().get(ben.id)?.refused).toBe(1)
  await type(dana, page, 'We ', 'DANA')
  const lines = await endsWithAll(given, dana)
  for (const words of [`${long}2 3 4 DANAWe `, 'No money from the fund is', 'BENNO it.'])
    expect(lines).toContain(words)
})

test('the disk refuses one content, and the other one comes: the text is the same as elsewhere', async () => {
  const { amina, ben, chen, page, meetAll } = await scene()
  const packsOf = ({ replica }: Player) =>
    [...replica.packsBeyond([])].map(({ bytes }) => readPack(bytes)!)
  const { archive } = chen.person
  const { transaction } = archive
  archive.transaction = work =>
    transaction(() => {
      work()
      throw new Failure('disk-full')
    })
  expect(() => chen.replica.receive(packsOf(amina))).toThrow('disk-full')
  archive.transaction = transaction
  chen.replica.receive(packsOf(ben))
  await meetAll()
  expect(linesOn([amina, ben, chen], page)).toHaveLength(1)
  expect(new Set([amina, ben, chen].map(each => String(each.documents.digest(page)))).size).toBe(1)
  expect([...chen.replica.offences().values()].map(({ refused }) => refused)).toEqual([0])
})

test('the disk refuses everything once: received text is the same in this session and the next', async () => {
  const { amina, ben, page, other, give } = await scene()
  const { archive } = amina.person
  const { transaction } = archive
  let [depth, count, failed] = [0, 0, 0]
  // All of it fails at the end, like on a full disk.
  archive.transaction = work =>
    transaction(() => {
      depth++
      try {
        const result = work()
        if (depth === 1 && count++ % 2 === 0) {
          failed++
          throw new Failure('disk-full')
        }
        return result
      } finally {
        depth--
      }
    })
  for (let round = 0; round < 6; round++) {
    await give(ben, amina).catch(() => {})
    await give(amina, ben)
  }
  archive.transaction = transaction
  await give(ben, amina)
  await give(amina, ben)
  expect(failed).toBeGreaterThan(1)
  expect(linesOf(amina, page)).toEqual(linesOf(ben, page))
  amina.close()
  const again = playerOf(amina.person)
  expect(linesOf(again, page)).toEqual(linesOf(ben, page))
  expect(again.documents.wordings(page)).toEqual(ben.documents.wordings(page))
  // Text of the other content that came in a message by itself has the same ids.
  await type(ben, other, 'Owhere', 'BEN')
  await give(ben, again)
  expect(linesOf(again, other)).toEqual(['ElseNBENOwhere.'])
})

test('a transaction failed: none of its changes is kept with the document', () => {
  const archive = temporaryArchive()
  const [group, page] = ['ab'.repeat(32), 'cd'.repeat(16)] as unknown as [GroupId, DocumentId]
  const contests = contestsOf(archive, group, page)
  const line = { line: 'aa'.repeat(16), parent: 'bb'.repeat(16), device: 'ee'.repeat(32) } as Line
  expect(contests.isKept()).toBe(true)
  expect(() =>
    archive.transaction(() => {
      contests.forks.put([], [line])
      expect(contests.isKept()).toBe(true)
      throw new Failure('disk-full')
    }),
  ).toThrow('disk-full')
  expect(contests.isKept()).toBe(false)
  expect(contestsOf(archive, group, page).isKept()).toBe(true)
})
