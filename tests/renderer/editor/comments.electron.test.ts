// Comments beside the page: written with the keys alone, said by others, settled and kept, on words
// that go and come; every state without an accessibility fault.
import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { readThreads, replyTo, settleThread } from '#document/review/comments'
import { blockElements, textsIn } from '#document/tree'
import type { CircleRole } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { exampleNow } from '#tests/advisory-group'
import { closePage } from '#tests/renderer-pages'
import { faultsEverywhere } from '#tests/page-faults'
import { laterRefusal } from '#tests/refusal'
import { type TextPage, type TextPages, textPages, withParagraphs } from '#tests/text-pages'
import {
  beginText,
  editText,
  exampleSteps,
  otherMember,
  type OtherMember,
  windowOn,
} from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const panel = () => page.locator('.side-panel')
const threads = () => page.locator('.thread')
const said = async () => {
  const threads = await text.core.answers['comments.list'](text)
  return threads.map(({ quote, text: words, replies, resolved }) => ({
    ...{ quote, text: words, isResolved: resolved },
    replies: replies.map(reply => reply.text),
  }))
}
const open = async (options: Parameters<TextPages['open']>[0] = {}): Promise<void> => {
  text = await pages.open(options)
  page = text.page
  await page.locator('.page-text').focus()
}
/** M.S. comments on the third paragraph, L.H. answers; another comment of M.S. is settled. */
const others = async (): Promise<void> => {
  const [first, second] = [await otherMember(text), await otherMember(text, 'L.H.')]
  await first.edit(
    { comment: 'Is this the date of the Assembly?', block: 3, from: 4, to: 24 },
    { comment: 'Settled long ago.', block: 2, from: 0, to: 5 },
  )
  const idOf = (doc: Y.Doc, words: string) =>
    readThreads(doc).find(({ opening }) => opening.text === words)!.id
  await first.change(doc =>
    settleThread(doc, idOf(doc, 'Settled long ago.'), 'resolve', exampleNow, randomBytes),
  )
  await second.hear()
  await second.change(doc => {
    const answer = { at: exampleNow, text: 'It is the date of the Committee.' }
    replyTo(doc, idOf(doc, 'Is this the date of the Assembly?'), answer, randomBytes)
  })
}
/** Selects the first word of a paragraph with the keys. */
const selectWord = async (index: number): Promise<string> => {
  await page.locator('.page-text > *').nth(index).click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+Shift+ArrowRight')
  return page.evaluate(() => String(getSelection()))
}

it('the outline marks a heading by the type of what is open under it', async () => {
  await open()
  await others()
  const mark = page.locator('.outline-open')
  await mark.first().waitFor()
  expect(await mark.locator('.lucide-message-square').count()).toBe(1)
  expect(await mark.locator('.lucide-file-diff').count()).toBe(0)
})

it('the key brings the cursor back into a comment that was begun on the same words', async () => {
  await open()
  await selectWord(1)
  await page.keyboard.press('Control+Shift+M')
  const field = page.getByRole('textbox', { name: 'Your comment' })
  const focused = field.and(page.locator(':focus'))
  await focused.waitFor()
  await page.keyboard.type('Which ones')
  await selectWord(1)
  expect(await focused.count()).toBe(0)
  await page.keyboard.press('Control+Shift+M')
  await focused.waitFor()
  await page.keyboard.type('?')
  expect(await field.inputValue()).toBe('Which ones?')
})

it('comments on the selected words with the keys alone, and goes back to the text', async () => {
  await open()
  const word = await selectWord(1)
  await page.keyboard.press('Control+Shift+M')
  await page.getByRole('textbox', { name: 'Your comment' }).waitFor()
  await page.keyboard.type('Which ones?')
  await page.keyboard.press('Control+Enter')
  await threads().waitFor()
  await expect
    .poll(said)
    .toEqual([{ quote: word, text: 'Which ones?', replies: [], isResolved: false }])
  expect(await threads().getAttribute('aria-label')).toContain(word.trim())
  await page.waitForFunction(() => document.activeElement?.classList.contains('page-text'))
  // Undo takes back what was written, and no comment.
  await page.keyboard.press('End')
  await page.keyboard.type('!')
  await page.keyboard.press('Control+Z')
  await page.keyboard.press('Control+Z')
  // The letters come to core behind all that undo did.
  await page.keyboard.type(' Then')
  await expect.poll(() => text.texts()[1]).toMatch(/ Then$/)
  expect((await said()).length).toBe(1)
  await expect.poll(() => page.evaluate(() => CSS.highlights.has('comment-current'))).toBe(true)
})

it('shows what others say at once, by name, and answers and settles it', async () => {
  await open()
  await others()
  await page.getByRole('button', { name: '1 comment', exact: true }).click()
  await threads().getByText('It is the date of the Committee.').waitFor()
  await threads().getByText('M.S.').first().waitFor()
  await threads().getByText('L.H.').first().waitFor()
  await threads().getByRole('button', { name: 'Reply' }).click()
  await page.getByRole('textbox', { name: 'Your reply' }).fill('Both, then.')
  await page.keyboard.press('Control+Enter')
  await threads().getByText('Both, then.').waitFor()
  await threads().getByRole('button', { name: 'Resolve' }).click()
  await panel().getByText('No comments.').waitFor()
  await page.getByRole('radio', { name: 'Resolved' }).click()
  await expect.poll(() => threads().count()).toBe(2)
  expect(await threads().last().textContent()).toContain('resolved it')
  await threads().last().getByRole('button', { name: 'Open again' }).click()
  await expect.poll(() => threads().count()).toBe(1)
  await expect.poll(async () => (await said()).some(({ isResolved }) => !isResolved)).toBe(true)
})

it('says that the words are gone, and keeps them as they were', async () => {
  await open()
  await others()
  await page.getByRole('button', { name: '1 comment', exact: true }).click()
  await threads().waitFor()
  const quote = (await said()).find(({ isResolved }) => !isResolved)?.quote ?? ''
  await page.locator('.page-text > *').nth(2).click()
  await page.evaluate(() => {
    const block = document.querySelectorAll('.page-text > *')[2]
    if (block) getSelection()?.selectAllChildren(block)
  })
  await page.keyboard.press('Backspace')
  await threads().getByText('The words are no longer in the text').waitFor()
  expect(await threads().textContent()).toContain(quote.trim())
})

it('brings the thread of the words that are clicked, and the words of a thread', async () => {
  await open()
  await others()
  await page.getByRole('button', { name: '1 comment', exact: true }).waitFor()
  await page
    .locator('.page-text > *')
    .nth(2)
    .click({ position: { x: 130, y: 8 } })
  await page.keyboard.press('Home')
  for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowRight')
  await page.evaluate(() => document.querySelector('.page-text')?.dispatchEvent(new Event('click')))
  await page.locator('.thread[data-current]').waitFor()
  await threads().getByRole('link').click()
  await page.locator('.page-text > [data-flash]').waitFor()
  await page.getByRole('radio').first().focus()
  await page.keyboard.press('Escape')
  await panel().waitFor({ state: 'detached' })
  await expect.poll(() => page.locator('.page-text:focus').count()).toBe(1)
})

/** M.S. has a text in a circle, in which the chair is a reviewer and gets another role by `appoint`. */
const inCircle =
  (appoint: { to(role: CircleRole): Promise<void> }) =>
  async (opened: Pick<TextPage, 'core' | 'seeded'>): Promise<DocumentId> => {
    const { group } = opened.seeded
    const { core, tell } = await otherMember(opened)
    const { answers } = core
    const { self: member } = await opened.core.answers['groups.get']({ group })
    const circle = await answers['circles.create']({
      group,
      name: 'With the guest',
      follows: false,
    })
    const own = await beginText({ ...opened, core }, 'statement', exampleSteps)
    const document = await answers['circles.share']({ circle, document: own })
    await answers['circles.bring']({ circle, member, role: 'reviewer' })
    // The chair is asked first.
    expect(await laterRefusal(tell(circle))).toBe('circle-offered')
    await opened.core.answers['circles.take']({ group, circle })
    await tell(circle)
    appoint.to = async role => {
      await answers['circles.appoint']({ circle, member, role })
      await tell(circle)
    }
    return document
  }

it('lets a reviewer of a circle comment and change no word', async () => {
  const appoint: { to(role: CircleRole): Promise<void> } = { to: async () => {} }
  text = await pages.openOwn(inCircle(appoint))
  page = text.page
  await page.getByText('Your changes to this document are suggestions').waitFor()
  await page.getByText('You can comment and suggest').waitFor()
  await page.locator('.page-text[contenteditable="false"]:focus').waitFor()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+ArrowDown')
  await page.keyboard.press('Control+Shift+ArrowRight')
  const word = await page.evaluate(() => String(getSelection()))
  await page.keyboard.press('Control+Shift+M')
  await page.getByRole('textbox', { name: 'Your comment' }).waitFor()
  await page.keyboard.type('Too long.')
  await page.keyboard.press('Control+Enter')
  await threads().waitFor()
  const words = await page.locator('.page-text > *').nth(1).textContent()
  expect(word.length > 0 && words?.startsWith(word)).toBe(true)
  await expect.poll(said).toMatchObject([{ text: 'Too long.', quote: word }])
  // The caret is where it was, and without a selection it is about the whole paragraph.
  await page.locator('.page-text:focus').waitFor()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+Shift+M')
  await panel()
    .getByText(words?.slice(0, 400) ?? '')
    .waitFor()
  await page.keyboard.press('Escape')
  const { doc } = await windowOn(text.core, text.document)
  expect(JSON.stringify(textsIn(blockElements(doc)[1]!)[0]!.toDelta())).not.toContain('s_cm:')

  // A commenter has the one and not the other.
  await appoint.to('commenter')
  await page.getByText('You can read this document, but not change it here').waitFor()
  await page.getByText('Your role in this circle: Commenter. You can comment.').waitFor()
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/circle-commenter.png` })
  const tool = (name: string) => page.getByRole('button', { name })
  expect(await tool('Propose an amendment').isDisabled()).toBe(true)
  expect(await tool('Suggest a change to this paragraph').count()).toBe(0)
  expect(await tool('Comment on the selected words').isEnabled()).toBe(true)
  await page.keyboard.press('Control+Shift+X')
  await page.keyboard.press('Control+k')
  await page.getByRole('option').first().waitFor()
  const offered = await page.getByRole('option').allTextContents()
  expect(offered.filter(each => each.startsWith('Comment on'))).toHaveLength(1)
  expect(offered.filter(each => /propose an|suggest a/i.test(each))).toEqual([])
  // A translation for the circle cannot be added either.
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'New translation', exact: true }).click()
  await page.getByRole('button', { name: 'Begin the French translation' }).click({ force: true })
  await page.getByText('Only members who write in the circle can add one.').waitFor()
})

it('lets who only reads go through the text with the keys, and changes nothing', async () => {
  let writer: OtherMember | undefined
  text = await pages.openOwn(
    async opened => {
      writer = await otherMember(opened, 'K.W.')
      const own = await withParagraphs(40)({ ...opened, core: writer.core })
      await writer.core.answers['documents.share']({ document: own })
      await writer.tell()
      return own
    },
    { as: 'L.H.' },
  )
  page = text.page
  const field = page.getByRole('textbox', { name: 'Text of the document' })
  expect(await field.getAttribute('aria-readonly')).toBe('true')
  const html = () => page.locator('.page-text').evaluate(root => root.textContent)
  const [before, shown] = [text.texts(), await html()]
  const scrolled = () => page.locator('.canvas').evaluate(canvas => canvas.scrollTop)
  const here = () =>
    page.evaluate(() => document.querySelector('.page-text > [data-here]')?.textContent)

  await page.keyboard.press('Control+End')
  await expect.poll(scrolled).toBeGreaterThan(0)
  await expect.poll(here).toBe(before.at(-1))
  await page.keyboard.press('Control+Home')
  await expect.poll(here).toBe(before[0])
  await expect.poll(scrolled).toBeLessThan(200)
  const top = await scrolled()
  await page.keyboard.press('PageDown')
  await expect.poll(scrolled).toBeGreaterThan(top)
  const further = await scrolled()
  await page.keyboard.press('Space')
  await expect.poll(scrolled).toBeGreaterThan(further)
  const furthest = await scrolled()
  await page.keyboard.press('Shift+Space')
  await expect.poll(scrolled).toBeLessThan(furthest)

  await page.keyboard.press('Control+g')
  await page.getByRole('combobox').fill('3')
  await page.keyboard.press('Enter')
  await page.locator('.page-text > [data-flash][data-here]').waitFor()
  await page.locator('.page-text:focus').waitFor()
  const third = await here()
  await page.keyboard.press('Shift+End')
  const selected = await page.evaluate(() => String(getSelection()))
  expect(selected.length > 0 && third?.startsWith(selected)).toBe(true)

  // Nothing that writes does anything, not even what is composed or pasted.
  await page.keyboard.press('Control+c')
  for (const key of ['x', 'Enter', 'Backspace', 'Delete', 'Control+b', 'Control+x', 'Control+v'])
    await page.keyboard.press(key)
  await page.keyboard.press('Control+z')
  const browser = await page.context().newCDPSession(page)
  await browser.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 })
  await browser.send('Input.insertText', { text: '你' })
  await browser.detach()
  // Words of others arrive around the cursor, and it stays.
  await editText(writer!.core, text.document, [{ insert: 'New: ', block: 1, at: 0 }])
  await writer!.tell()
  await page.locator('.page-text > *').first().getByText('New: ').waitFor()
  await expect.poll(here).toBe(third)
  expect(text.texts()).toEqual([`New: ${before[0]}`, ...before.slice(1)])
  expect(await html()).toBe(`New: ${shown}`)

  // Out by Tab, back by F6, to where the caret was.
  await page.keyboard.press('Tab')
  expect(await page.locator('.page-text:focus').count()).toBe(0)
  for (let turn = 0; (await page.locator('.page-text:focus').count()) === 0; turn++) {
    expect(turn).toBeLessThan(12)
    await page.keyboard.press('F6')
  }
  await page.keyboard.press('ArrowLeft')
  await expect.poll(here).toBe(third)
  expect(await faultsEverywhere(page)).toEqual([])
})

const states: { name: string; step: () => Promise<void> }[] = [
  {
    name: 'no comments',
    step: async () => {
      await page.getByRole('button', { name: 'Comments', exact: true }).click()
      await panel().waitFor()
    },
  },
  {
    name: 'a thread with an answer being written',
    step: async () => {
      await others()
      await page.getByRole('button', { name: '1 comment', exact: true }).click()
      await threads().getByRole('button', { name: 'Reply' }).click()
      await page.getByRole('textbox', { name: 'Your reply' }).waitFor()
      await threads().getByText('M.S.').first().waitFor()
    },
  },
  {
    name: 'settled threads',
    step: async () => {
      await others()
      await page.getByRole('button', { name: '1 comment', exact: true }).click()
      await page.getByRole('radio', { name: 'Resolved' }).click()
      await threads().getByText('M.S.').first().waitFor()
    },
  },
  {
    name: 'a new comment',
    step: async () => {
      await selectWord(1)
      await page.keyboard.press('Control+Shift+M')
      await page.getByRole('textbox', { name: 'Your comment' }).waitFor()
    },
  },
]

it.each(states)(
  '$name: no accessibility fault in light, dark and mirrored, nothing lost',
  async ({ step }) => {
    await open()
    await step()
    expect(await faultsEverywhere(page)).toEqual([])
  },
)
