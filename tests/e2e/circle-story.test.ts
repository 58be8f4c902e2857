// Three people with the real app: two of them are a circle, and the third finds nothing of their
// texts, on no screen and nowhere in the profile.
// @module-tag long
import { mkdtemp, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { electronRuntime } from '#tests/electron-runtime'
import { passphrase } from '#tests/archive'
import { phrases } from '#tests/phrases'
import { plainCopy } from '#tests/plain-copy'
import { profileOf, type Desk } from '#tests/story'
import { foundedDesks } from '#tests/story-founded'
import { newDocument, openDocument, saved, shows, takeFile, write } from '#tests/story-page'
import { closeDialog, goTo, named, press } from '#tests/story-start'

const [group = '', aminaName = '', bolaName = '', carolName = '', ...more] = phrases(8)
const [circle = '', title = '', first = '', second = ''] = more
let folder: string
const desks: Desk[] = []
const at = (name: string) => join(folder, name)

const openCircle = async (desk: Desk): Promise<void> => {
  await goTo(desk, 'members')
  await press(desk, 'members.circles.openName', { name: circle })
  await desk.page.getByRole('dialog', { name: circle }).waitFor()
}

const giveCircleFile = async (desk: Desk, file: string): Promise<void> => {
  await openCircle(desk)
  await desk.willSave(file)
  await press(desk, 'members.circles.lock')
  await desk.page.getByText('Only the members of the circle can open it.').first().waitFor()
  await closeDialog(desk)
}

/** The file asks first: nothing of it is taken in before the member accepts the circle. */
const takesCircle = async (desk: Desk, file: string): Promise<void> => {
  await goTo(desk, 'members')
  await press(desk, 'members.exchange')
  await desk.willOpen(file)
  await press(desk, 'members.exchange.choose')
  await desk.page.getByText(desk.words('failure.circleOffered')).first().waitFor()
  await closeDialog(desk)
  await press(desk, 'members.circles.acceptName', { name: circle })
}

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'ci-'))))
afterAll(async () => {
  for (const desk of desks) await desk.kill()
  await rm(folder, { recursive: true, force: true })
})

test('two of three members write a closed item: the third has no word of it', async () => {
  const people = [
    { home: at('amina'), handle: aminaName },
    { home: at('bola'), handle: bolaName },
    { home: at('carol'), handle: carolName },
  ]
  desks.push(...(await foundedDesks(group, people)))
  const [amina, bola, carol] = desks as [Desk, Desk, Desk]

  await goTo(amina, 'members')
  await press(amina, 'members.circles.new')
  await amina.hand.fill(named(amina, 'textbox', 'members.circles.name'), circle)
  await press(amina, 'members.circles.make')
  await openCircle(amina)
  await press(amina, 'members.circles.bring', { handle: bolaName })
  const list = named(amina, 'list', 'members.circles.list')
  await list.getByText(bolaName).waitFor()
  await closeDialog(amina)

  await newDocument(amina, title)
  await write(amina, first)
  await saved(amina)
  await press(amina, 'editor.share')
  await amina.hand.choose(amina.page.locator('.radio-card', { hasText: circle }))
  await press(amina, 'documents.share.act', { members: 2 })
  await shows(amina, first)
  await amina.page.getByText(amina.words('editor.masthead.circle', { name: circle })).waitFor()
  await giveCircleFile(amina, at('closed.brz'))
  await takesCircle(bola, at('closed.brz'))
  await takeFile(bola, at('closed.brz'))
  await openDocument(bola, title)
  await shows(bola, first)
  await bola.hand.enter(bola.page, 0)
  await write(bola, second)
  await saved(bola)
  await giveCircleFile(bola, at('answer.brz'))
  await takeFile(amina, at('answer.brz'))
  await openDocument(amina, title)
  await shows(amina, second)

  // Each screen is whole before it is searched: the third member has no document.
  for (const [screen, there] of [
    ['members', bolaName],
    ['documents', carol.words('documents.empty.title')],
  ] as const) {
    await goTo(carol, screen)
    await carol.page.getByText(there).first().waitFor()
    for (const words of [circle, title]) expect(await carol.page.getByText(words).count()).toBe(0)
  }
  await carol.close()
  await plainCopy(
    profileOf(at('carol'), electronRuntime().kind === 'test'),
    passphrase,
    at('plain'),
  )
  const kept = readFileSync(at('plain'))
  expect(kept.includes(group)).toBe(true)
  for (const words of [circle, title, first, second]) expect(kept.includes(words)).toBe(false)
  for (const desk of [amina, bola]) {
    await desk.close()
    expect(desk.complaints).toEqual([])
  }
})
