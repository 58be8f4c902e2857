// Acts of a person on a document: start one, write, share, read, and wait until it is saved.
import type { Locator } from 'playwright-core'
import type { Desk } from '#tests/story'
import { button, closeDialog, goTo, press, type Visit } from '#tests/story-start'

const unseen: Visit = () => Promise.resolve()

export const textOf = (desk: Desk): Locator => desk.page.locator('.page-text')

/** The blocks of the open document on the screen. */
export const blocksOf = (desk: Desk): Promise<string[]> =>
  textOf(desk)
    .locator('> *')
    .evaluateAll(blocks => blocks.map(block => block.textContent))

export async function newDocument(desk: Desk, title: string, visit = unseen): Promise<void> {
  const { page, hand, words } = desk
  await page.keyboard.press('Control+N')
  const field = page.getByRole('dialog').getByLabel(words('documents.title'), { exact: true })
  await hand.fill(field, title)
  await visit('new document')
  await press(desk, 'documents.new.act')
  await page.locator('.page-text:focus').waitFor()
}

/** Names the block with the caret; null where the caret is in none, or in one without a name yet. */
const blockAtCaret = (desk: Desk): Promise<string | null> =>
  textOf(desk).evaluate(page => {
    const { focusNode, focusOffset = 0 } = getSelection() ?? {}
    const inside = focusNode === page ? page.childNodes[focusOffset] : focusNode
    const block = [...page.children].find(each => inside && each.contains(inside))
    return block?.getAttribute('data-bid') ?? null
  })

/** Writes at the caret. Waits until the block of the caret has the text, and core has it on the disk. */
export async function write(desk: Desk, text: string): Promise<void> {
  const name = await blockAtCaret(desk)
  await desk.hand.write(desk.page, text)
  const block = textOf(desk).locator(name === null ? '> *' : `> [data-bid="${name}"]`)
  await block.filter({ hasText: text }).first().waitFor()
  await saved(desk)
}

export const saved = (desk: Desk): Promise<void> =>
  desk.page.locator('.saved-line[data-saved=yes]').waitFor()

/** Waits until `text` stands in the open document. */
export const shows = (desk: Desk, text: string): Promise<void> =>
  textOf(desk).getByText(text).first().waitFor()

export async function openDocument(desk: Desk, title: string): Promise<void> {
  await goTo(desk, 'documents')
  await desk.hand.openRow(desk.page.getByRole('row', { name: title }))
  await textOf(desk).locator('> *').first().waitFor()
  await desk.page.locator('.page-text[contenteditable=true]').waitFor()
}

/** The button of the question whether to share. For one member it has the same words as the one that opens it. */
export const shareAct = (desk: Desk, members: number): Locator =>
  desk.page
    .locator('[role=dialog], [role=alertdialog]')
    .getByRole('button', { name: desk.words('documents.share.act', { members }), exact: true })

export async function share(desk: Desk, members: number, visit = unseen): Promise<void> {
  await press(desk, 'editor.share')
  const act = shareAct(desk, members)
  await act.waitFor()
  await visit('share?')
  await desk.hand.press(act)
  await act.waitFor({ state: 'detached' })
}

/**
 * Saves the open document for people outside: `changes` and `annotated` as a Word file that shows them.
 * `visit` sees the menu, and then the screen, where it may choose.
 */
export async function exportAs(
  desk: Desk,
  format: 'docx' | 'changes' | 'annotated' | 'pdf' | 'html' | 'md',
  file: string,
  visit = unseen,
): Promise<void> {
  await press(desk, 'editor.export')
  const item = desk.page
    .getByRole('menuitem')
    .filter({ has: desk.page.getByText(desk.words(`editor.export.${format}`), { exact: true }) })
  await item.waitFor()
  await visit('export menu')
  await desk.hand.choose(item)
  const saved = { format: format === 'changes' || format === 'annotated' ? 'docx' : format }
  await button(desk, 'editor.export.act', saved).waitFor()
  await visit(`export ${format}?`)
  await desk.willSave(file)
  await press(desk, 'editor.export.act', saved)
  await desk.page.locator('.export-screen').waitFor({ state: 'detached' })
  await textOf(desk).locator('> *').first().waitFor()
}

/** Waits until the margin names this member's caret. */
export const caretNames = (desk: Desk, handle: string): Promise<void> =>
  desk.page.locator('.cursor-name', { hasText: handle }).waitFor()

export async function openExchange(desk: Desk): Promise<void> {
  await goTo(desk, 'members')
  await press(desk, 'members.exchange')
  await desk.page.getByRole('dialog').waitFor()
}

/** Saves an encrypted file for all members. */
export async function giveFile(desk: Desk, file: string): Promise<void> {
  await openExchange(desk)
  await desk.willSave(file)
  await press(desk, 'members.exchange.save')
  await desk.page.locator('[role=dialog] .notice[data-tone=good]').waitFor()
  await closeDialog(desk)
}

/** Opens a member's encrypted file, and waits for the report on it. */
export async function takeFile(desk: Desk, file: string, visit = unseen): Promise<void> {
  await openExchange(desk)
  await desk.willOpen(file)
  await press(desk, 'members.exchange.choose')
  await desk.page.locator('.opened').waitFor()
  await visit('file opened')
  await closeDialog(desk)
}

/** Finds `text` in the archive and goes to the first paragraph that has it. */
export async function search(desk: Desk, text: string, visit = unseen): Promise<void> {
  const { page, hand } = desk
  await page.keyboard.press('Control+Shift+F')
  const field = page.locator('.archive').getByRole('searchbox')
  await hand.fill(field, text)
  // Before the answer another document is shown beside the list.
  const marked = { has: page.locator('mark') }
  const found = page.locator('.found-paragraph:not([data-beside])', marked).first()
  await found.waitFor()
  await visit('search')
  await hand.press(found)
}
