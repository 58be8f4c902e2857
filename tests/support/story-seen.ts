// Everything of a profile that a person can see, to compare before and after acts that must change
// nothing.
import type { Desk } from '#tests/story'
import { blocksOf, openDocument } from '#tests/story-page'
import { documentsTitle, goTo, named } from '#tests/story-start'

export type Seen = Record<'home' | 'documents' | 'members' | 'found' | 'text', string[]>

/** Words for how long ago something was, which change by themselves. */
const passing = /\b(just now|now|(\d+|a|an|one) (second|minute)s? ago|today( at)? [\d:]+)\b/gi

const lines = async (desk: Desk): Promise<string[]> =>
  (await desk.page.locator('main').innerText())
    .replaceAll(passing, 'a while ago')
    .split('\n')
    .filter(line => line.trim() !== '')

async function look(desk: Desk, title: string, word: string): Promise<Seen> {
  await goTo(desk, 'home')
  await documentsTitle(desk).waitFor({ state: 'detached' })
  // Its parts come with their own answers.
  await desk.page.getByText(desk.words('home.waiting'), { exact: true }).first().waitFor()
  await desk.page.getByRole('row', { name: title }).waitFor()
  const home = await lines(desk)
  await goTo(desk, 'documents')
  await desk.page.getByRole('row', { name: title }).waitFor()
  const documents = await lines(desk)
  await goTo(desk, 'members')
  for (const part of ['members.network.title', 'members.mailbox.title'] as const)
    await named(desk, 'heading', part).waitFor()
  const members = await lines(desk)
  await desk.page.keyboard.press('Control+Shift+F')
  await desk.hand.fill(desk.page.locator('.archive').getByRole('searchbox'), word)
  await desk.page.locator('.found-paragraph').first().waitFor()
  const found = await lines(desk)
  await openDocument(desk, title)
  return { home, documents, members, found, text: await blocksOf(desk) }
}

/**
 * Every screen, the text of `title` and the results of a search for `word`, once all of it stands
 * still.
 */
export async function seen(desk: Desk, title: string, word: string): Promise<Seen> {
  for (let before: string | null = null; ;) {
    const now = await look(desk, title, word)
    const written = JSON.stringify(now)
    if (written === before) return now
    before = written
  }
}
