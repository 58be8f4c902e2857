// A passphrase is forgotten: the code on paper opens the device under a new one, recovery pieces of three
// colleagues do the same (in `npm run prove -- recovery`), and in danger everything is erased from
// the screen that asks for it.
// @module-tag long
import { linkSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { passphrase as forgotten } from '#tests/archive'
import { electronRuntime } from '#tests/electron-runtime'
import { foundedDesk } from '#tests/story-founded'
import { openDesk, profileOf, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { openLooks } from '#tests/story-look'
import { blocksOf, newDocument, openDocument, shows, write } from '#tests/story-page'
import { addShare, makeCode, makeShares, recover } from '#tests/story-recovery'
import { named, press, reads, unlock } from '#tests/story-start'
import { onlyInProofs } from '#tests/of-proofs'

const title = 'On rural clinics'
const text = 'Clinics close early.'
const looks = openLooks()
const complaints: string[] = []
let folder: string
let desk: Desk
let code: string
let shares: string[]
const at = (name: string) => join(folder, name)
const home = () => at('home')
const profile = () => profileOf(home(), electronRuntime().kind === 'test')
const launch = async (): Promise<void> => {
  desk = await openDesk({ home: home(), hand: pointer })
}
const killed = async (): Promise<void> => {
  await desk.kill()
  complaints.push(...desk.complaints)
  await launch()
}
const workspace = () => desk.page.locator('.workspace').waitFor()

async function refuses(passphrase: string): Promise<void> {
  const field = desk.page.getByLabel(desk.words('start.unlock.passphrase'), { exact: true })
  await desk.hand.fill(field, passphrase)
  await desk.page.keyboard.press('Enter')
  await reads(desk, 'failure.wrongPassphrase')
}
/** The first paragraph below the heading, which is there again. */
async function firstWords(): Promise<string> {
  await openDocument(desk, title)
  await shows(desk, text)
  return (await blocksOf(desk))[1] ?? ''
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-'))
  desk = await foundedDesk({ home: home() })
})
afterAll(async () => {
  await desk?.kill()
  await rm(folder, { recursive: true, force: true })
})

test('a person prepares: a code is written down, and recovery pieces are given to five colleagues', async () => {
  await newDocument(desk, title)
  await write(desk, text)
  code = await makeCode(desk, forgotten)
  shares = Array.from({ length: 5 }, (_, share) => at(`share-${share + 1}.txt`))
  await makeShares(desk, forgotten, shares)
  expect(new Set(shares.map(path => readFileSync(path).toString('hex'))).size).toBe(5)
})

test('a passphrase is forgotten: the code opens the profile under a new one, and the forgotten one does not', async () => {
  await killed()
  const next = await recover(desk, { code })
  await workspace()
  expect(await firstWords()).toContain(text)
  await killed()
  await refuses(forgotten)
  await unlock(desk, next)
  expect(await firstWords()).toContain(text)
})

test.each(onlyInProofs)(
  'three of five recovery pieces are there: they do the same; two do not',
  async () => {
    await killed()
    await refuses(forgotten)
    await recover(desk, { shares: shares.slice(0, 2) })
    await reads(desk, 'failure.piecesTooFew')
    await looks.at(desk, 'recovery pieces too few')
    await addShare(desk, shares[4] ?? '')
    const chosen = await desk.page.getByRole('dialog').locator('.offered-words').innerText()
    await press(desk, 'start.recover.act')
    await workspace()
    expect(await firstWords()).toContain(text)
    await killed()
    await unlock(desk, chosen)
    expect(await firstWords()).toContain(text)
  },
)

const filesBelow = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))

/** The pieces of 16 bytes of a file that are not the same byte all through. */
const piecesOf = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(bytes.length / 16) }, (_, piece) =>
    bytes.subarray(piece * 16, piece * 16 + 16),
  ).filter(piece => new Set(piece).size > 1)

/** Files below `places` that hold any of these pieces. */
const holding = (pieces: readonly Buffer[], places: readonly string[]): string[] =>
  places.flatMap(filesBelow).filter(path => {
    const bytes = readFileSync(path)
    return pieces.some(piece => bytes.includes(piece))
  })

test('a person is in danger: everything is erased from the locked screen, and no byte of the keys is left', async () => {
  await killed()
  const slots = join(profile(), 'keys')
  const pieces = piecesOf(readFileSync(slots))
  expect(pieces.length).toBeGreaterThan(10)
  // Another name for the same place on the disk, which deleting the file would leave unchanged.
  linkSync(slots, at('slots'))
  expect(holding(pieces, [folder])).toEqual(expect.arrayContaining([slots, at('slots')]))
  const kept = filesBelow(profile()).length
  expect(kept).toBeGreaterThan(2)

  await pointer.press(named(desk, 'link', 'start.erase.link'))
  await looks.at(desk, 'erase?')
  await press(desk, 'start.erase.safe')
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(filesBelow(profile()).length).toBe(kept)
  await pointer.press(named(desk, 'link', 'start.erase.link'))
  const word = desk.words('start.erase.word')
  await desk.hand.fill(named(desk, 'textbox', 'start.erase.type', { word }), word)
  await desk.willAllow()
  await desk.nextWindow(() => press(desk, 'start.erase.act'))
  await desk.page.locator('.offered-words', { hasText: /\S/ }).waitFor()

  expect(holding(pieces, [folder])).toEqual([])
  await killed()
  await desk.page.locator('.offered-words', { hasText: /\S/ }).waitFor()
  expect(holding(pieces, [folder])).toEqual([])
  complaints.push(...desk.complaints)
  expect([...complaints, ...looks.faults]).toEqual([])
})
