// A closed item from the terminal: two of three members write it, over the network and by file, and the
// third is told nothing.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { png } from '#tests/pictures'
import { baraza, resident, start, type Person } from '#tests/command-line'

type Listed = { id: string; title: string; readers: { kind: string } }
type Shown = { memberList: { id: string; handle: string }[] }
type Circle = { id: string; name: string; role: string | null; members: unknown[] }

let home: string
let amina: Person
let bola: Person
let carol: Person
const at = (name: string) => join(home, name)

const comesIn = async (person: Person, handle: string): Promise<void> => {
  await amina.says('invite', '--out', at(`${handle}i`))
  const asked = ['--invitation', at(`${handle}i`), '--handle', handle, '--out', at(`${handle}r`)]
  await person.says('join', ...asked)
  await amina.says('admit', '--reply', at(`${handle}r`), '--words-checked')
}

const idOf = async (handle: string): Promise<string> => {
  const { memberList } = await amina.says<Shown>('group', 'show')
  return memberList.find(each => each.handle === handle)?.id ?? ''
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-circle-'))
  amina = await resident(home, 'amina')
  bola = await resident(home, 'bola')
  carol = await resident(home, 'carol')
  await amina.says('group', 'new', '--name', 'Advisory Group', '--handle', 'A.D.')
  await comesIn(bola, 'B.O.')
  await comesIn(carol, 'C.R.')
  await amina.says('file', 'write', '--out', at('welcome'))
  for (const person of [bola, carol]) await person.says('file', 'read', at('welcome'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('how far an encrypted file is stands on stderr where it is a terminal, and nowhere else', async () => {
  const seen = await amina.sees('file', 'write', '--out', at('watched'))
  expect(seen.at(-1)).toBe('100%')
  expect(seen.every(line => /^\d+0%$/.test(line))).toBe(true)
  expect((await bola.sees('file', 'read', at('watched'))).at(-1)).toBe('100%')
  const { BARAZA_PROFILE = '', BARAZA_PASSPHRASE_FILE = '' } = bola.env
  const unwatched = await baraza(['file', 'read', at('watched')], {
    BARAZA_PROFILE,
    BARAZA_PASSPHRASE_FILE,
  })
  expect(unwatched.error).toBe('')
})

test('a circle reaches its members alone, over the network and by file', async () => {
  const made = await amina.says<{ circle: string }>(
    'circle',
    'new',
    '--name',
    'Personnel committee',
  )
  await amina.says('circle', 'add', '--member', await idOf('B.O.'))
  const draft = await amina.says<{ document: string }>(
    ...['new', '--kind', 'minutes', '--title', 'Closed item', '--private'],
  )
  const { document } = await amina.says<{ document: string }>(
    ...['circle', 'share', '--document', draft.document],
  )
  expect(await amina.refused('share', '--document', document)).toBe('other-audience')

  const meet = async () => {
    const serving = start(['serve', '--listen', '127.0.0.1:0'], amina.env)
    try {
      const { addresses } = (await serving.event(({ event }) => event === 'listening')) as {
        addresses: string[]
      }
      for (const person of [bola, carol])
        await person.says('sync', '--to', addresses[0] ?? '', '--once')
    } finally {
      expect(await serving.end()).toBe(0)
    }
  }
  await meet()
  expect(await bola.says<Circle[]>('circle', 'list')).toEqual([])
  expect(await bola.says('circle', 'offers')).toMatchObject({
    offers: [{ id: made.circle, name: 'Personnel committee', role: 'member' }],
  })
  expect(await carol.says('circle', 'offers')).toEqual({ offers: [], declined: 0 })
  expect(await bola.says('circle', 'accept')).toEqual({ isHere: true })
  await meet()
  const [seen] = await bola.says<Listed[]>('list')
  expect(seen).toMatchObject({ id: document, title: 'Closed item', readers: { kind: 'circle' } })
  expect(await bola.says('digest', '--document', document)).toBe(
    await amina.says('digest', '--document', document),
  )
  expect(await bola.says<Circle[]>('circle', 'list')).toMatchObject([
    { id: made.circle, name: 'Personnel committee', role: 'member' },
  ])
  expect(await carol.says('list')).toEqual([])
  expect(await carol.says('circle', 'list')).toEqual([])

  // A paragraph of a text that all have, for the circle alone.
  const forAll = await amina.says<{ document: string }>('new', '--kind', 'brief', '--title', 'All')
  const named = ['--document', forAll.document]
  const put = await amina.says<{ text: string }>('restricted', 'new', ...named, '--after', '0')
  expect(await amina.says('restricted', 'list', ...named)).toMatchObject([
    { is: 'open', index: 0, text: put.text, circle: { name: 'Personnel committee' } },
  ])

  // A picture in the circle's text, without what its file said of who made it.
  const [clean, photo] = [png({ width: 30, height: 20 }), at('photo.png')]
  writeFileSync(photo, png({ width: 30, height: 20, extra: [['tEXt', 'Author\0R. Haddad']] }))
  const figure = ['--document', document, '--after', '0', '--alternative', 'A map of the districts']
  await amina.says('figure', 'new', ...figure, '--file', photo, '--caption', 'The districts')

  writeFileSync(at('annex.bin'), 'as it is')
  await amina.says('attachment', 'new', '--document', document, '--file', at('annex.bin'))

  await amina.says('circle', 'file', '--out', at('closed'))
  await bola.says('file', 'read', at('closed'))
  expect(await carol.refused('file', 'read', at('closed'))).toBe('file-not-for-this-device')
  const save = ['figure', 'save', '--document', document, '--paragraph', '1', '--out', at('saved')]
  await bola.says(...save)
  expect(await bola.says('attachment', 'list', '--document', document)).toMatchObject([
    { name: 'annex.bin', size: 8, isHere: true, by: await idOf('A.D.') },
  ])
  expect(readFileSync(at('saved')).equals(clean)).toBe(true)
  expect(await carol.refused(...save)).toBe('not-found')

  await bola.says('circle', 'leave', '--circle', made.circle)
  expect(await bola.says<Circle[]>('circle', 'list')).toMatchObject([{ role: null }])

  // Readers of the plenary are in it; the other devices have not heard yet that Bola left.
  await amina.says('circle', 'add-new')
  const [followed] = await amina.says<Circle[]>('circle', 'list')
  expect(followed).toMatchObject({ follows: { by: await idOf('A.D.'), lacking: [] } })
  expect(followed?.members).toHaveLength(3)
  await amina.says('circle', 'stop-adding')
  expect(await amina.says('circle', 'list')).toMatchObject([{ follows: null }])
})

test('a template of the group is made by who may, and others begin with it', async () => {
  const [kind, title] = [
    ['--kind', 'agenda', '--template', 'annotated'],
    ['--title', 'Session agenda'],
  ]
  const { document } = await amina.says<{ document: string }>('new', ...kind, ...title)
  await amina.says('templates', 'make', '--document', document)
  await amina.says('file', 'write', '--out', at('template'))
  await carol.says('file', 'read', at('template'))
  expect(await carol.says('templates', 'list')).toMatchObject([
    { document, title: 'Session agenda', kind: 'agenda', readers: { kind: 'group' } },
  ])
  const from = ['new', '--from', document, '--private', '--title']
  const begun = await carol.says<{ document: string }>(...from, 'Ours')
  expect(await carol.says('show', '--document', begun.document, '--format', 'md')).toContain(
    'Adoption of the agenda',
  )
  expect(await carol.refused('templates', 'withdraw', '--document', document)).toBe('not-permitted')
  expect(await carol.refused(...['new', '--from', begun.document, '--title', 'x'])).toBe(
    'not-found',
  )
})

test('an assessment without consent is refused, and the codes are named', async () => {
  const { document } = await amina.says<{ document: string }>(
    ...['new', '--kind', 'assessment', '--title', 'Assessment', '--private'],
  )
  const named = ['--document', document]
  writeFileSync(at('steps'), JSON.stringify([{ insert: 'At night (R1, R2).', block: 2, at: 0 }]))
  await amina.says('edit', ...named, '--script', at('steps'))
  const out = ['export', ...named, '--format', 'txt', '--out', at('assessment.txt')]
  const consent = ['consents', 'put', ...named, '--code']
  await amina.says(...consent, 'R1', '--scope', 'outside', '--until', '2999-12-31')
  const refused = await baraza(out, amina.env)
  expect([refused.code, refused.out]).toEqual([1, ''])
  expect(refused.error.trim()).toMatch(/^consent-missing: .*\. R2$/)
  expect(existsSync(at('assessment.txt'))).toBe(false)
  await amina.says(...consent, 'R2', '--scope', 'public')
  await amina.says(...out)
  expect(readFileSync(at('assessment.txt'), 'utf8')).toContain('At night (R1, R2).')
})

test('a closed item has the id of the first open one: the command names its agenda, and the meeting ends', async () => {
  const chair = await resident(home, 'chair')
  await chair.says('group', 'new', '--name', 'Group', '--handle', 'Amina')
  await chair.says('circle', 'new', '--name', 'Personnel committee')
  const [circle] = await chair.says<Circle[]>('circle', 'list')
  const { agenda } = await chair.says<{ agenda: string }>('meeting', 'new', '--title', 'Session')
  const of = ['--meeting', agenda]
  await chair.says('meeting', 'add', ...of, '--title', 'Strategy')
  const time = ['--from', '2026-09-20T14:00Z', '--until', '2026-09-20T15:30Z']
  await chair.says('meeting', 'call', ...of, ...time)
  const { agenda: closed } = await chair.says<{ agenda: string }>(
    ...['meeting', 'close-item', ...of, '--circle', circle!.id.slice(0, 8), '--title', 'Staff'],
    ...['--minutes', '10'],
  )
  await chair.says('meeting', 'open', ...of)
  type Item = { agenda: string; block: string; title: string; state: string | null }
  const items = async () => (await chair.says<{ list: Item[] }>('meeting', 'show', ...of)).list
  const all = await items()
  const own = all.find(item => item.agenda === closed)!
  expect(all.filter(({ block }) => block === own.block).map(({ agenda: its }) => its)).toEqual(
    expect.arrayContaining([agenda, closed]),
  )
  // The id alone names no item: both agendas have it.
  const change = ['meeting', 'set', ...of, '--item', own.block, '--title', 'Staff and pay']
  expect(await chair.refused(...change)).toBe('invalid-input')
  await chair.says(...change, '--agenda', closed.slice(0, 8))
  expect((await items()).find(item => item.agenda === closed)?.title).toBe('Staff and pay')
  const asks = ['meeting', 'floor', ...of, '--what', 'speak', '--item', own.block]
  expect(await chair.refused(...asks)).toBe('invalid-input')
  await chair.says(...asks, '--agenda', closed)
  // The wish lies in the circle, and nothing of it in the agenda of the group.
  type Asked = { speakers: { asked: unknown[] } }
  const wishes = async (meeting: string) =>
    (await chair.says<Asked>('meeting', 'show', '--meeting', meeting)).speakers.asked.length
  expect(await wishes(agenda)).toBe(0)
  const says = ['meeting', 'item', ...of, '--state', 'noted', '--item']
  expect(await chair.refused(...says, own.block)).toBe('invalid-input')
  for (const item of all) await chair.says(...says, item.block, '--agenda', item.agenda)
  expect((await items()).map(({ state }) => state)).toEqual(all.map(() => 'noted'))
  await chair.says('meeting', 'end', ...of)
  expect(await chair.says('meeting', 'show', ...of)).toMatchObject({ state: 'closed' })
})
