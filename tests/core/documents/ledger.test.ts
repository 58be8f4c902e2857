// The ledger of a schedule knows an entry again that went out under another name after a crash.
import { expect, test } from 'vitest'
import { attach, readAttachments, takeOut } from '#document/files'
import { crashImage, reopened, temporaryArchive, temporaryProfile } from '#tests/archive'
import { openRoom, written } from '#tests/documents'
import { chance } from '#tests/fuzz/chance'
import { openLedger } from '#tests/fuzz/ledger'

const saying = { at: 1, random: chance(1).bytes }
const annex = { name: 'annex.pdf', hash: 'a'.repeat(64), size: 9 }

test('a file has another name after a crash: the ledger wants it, until a member takes it out by that name', async () => {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const id = await written(ana, 'Before')
  await ana.documents.share(id)
  const ledger = openLedger([])
  const begun = await ana.documents.editBeside(id, doc => attach(doc, annex, saying))
  ledger.began(begun)

  const after = openRoom('ana', reopened(crashImage(directory)))
  after.timers.pass(0)
  const badia = openRoom('badia', temporaryArchive())
  for (const message of [...ana.sent, ...after.sent]) expect(badia.hear(message)).toBe('applied')
  const filesOf = ({ documents }: typeof ana) =>
    documents.editBeside(id, doc => readAttachments(doc))
  const [file] = await filesOf(badia)
  const now = file!.id
  expect(now).not.toBe(begun)
  expect(ledger.unsaid(JSON.stringify(await filesOf(badia)))).toEqual([])
  expect(ledger.unsaid('')).toHaveLength(1)

  await badia.documents.editBeside(id, doc => takeOut(doc, now, saying))
  ledger.tookOut(now)
  await badia.documents.flush()
  expect(after.hear(badia.sent.at(-1)!)).toBe('applied')
  expect(await filesOf(after)).toEqual([])
  expect(ledger.unsaid('')).toEqual([])
})
