// A member signs two contents for one place of a feed and gives each to another part of the group.
// When both have met, honest devices go on hearing each other in the same run, and everybody is told.
import { expect, test } from 'vitest'
import { encode } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { fileOfPacks, forge, forgeAfter, packed, type Forged, type Pen } from '#tests/forge'
import { aliceWithSync, handFile, joined, link, until, type Device } from '#tests/sync'

const penOf = ({ group }: Device): Pen => ({ group: group.id, ...group.self })

/** Brings packs to a device in a file that carries nothing else. */
const give = async ({ group, sync }: Device, ...packs: Uint8Array[]) =>
  sync.readFile(await fileOfPacks(group.self.keys, group.id, packs))

/** A message of Mallory that writes one line. */
const lineBy = (mallory: Device, page: DocumentId, line: string, before?: Forged): Forged => {
  const secret = mallory.archive.documents.get(page)!.secret
  const wrong = {
    ...{ kind: 'update', document: page, secret },
    body: encode([1, 'update', null, [line]]),
  }
  const pen = penOf(mallory)
  const first = { ...wrong, after: { records: mallory.group.recordHeads(), feeds: [] } }
  return before ? forgeAfter(pen, before, wrong) : forge(pen, first)
}

/** Amina, Ben, Chen and Mallory share two pages. Amina has "YES" of Mallory, Ben has "NO". */
const split = async () => {
  const amina = aliceWithSync()
  const page = amina.notebook.create()
  const other = amina.notebook.create()
  amina.notebook.share(page)
  amina.notebook.share(other)
  const ben = await joined('Ben', amina)
  const chen = await joined('Chen', amina)
  const mallory = await joined('Mallory', amina)
  for (const each of [ben, chen, mallory]) await handFile(amina, each)
  const first = lineBy(mallory, page, 'I have read it')
  const yes = lineBy(mallory, page, 'YES we adopt', first)
  const no = lineBy(mallory, page, 'NO we reject', first)
  for (const each of [amina, ben]) await give(each, packed([first]))
  await give(amina, packed([yes]))
  await give(ben, packed([no]))
  return { amina, ben, chen, mallory, page, other, first, yes, no }
}

/** Every device writes in both pages, on what it has. */
const write = ({ page, other }: { page: DocumentId; other: DocumentId }, ...who: Device[]) => {
  for (const { group, notebook } of who)
    for (const each of [page, other]) notebook.write(each, `by ${group.self.member}`)
}

const stopped = ({ sync, group }: Device): string[] =>
  [...sync.offences(group.id)].flatMap(([device, { isStopped }]) => (isStopped ? [device] : []))

test('both contents meet in files: honest devices hear each other in that same run', async () => {
  const scene = await split()
  const { amina, ben, chen, mallory, other } = scene
  write(scene, amina, ben)
  await handFile(amina, chen)
  write(scene, chen)
  const honest = [amina, ben, chen]
  // One round, both ways.
  for (const from of honest) for (const to of honest) if (from !== to) await handFile(from, to)
  for (const to of honest) {
    const lines = honest.map(({ group }) => `by ${group.self.member}`).toSorted()
    expect(to.notebook.lines(other)).toEqual(lines)
    expect(stopped(to)).toEqual([mallory.group.self.device])
  }
})

test('both contents meet on a link: what honest devices write then arrives', async () => {
  const scene = await split()
  const { amina, ben, other, mallory } = scene
  write(scene, amina, ben)
  link(amina, ben)
  const lines = [amina, ben].map(({ group }) => `by ${group.self.member}`).toSorted()
  for (const each of [amina, ben]) {
    await until(() => each.notebook.lines(other)?.join() === lines.join())
    await until(() => stopped(each).join() === mallory.group.self.device)
    expect(each.defects).toEqual([])
  }
})
