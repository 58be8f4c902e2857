// After the lock no process of the app has anything in memory that opens or shows the archive: no
// key, no passphrase, no word of a text. The same search finds all of it before. On the test
// runtime main passes on the messages between window and core (decision 0001), and its memory
// outlives the lock. There only the keys, which never leave core, can be asked of main. No searched
// bytes pass through the driver in one piece, or the driver's own copy would be found: they are
// typed key by key and never read back from the window.
// @module-tag long
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKeySlots } from '#core/keys'
import { electronRuntime } from '#tests/electron-runtime'
import { isRunning, runningInGroup } from '#tests/processes'
import { seenIn, type Needle } from '#tests/process-memory'
import { coreOf } from '#tests/story-core'
import { openDesk, profileOf, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { newDocument, saved } from '#tests/story-page'
import { createGroup, named, press } from '#tests/story-start'

const passphrase = 'velvet quantum lizard ozone ticket'
const title = 'Xylograph of the marmoset'
const text = 'Thimblerig under a cerulean sky'
/** How long after the lock the first search may begin. */
const limit = 5000

let folder: string
let desk: Desk
let needles: Needle[]

const spelled = (name: string, words: string): Needle[] => [
  { name: `${name} (UTF-8)`, bytes: Buffer.from(words) },
  { name: `${name} (UTF-16)`, bytes: Buffer.from(words, 'utf16le') },
]
const keysOf = async (directory: string): Promise<Needle[]> => {
  const slots = new Uint8Array(await readFile(join(directory, 'keys')))
  return Object.entries(openKeySlots(slots, passphrase)).flatMap(([name, key]) => [
    { name: `${name} key`, bytes: Buffer.from(key) },
    { name: `${name} key (hex)`, bytes: Buffer.from(Buffer.from(key).toString('hex')) },
  ])
}

type Seen = { process: string; names: string[] }

const mainRelays = electronRuntime().kind === 'test'
/** The finds that must be absent after a lock. */
const unwanted = (seen: readonly Seen[]): Seen[] =>
  seen
    .map(({ process, names }) => ({
      process,
      names: names.filter(name => name.includes('key') || !(mainRelays && process === 'main')),
    }))
    .filter(({ names }) => names.length > 0)

const search = (): { seen: Seen[]; megabytes: number } => {
  const group = desk.app.process().pid ?? 0
  let bytes = 0
  const seen = runningInGroup(group).flatMap(id => {
    const found = seenIn(id, needles)
    bytes += found.bytes
    return found.names.length === 0 ? [] : [{ process: kindOf(id), names: found.names }]
  })
  return { seen, megabytes: Math.round(bytes / 1024 / 1024) }
}
const kindOf = (id: number): string => {
  const words = readFileSync(`/proc/${id}/cmdline`, 'utf8')
  const type = /--type=([a-z-]+)/.exec(words)?.[1]
  return type ?? (words.includes('core.js') ? 'core' : 'main')
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lm-'))
  desk = await openDesk({ home: join(folder, 'a'), hand: pointer })
  await desk.page.locator('.offered-words', { hasText: /\S/ }).waitFor()
  for (const id of ['start.passphrase.label', 'start.passphrase.again'] as const) {
    await pointer.fill(desk.page.getByLabel(desk.words(id), { exact: true }), passphrase)
  }
  await press(desk, 'start.continue')
  await createGroup(desk, 'Group', 'A.D.')
  await newDocument(desk, title)
  await desk.page.keyboard.type(text)
  await saved(desk)
  const profile = profileOf(join(folder, 'a'), electronRuntime().kind === 'test')
  needles = [
    ...(await keysOf(profile)),
    ...spelled('passphrase', passphrase),
    ...spelled('title', title),
    ...spelled('text', text),
  ]
})
afterAll(async () => {
  await desk?.kill()
  await rm(folder, { recursive: true, force: true })
})

test('before the lock: the search finds keys in core, and the text in core and window', () => {
  const { seen, megabytes } = search()
  console.log(JSON.stringify({ unlocked: seen, megabytes }))
  const inKind = (kind: string) =>
    seen.filter(each => each.process === kind).flatMap(({ names }) => names)
  // SQLite holds its key where it is; the others move about while core lives.
  expect(inKind('core')).toContain('database key')
  expect(inKind('renderer')).toEqual(expect.arrayContaining(['text (UTF-16)', 'title (UTF-16)']))
})

test('after the lock: it finds nothing, in any process of the app', async () => {
  const before = coreOf(desk)
  await desk.nextWindow(() => desk.page.keyboard.press('Control+Shift+L'))
  await named(desk, 'button', 'start.unlock.act').waitFor()
  await expect.poll(() => isRunning(before)).toBe(false)
  const locked = performance.now()
  let found = search()
  let searches = 1
  while (unwanted(found.seen).length > 0 && performance.now() - locked < limit) {
    console.log(JSON.stringify({ after: Math.round(performance.now() - locked), ...found }))
    found = search()
    searches += 1
  }
  console.log(JSON.stringify({ locked: found.seen, megabytes: found.megabytes, searches }))
  expect(unwanted(found.seen)).toEqual([])
})
