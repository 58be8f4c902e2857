// Acts of two people on a text that they share: write at once, apart, and by encrypted files. The
// story of the pointer and that of the keys use them.
import { expect } from 'vitest'
import type { NetworkPair } from '#tests/network-pair'
import type { Desk } from '#tests/story'
import { blocksOf, giveFile, openDocument, shows, takeFile, write } from '#tests/story-page'
import { named, press, switchNetwork, type Visit } from '#tests/story-start'

export type Two = { amina: Desk; carol: Desk }

const enter = ({ hand, page }: Desk, block: number): Promise<void> => hand.enter(page, block)

/** Waits until both windows show the same blocks, and returns them. */
export async function sameText({ amina, carol }: Two): Promise<string[]> {
  let text: string[] = []
  await expect
    .poll(async () => {
      text = await blocksOf(amina)
      return text.join('\n') === (await blocksOf(carol)).join('\n')
    })
    .toBe(true)
  return text
}

/** Both have the document open: they write in two paragraphs at the same time. */
export async function writeTogether(two: Two): Promise<string[]> {
  const { amina, carol } = two
  await enter(amina, 0)
  await enter(carol, 1)
  await Promise.all([write(amina, ' Amina writes live.'), write(carol, 'Carol writes live.')])
  await Promise.all([shows(amina, 'Carol writes live.'), shows(carol, 'Amina writes live.')])
  return sameText(two)
}

/** The network is cut, both change the first paragraph, and the network comes back. */
export async function writeApart(two: Two, network: NetworkPair): Promise<string[]> {
  const { amina, carol } = two
  network.cut()
  await enter(amina, 0)
  await enter(carol, 0)
  await Promise.all([write(amina, ' Amina alone.'), write(carol, ' Carol alone.')])
  expect((await blocksOf(amina)).join()).not.toContain('Carol alone.')
  expect((await blocksOf(carol)).join()).not.toContain('Amina alone.')
  network.mend()
  await Promise.all([shows(amina, 'Carol alone.'), shows(carol, 'Amina alone.')])
  return sameText(two)
}

/** Both go off the network, write in one paragraph of `title`, and swap encrypted files; one is opened twice. */
export async function writeByFiles(
  two: Two,
  title: string,
  at: (name: string) => string,
  visit?: Visit,
): Promise<string[]> {
  const { amina, carol } = two
  const both = [amina, carol]
  await Promise.all(both.map(desk => switchNetwork(desk, false)))
  await Promise.all(both.map(desk => openDocument(desk, title)))
  await enter(amina, 0)
  await write(amina, ' Amina by file.')
  await enter(carol, 0)
  await write(carol, ' Carol by file.')
  await giveFile(amina, at('from-amina.brz'))
  await giveFile(carol, at('from-carol.brz'))
  await takeFile(carol, at('from-amina.brz'))
  await takeFile(carol, at('from-amina.brz'), visit)
  await takeFile(amina, at('from-carol.brz'))
  await Promise.all(both.map(desk => openDocument(desk, title)))
  await Promise.all([shows(amina, 'Carol by file.'), shows(carol, 'Amina by file.')])
  return sameText(two)
}

/** Types the address that the other's window names, and connects. */
export async function dial(from: Desk, to: Desk): Promise<void> {
  const address = await to.page.locator('.addresses li').first().innerText()
  await from.hand.fill(named(from, 'textbox', 'members.network.dial'), address)
  await from.willAllow()
  await press(from, 'members.network.connect')
}
