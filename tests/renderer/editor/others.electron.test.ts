// A change that core refuses, and a page that dies. In a real window, with a made-up core in it.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Right } from '#shared/contract'
import { closePage, type EditorPages, editorPages, type HarnessWindow } from '#tests/editor-pages'

let pages: EditorPages
let page: Page
beforeAll(async () => {
  pages = await editorPages()
})
afterAll(async () => {
  await pages.close()
})
afterEach(() => closePage(page))

const inPage = async <T, A = undefined>(
  work: (window: HarnessWindow, input: A) => T,
  input?: A,
): Promise<T> => {
  const handle = await page.evaluateHandle(() => window as unknown as HarnessWindow)
  return (await handle.evaluate<unknown, unknown, HarnessWindow>(
    work as (window: HarnessWindow, input: unknown) => unknown,
    input,
  )) as T
}
const texts = (): Promise<string[]> => inPage(({ text }) => text.texts())

describe('when something goes wrong', () => {
  it('takes back what core refused, says so, and goes on', async () => {
    page = await pages.openDocument()
    await inPage(({ text }) => text.refuse('not-permitted'))
    await page.keyboard.type('X')
    await page.getByText('Your last change was not accepted.').waitFor()
    expect(await page.getByLabel('These words of yours are not in the text').inputValue()).toBe('X')
    await page.locator('.page-text[contenteditable="true"]').waitFor()
    await expect.poll(() => page.locator('.page-text > *').first().innerText()).toBe('Context')
    await page.locator('.page-text > *').first().click()
    await page.keyboard.type('Y')
    await expect.poll(async () => (await texts())[0]).toContain('Y')
    await page.getByRole('button', { name: 'Close', exact: true }).first().click()
    await page.getByText('not accepted').waitFor({ state: 'detached' })
  })

  it('goes on as another role: caret, selected words and undo stay, and a sentence says so', async () => {
    page = await pages.openDocument()
    const rights = (...given: Right[]) =>
      page.evaluate(
        now => (window as unknown as HarnessWindow).text.send({ kind: 'rights', rights: now }),
        given,
      )
    const selected = () => page.evaluate(() => String(getSelection()))
    await page.locator('.page-text > *').first().click()
    await page.keyboard.press('End')
    await page.keyboard.type(' and more')
    await page.keyboard.press('Shift+Control+ArrowLeft')
    expect(await selected()).toBe('more')
    await rights('remark', 'propose')
    await page.getByText('You can comment, but not change the text itself').waitFor()
    await page.getByText('Your changes to this document are suggestions').waitFor()
    await page.locator('.page-text[contenteditable="false"]:focus').waitFor()
    await expect.poll(selected).toBe('more')
    await page.keyboard.type('not')
    await rights()
    await page.getByText('You can read this text, but not change it').waitFor()
    await rights('write', 'remark', 'propose', 'voice')
    await page.getByText('You can change this text now.').waitFor()
    await page.locator('.page-text[contenteditable="true"]:focus').waitFor()
    await expect.poll(selected).toBe('more')
    await page.keyboard.type('less')
    await expect.poll(async () => (await texts())[0]).toBe('Context and less')
    // One step or two, depending on speed. Words typed before are undone too.
    await page.keyboard.press('Control+Z')
    await expect.poll(async () => (await texts())[0]).not.toBe('Context and less')
    await page.keyboard.press('Control+Z')
    await expect.poll(async () => (await texts())[0]).toBe('Context')
    await rights('write', 'remark', 'propose', 'settle', 'voice')
    await page.getByText('You can settle amendments to this text now.').waitFor()
  })

  it('says nothing of amendments to a person who shares an own text, until they are lost', async () => {
    page = await pages.open()
    await inPage(({ text, fake }) => {
      text.rights = ['write', 'remark', 'propose']
      Object.assign(fake.documents[0] ?? {}, { readers: { kind: 'only-you' } })
    })
    await page.keyboard.press('Control+2')
    await page.locator('.table .table-row').first().focus()
    await page.keyboard.press('Enter')
    await page.locator('.page-text[contenteditable="true"]').waitFor()
    await inPage(({ text, fake }) => {
      const [shared] = fake.documents
      if (!shared) throw new Error('There is no document')
      text.send({ kind: 'rights', rights: ['write', 'remark', 'propose', 'settle', 'voice'] })
      Object.assign(shared, { readers: { kind: 'group', members: 9 } })
      fake.emit('documents.changed', { group: shared.group, document: shared.id })
    })
    await page.getByText('9 members can read').first().waitFor()
    const given = (...rights: Right[]) =>
      page.evaluate(
        now => (window as unknown as HarnessWindow).text.send({ kind: 'rights', rights: now }),
        rights,
      )
    const settling = page.locator('.toast', { hasText: 'settle amendments' })
    expect(await settling.count()).toBe(0)
    await given('write', 'remark', 'propose', 'voice')
    await settling.filter({ hasText: 'You can no longer' }).waitFor()
    await given('write', 'remark', 'propose', 'settle', 'voice')
    await settling.filter({ hasText: 'to this text now' }).waitFor()
  })

  it('reloads the page when the editor fails, and keeps nothing of the failed change', async () => {
    page = await pages.openDocument()
    await inPage(() => {
      type Failing = Element & { __lexicalEditor: { update(work: () => void): void } }
      const editor = (document.querySelector('.page-text') as Failing).__lexicalEditor
      Object.assign(window, { failed: editor })
      editor.update(() => {
        throw new Error('planted')
      })
    })
    await page.getByText('Something went wrong on this page.').waitFor()
    // Another editor, which can be written in.
    await page.waitForFunction(() => {
      const text = document.querySelector<HTMLElement>('.page-text[contenteditable="true"]')
      const editor: unknown = text && Reflect.get(text, '__lexicalEditor')
      return editor != null && editor !== Reflect.get(window, 'failed')
    })
    await page.locator('.page-text > *').first().click()
    await page.keyboard.press('End')
    await page.keyboard.type(' again')
    await expect.poll(async () => (await texts())[0]).toBe('Context again')
  })

  it('shows a document that may not be changed here, and takes no key', async () => {
    page = await pages.open()
    await inPage(({ text }) => void Object.assign(text, { rights: [] }))
    await page.keyboard.press('Control+2')
    await page.locator('.table .table-row').first().focus()
    await page.keyboard.press('Enter')
    await page.getByText('You can read this document, but not change it here.').waitFor()
    await page.locator('.page-text[contenteditable="false"]').waitFor()
    const title = page.getByRole('textbox', { name: 'Title of the document' })
    await expect.poll(() => title.isEditable()).toBe(false)
  })

  it('forgets the window’s copy when the document is closed', async () => {
    page = await pages.openDocument()
    await page.keyboard.type('kept ')
    const stored = (): Promise<(string | undefined)[]> =>
      page.evaluate(async () => (await indexedDB.databases()).map(each => each.name))
    await expect.poll(stored).toHaveLength(1)
    await page.keyboard.press('Control+1')
    await expect.poll(stored).toEqual([])
  })
})
