// The main story, end to end: two real apps with homes of their own, as root on two machines' worth
// of network. Carol's window is in Arabic, so that every state is met in both directions.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { networkPair, type NetworkPair } from '#tests/network-pair'
import { digestsIn } from '#tests/story-digest'
import { openDesk, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { openLooks } from '#tests/story-look'
import { sameText, writeApart, writeByFiles, writeTogether } from '#tests/story-two'
import {
  blocksOf,
  caretNames,
  exportAs,
  giveFile,
  newDocument,
  openDocument,
  search,
  share,
  shows,
  takeFile,
  write,
} from '#tests/story-page'
import {
  admit,
  choosePassphrase,
  closeDialog,
  comeIn,
  createGroup,
  inReach,
  invite,
  join as joinGroup,
  press,
  readReply,
  sixWords,
  switchNetwork,
  unlock,
} from '#tests/story-start'

const root = process.getuid?.() === 0
const title = 'On rural clinics'
const looks = openLooks()
let folder: string
let network: NetworkPair | undefined
let amina: Desk
let carol: Desk
let aminas: string
let carols: string
const at = (name: string) => join(folder, name)
const launch = (person: 'amina' | 'carol'): Promise<Desk> =>
  openDesk({
    home: at(person),
    hand: pointer,
    language: person === 'amina' ? 'en' : 'ar',
    ...(network && { network: network[person === 'amina' ? 'alice' : 'bob'].name }),
  })
const two = () => ({ amina, carol })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'st-'))
  network = root ? networkPair() : undefined
  amina = await launch('amina')
  carol = await launch('carol')
})
afterAll(async () => {
  await Promise.all([amina?.kill(), carol?.kill()])
  network?.remove()
  await rm(folder, { recursive: true, force: true })
})

test('Amina begins a group: a private text is written', async () => {
  aminas = await choosePassphrase(amina, looks.by(amina))
  await createGroup(amina, 'Advisory Group', 'A.D.', looks.by(amina))
  await looks.at(amina, 'home of a new group')
  await newDocument(amina, title, looks.by(amina))
  await write(amina, 'Clinics close early.')
  expect((await blocksOf(amina))[1]).toContain('Clinics close early.')
  await looks.at(amina, 'a private document')
})

test('Carol comes in by files alone: the security words are equal', async () => {
  await invite(amina, at('invitation.brz'), looks.by(amina))
  const files = { invitation: at('invitation.brz'), reply: at('reply.brz') }
  carols = await joinGroup(carol, { ...files, handle: 'C.R.' }, looks.by(carol))
  await readReply(amina, at('reply.brz'))
  const words = await sixWords(amina)
  expect(words).toHaveLength(6)
  expect(await sixWords(carol)).toEqual(words)
  await admit(amina, { handle: 'C.R.', welcome: at('welcome.brz') }, looks.by(amina))
  await comeIn(carol, at('welcome.brz'), looks.by(carol))
  await looks.at(carol, 'home of a newcomer')
})

test('the text is shared: both write in it at the same time', async () => {
  await openDocument(amina, title)
  await share(amina, 2, looks.by(amina))
  await Promise.all([switchNetwork(amina, true), switchNetwork(carol, true)])
  await Promise.all([inReach(amina, 'C.R.'), inReach(carol, 'A.D.')])
  await looks.at(carol, 'connected members')
  await openDocument(carol, title)
  await openDocument(amina, title)
  await shows(carol, 'Clinics close early.')
  const text = await writeTogether(two())
  await caretNames(amina, 'C.R.')
  await caretNames(carol, 'A.D.')
  await looks.at(amina, 'a document with two in it')
  await looks.at(carol, 'a document with two in it')
  expect(text[0]).toContain('Amina writes live.')
  expect(text[1]).toContain('Carol writes live.')
})

test.runIf(root)(
  'both are apart: they change the same paragraph, and together they read one text',
  async () => {
    if (!network) throw new Error('No network')
    const text = await writeApart(two(), network)
    expect(text[0]).toContain('Amina alone.')
    expect(text[0]).toContain('Carol alone.')
    await looks.at(amina, 'merged')
  },
)

test('no network is there: encrypted files do the same, also twice, and each sees both wordings', async () => {
  const text = (await writeByFiles(two(), title, at, looks.by(carol))).join('\n')
  expect(text.match(/Amina by file\./g)).toHaveLength(1)
  for (const [desk, mine, theirs] of [
    [amina, 'Amina by file.', 'Carol by file.'],
    [carol, 'Carol by file.', 'Amina by file.'],
  ] as const) {
    await press(desk, 'editor.merged.compare')
    // Both are one text, in which each has its marks. Earlier conflicts may be listed above it.
    const wording = (whose: 'mine' | 'theirs') =>
      desk.page
        .locator('[data-row="both"] dd')
        .last()
        .evaluate(
          (text, other) => {
            const copy = text.cloneNode(true) as Element
            for (const each of copy.querySelectorAll(`[data-whose="${other}"], .unseen`))
              each.remove()
            return copy.textContent
          },
          whose === 'mine' ? 'theirs' : 'mine',
        )
    await expect.poll(() => wording('mine')).toContain(mine)
    expect(await wording('mine')).not.toContain(theirs)
    expect(await wording('theirs')).toContain(theirs)
    expect(await wording('theirs')).not.toContain(mine)
    await closeDialog(desk)
  }
})

test('a person searches: a paragraph is found and opened', async () => {
  await search(carol, 'Carol writes live', looks.by(carol))
  const block = carol.page.locator('.page-text > *', { hasText: 'Carol writes live.' })
  await block.and(carol.page.locator('[data-flash]')).waitFor()
  const caretIsIn = () =>
    block.evaluate(
      element =>
        element.contains(getSelection()?.anchorNode ?? null) &&
        (document.activeElement?.contains(element) ?? false),
    )
  await expect.poll(caretIsIn).toBe(true)
})

test('a person exports the text: Word, PDF, web page and Markdown are written', async () => {
  for (const format of ['docx', 'pdf', 'html', 'md'] as const) {
    await exportAs(
      amina,
      format,
      at(`out.${format}`),
      format === 'docx' ? looks.by(amina) : undefined,
    )
  }
  const files = unzipSync(await readFile(at('out.docx')))
  const document = new TextDecoder().decode(files['word/document.xml'])
  expect(document).toContain('Carol by file.')
  for (const format of ['html', 'md']) {
    expect(await readFile(at(`out.${format}`), 'utf8')).toContain('Carol by file.')
  }
  const pdf = await readFile(at('out.pdf'), 'latin1')
  expect(pdf).toMatch(/^%PDF-/)
  expect(pdf).toContain('/MarkInfo')
})

test('kill -9 came: every word is there again, the same on both', async () => {
  await pointer.enter(amina.page, 0)
  await write(amina, ' Last words.')
  const before = await blocksOf(amina)
  await amina.kill()
  const { complaints } = amina
  amina = await launch('amina')
  await looks.at(amina, 'locked')
  await unlock(amina, aminas)
  await openDocument(amina, title)
  await expect.poll(() => blocksOf(amina)).toEqual(before)
  await giveFile(amina, at('last.brz'))
  await takeFile(carol, at('last.brz'))
  await openDocument(carol, title)
  await shows(carol, 'Last words.')
  await openDocument(amina, title)
  await sameText(two())
  await Promise.all([amina.kill(), carol.kill()])
  const [hers, theirs] = await Promise.all([
    digestsIn(at('amina'), aminas),
    digestsIn(at('carol'), carols),
  ])
  expect(Object.keys(hers)).toEqual([title])
  expect(hers).toEqual(theirs)
  expect([...complaints, ...amina.complaints, ...carol.complaints]).toEqual([])
})

test('the story is over: everybody can read each of its states', () => {
  expect(looks.states()).toBeGreaterThan(20)
  expect(looks.faults).toEqual([])
})
