// A device that was shut out by mistake knows it and goes on writing: when it is admitted again,
// all devices get its text, as if it had been offline.
import { expect, onTestFinished, test } from 'vitest'
import type { DocumentId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { diceFrom, linesOf, textIn } from '#tests/documents'
import { founder, joiner, meet, reopened } from '#tests/group'
import { begins, carry, playerOf, type Game, type Player } from '#tests/removal-schedule'

const write = async ({ documents }: Player, page: DocumentId, text: string): Promise<void> => {
  await documents.editAs(page, doc => textIn(doc, 0).insert(0, text))
  await documents.flush()
}

test.each([
  { how: 'in one session', first: 'before, ' },
  { how: 'after it was locked and unlocked', first: 'before, ' },
  { how: 'in one session, and never before', first: null },
  { how: 'after it was locked and unlocked, and never before', first: null },
])(
  'a device wrote while it knew that it was shut out: its text counts once it is let in again, $how',
  async ({ how, first }) => {
    const a = founder('Alice', { archive: temporaryArchive() })
    const b = joiner('Bob', a, { archive: temporaryArchive() })
    const [alice, bob] = [playerOf(a), playerOf(b)]
    const game: Game = {
      dice: diceFrom(1),
      players: [alice, bob],
      spare: [],
      documents: [],
      seals: [],
      late: [],
      did: {},
    }
    let returned = bob
    onTestFinished(() => [alice, returned].forEach(each => each.close()))
    const page = await alice.documents.create({
      group: a.group.id,
      kind: 'statement',
      title: 'Working paper',
      language: 'en',
      blocks: [{ kind: 'paragraph', runs: [{ text: 'First' }] }],
    })
    await alice.documents.share(page)
    await begins(game, alice, bob)
    await carry(game, alice, bob)
    if (first) await write(bob, page, first)

    a.group.shutOut(bob.id)
    meet(a, b)
    await write(returned, page, 'meanwhile, ')
    if (how.startsWith('after')) {
      returned.close()
      returned = playerOf(reopened(b))
      await write(returned, page, 'unlocked, ')
    }
    await carry(game, returned, alice)
    expect(linesOf(alice, page)).toEqual(['First'])

    a.group.lift([...a.group.state().shutOuts.keys()][0]!)
    meet(a, returned.person)
    await write(returned, page, 'after, ')
    await carry(game, returned, alice)
    expect(linesOf(alice, page)).toEqual(linesOf(returned, page))
    expect(linesOf(alice, page)[0]).toContain('meanwhile, ')
  },
)
