// The main job, end to end, in two real apps on two machines' worth of network.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { choosePassphrase, createGroup, unlock } from '#tests/story-start'
import { blocksOf, newDocument, openDocument, write } from '#tests/story-page'

let folder: string
let amina: Desk
let passphrase: string
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'st-'))
  amina = await openDesk({ home: at('a'), hand: pointer })
})
afterAll(async () => {
  await amina?.kill()
  await rm(folder, { recursive: true, force: true })
})

test('Amina begins a group, writes, is killed, and finds every word again', async () => {
  passphrase = await choosePassphrase(amina)
  await createGroup(amina, 'Advisory Group', 'A.D.')
  await newDocument(amina, 'On rural clinics')
  await write(amina, 'Clinics close early.')
  const before = await blocksOf(amina)
  await amina.kill()
  amina = await openDesk({ home: at('a'), hand: pointer })
  await unlock(amina, passphrase)
  await openDocument(amina, 'On rural clinics')
  await expect.poll(() => blocksOf(amina)).toEqual(before)
  expect(amina.complaints).toEqual([])
})
