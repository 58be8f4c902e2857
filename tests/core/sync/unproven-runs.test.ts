// Messages come under one signature, and the body of the last one is not the signed one. The others
// are kept, and can be given to devices that lack them.
import { describe, expect, test } from 'vitest'
import { encode, random } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { fileOfPacks, forge, forgeAfter, packed, type Forged, type Pen } from '#tests/forge'
import { aliceWithSync, handFile, joined, link, nextSession, until, type Device } from '#tests/sync'

const penOf = ({ group }: Device): Pen => ({ group: group.id, ...group.self })

const give = async ({ group, sync }: Device, ...runs: (readonly Forged[])[]) => {
  const packs = runs.map(run => packed(run))
  return sync.readFile(await fileOfPacks(group.self.keys, group.id, packs))
}

const bodyOf = (line: string): Uint8Array => encode([1, 'update', null, [line]])

/** A message that writes one line, as the first one of a feed or after another one. */
const lineBy = (writer: Device, page: DocumentId, line: string, before?: Forged): Forged => {
  const { group, archive } = writer
  const { secret } = archive.documents.get(page)!
  const wrong = { kind: 'update', document: page, secret, body: bodyOf(line) }
  const first = { ...wrong, after: { records: group.recordHeads(), feeds: [] } }
  return before ? forgeAfter(penOf(writer), before, wrong) : forge(penOf(writer), first)
}

/** The same message with another body. */
const forged = (message: Forged): Forged => ({ ...message, body: bodyOf('forged') })

/** Amina, Ben and Chen share a page with Mallory, who wrote three lines that no device has yet. */
const scene = async () => {
  const amina = aliceWithSync()
  const page = amina.notebook.create()
  amina.notebook.share(page)
  const ben = await joined('Ben', amina)
  const chen = await joined('Chen', amina)
  const mallory = await joined('Mallory', amina)
  for (const each of [ben, chen, mallory]) await handFile(amina, each)
  const one = lineBy(mallory, page, 'one')
  const two = lineBy(mallory, page, 'two', one)
  const three = lineBy(mallory, page, 'three', two)
  return { amina, ben, chen, mallory, page, one, two, three }
}

const waitingAt = ({ archive, group }: Device): string[] =>
  archive.waitingMessages.list({ group: group.id }).map(({ id }) => id)

/** The lines here, and the faults. */
const at = (page: DocumentId, ...devices: Device[]) =>
  devices.map(({ notebook, defects }) => ({ lines: notebook.lines(page), defects }))

/** The first two lines, and the line that was written on them. */
const given = { lines: ['Ben', 'one', 'two'], defects: [] }

describe('the last body of a run is wrong', () => {
  test('a device writes on the messages before it: another device gets them by a file', async () => {
    const { ben, chen, page, one, two, three } = await scene()
    expect(await give(ben, [one, two, forged(three)])).toMatchObject({ accepted: 2, refused: 1 })
    ben.notebook.write(page, 'Ben')
    await handFile(ben, chen)
    expect(at(page, chen)).toEqual([given])
  })

  test('the same by a link, in a later session: the next device can give them too', async () => {
    const { amina, ben: before, chen, page, one, two, three } = await scene()
    await give(before, [one, two, forged(three)])
    const ben = nextSession(before)
    ben.notebook.write(page, 'Ben')
    link(ben, chen)
    await until(() => chen.notebook.lines(page)?.length === 3)
    await ben.sync.level(ben.group.id)
    await handFile(chen, amina)
    expect(at(page, chen, amina)).toEqual([given, given])
  })

  test('the last message is about no document: the same', async () => {
    const { ben, chen, amina, mallory, page, one, two } = await scene()
    const last = forgeAfter(penOf(mallory), two)
    await give(ben, [one, two, { ...last, body: random(9) }])
    ben.notebook.write(page, 'Ben')
    await handFile(ben, chen)
    await handFile(chen, amina)
    expect(at(page, chen, amina)).toEqual([given, given])
  })

  test('the wrong body is of a message in the middle: what is before it is given', async () => {
    const { ben, chen, page, one, two, three } = await scene()
    await give(ben, [one, forged(two), three])
    ben.notebook.write(page, 'Ben')
    await handFile(ben, chen)
    expect(chen.notebook.lines(page)).toEqual(['Ben', 'one'])
  })

  test('its document is not here yet, and comes later: the same', async () => {
    const { amina, ben, chen, mallory, page, one, two } = await scene()
    const other = amina.notebook.create()
    amina.notebook.share(other)
    await handFile(amina, mallory)
    const last = lineBy(mallory, other, 'elsewhere', two)
    await give(ben, [one, two, forged(last)])
    ben.notebook.write(page, 'Ben')
    await handFile(amina, ben)
    expect(ben.notebook.lines(other)).toEqual([])
    await handFile(ben, chen)
    expect(at(page, chen)).toEqual([given])
  })

  test('an honest copy comes: the message counts, and nothing waits', async () => {
    const { amina, ben, chen, page, one, two, three } = await scene()
    await give(ben, [one, two, forged(three)])
    await handFile(ben, chen)
    await give(amina, [one, two, three])
    link(amina, ben)
    await until(() => ben.notebook.lines(page)?.length === 3)
    await handFile(amina, chen)
    for (const each of [ben, chen]) {
      expect(each.notebook.lines(page)).toEqual(['one', 'three', 'two'])
      expect(waitingAt(each)).toEqual([])
    }
  })

  test('the device signed another content for one of them: it is found', async () => {
    const { ben, mallory, page, one, two, three } = await scene()
    await give(ben, [one, two, forged(three)])
    await give(ben, [lineBy(mallory, page, 'another', one)])
    const offence = ben.sync.offences(ben.group.id).get(mallory.group.self.device)
    expect(offence?.isStopped).toBe(true)
  })
})

test('wrong bodies come without end: only what proves others is kept', async () => {
  const { ben, mallory, page, one, two, three } = await scene()
  await give(ben, [one], [forged(two)], [forged(three)])
  const alone = Array.from({ length: 20 }, (_, at) => [forged(lineBy(mallory, page, `${at}`))])
  await give(ben, ...alone)
  expect(waitingAt(ben)).toEqual([])
  await give(ben, [one, two, forged(three)])
  for (let again = 0; again < 3; again++) await give(ben, [forged(three)])
  expect(waitingAt(ben)).toEqual([three.message.id])
  await give(ben, [three])
  expect(waitingAt(ben)).toEqual([])
})
