// The text on the screen when core refuses a change, when the rights of the person change, and when the editor fails.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Core } from '#core'
import type { GroupId } from '#shared/ids'
import { isEdit } from '#shared/document-port'
import type { Role } from '#shared/contract'
import { closePage, settled } from '#tests/renderer-pages'
import { failPage, type TextPage, type TextPages, textPages } from '#tests/text-pages'
import { beginText, otherMember, type TextSeeded } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (...how: Parameters<TextPages['open']>): Promise<void> => {
  text = await pages.open(...how)
  page = text.page
}
const firstBlock = () => page.locator('.page-text > *').first()
const writable = () => page.locator('.page-text[contenteditable="true"]')
const readable = () => page.locator('.page-text[contenteditable="false"]')

type Seeded = Pick<TextSeeded, 'group'>
const memberIn = async ({ answers }: Core, { group }: Seeded, handle: string) => {
  const { memberList } = await answers['groups.get']({ group })
  return memberList.find(each => each.handle === handle)!.id
}
/** The chair gives the person at the page, who is M.S., another role. */
const roleGiver = async (opened: Pick<TextPage, 'core' | 'seeded'>) => {
  const { group } = opened.seeded
  const chair = await otherMember(opened, 'K.W.')
  const member = await memberIn(opened.core, opened.seeded, 'M.S.')
  return async (role: Role): Promise<void> => {
    const outcome = await chair.core.answers['members.setRole']({ group, member, role })
    expect(outcome.state).toBe('done')
    await chair.tell()
  }
}

/** The first edit of the window comes to core damaged: no window sends what core refuses. */
const damaged = async (core: Core): Promise<void> => {
  const { attach } = core
  let isFirst = true
  core.attach = (document, port) =>
    attach(document, {
      ...port,
      onMessage: listen =>
        port.onMessage(message => {
          const spoils = isFirst && isEdit(message)
          if (spoils) isFirst = false
          listen(spoils ? { ...message, update: new Uint8Array([9, 9, 9]) } : message)
        }),
    })
}

it('a change that core refuses is taken back, the window says so, and goes on', async () => {
  await open({ before: damaged })
  await page.keyboard.type('X')
  await page.getByText('Your last change was not accepted.').waitFor()
  expect(await page.getByLabel('These words of yours are not in the text').inputValue()).toBe('X')
  await writable().waitFor()
  await expect.poll(() => firstBlock().innerText()).toBe('Context')
  expect(text.texts()[0]).toBe('Context')
  await firstBlock().click()
  await page.keyboard.type('Y')
  await expect.poll(() => text.texts()[0]).toContain('Y')
  await page.getByRole('button', { name: 'Close', exact: true }).first().click()
  await page.getByText('not accepted').waitFor({ state: 'detached' })
})

/** The member leaves as the first edit of the window comes to core. */
const leavesAtEdit = () => {
  let leave: (() => unknown) | null = null
  return {
    by: (work: () => unknown) => void (leave = work),
    async before(core: Core): Promise<void> {
      const { attach } = core
      core.attach = (document, port) =>
        attach(document, {
          ...port,
          onMessage: listen =>
            port.onMessage(message => {
              if (isEdit(message)) void leave?.()
              if (isEdit(message)) leave = null
              listen(message)
            }),
        })
    },
  }
}

/** The words that are offered again, once the page says that its last change was refused, and why. */
const refusedWords = async (reason: string): Promise<string> => {
  await page.getByText('Your last change was not accepted.').waitFor()
  await page.getByText(reason).first().waitFor()
  return page.getByLabel('These words of yours are not in the text').inputValue()
}
const blamed = () => page.getByText('Your role in this group').count()

it('words that were on their way as the person left the group are not accepted, and no role is to blame', async () => {
  const leaves = leavesAtEdit()
  await open({ as: 'M.S.', before: leaves.before })
  const { core, seeded } = text
  leaves.by(() => core.answers['members.leave']({ group: seeded.group }))
  await page.keyboard.type('X')
  expect(await refusedWords('This device is out of the group: you left')).toBe('X')
  expect(await blamed()).toBe(0)
})

it('words that were on their way as the person left the circle are not accepted, and no role is to blame', async () => {
  const leaves = leavesAtEdit()
  let circle: GroupId | null = null
  text = await pages.openOwn(
    async opened => {
      const { answers } = opened.core
      const { group } = opened.seeded
      circle = await answers['circles.create']({ group, name: 'Drafters' })
      return answers['circles.share']({ circle, document: await beginText(opened) })
    },
    { before: leaves.before },
  )
  page = text.page
  await writable().waitFor()
  await firstBlock().click()
  const { answers } = text.core
  leaves.by(() => circle && answers['circles.leave']({ circle }))
  await page.keyboard.type('X')
  expect(await refusedWords('You are no longer in')).toBe('X')
  expect(await blamed()).toBe(0)
})

it('under another role caret, selected words and undo stay, and a sentence says so', async () => {
  await open({ as: 'M.S.' })
  const becomes = await roleGiver(text)
  const selected = () => page.evaluate(() => String(getSelection()))
  await firstBlock().click()
  await page.keyboard.press('End')
  await page.keyboard.type(' and more')
  await expect.poll(() => text.texts()[0]).toBe('Context and more')
  await page.keyboard.press('Shift+Control+ArrowLeft')
  expect(await selected()).toBe('more')
  await becomes('reviewer')
  await page.getByText('You can comment, but not change the text itself').waitFor()
  await page.getByText('Your changes to this document are suggestions').waitFor()
  await page.locator('.page-text[contenteditable="false"]:focus').waitFor()
  await expect.poll(selected).toBe('more')
  await page.keyboard.type('not')
  await becomes('observer')
  await page.getByText('You can read this text, but not change it').waitFor()
  await becomes('member')
  await page.getByText('You can change this text now.').waitFor()
  await page.locator('.page-text[contenteditable="true"]:focus').waitFor()
  await expect.poll(selected).toBe('more')
  await page.keyboard.type('less')
  await expect.poll(() => text.texts()[0]).toBe('Context and less')
  // One step or two, depending on speed. Words typed before are undone too.
  await page.keyboard.press('Control+Z')
  await expect.poll(() => text.texts()[0]).not.toBe('Context and less')
  await page.keyboard.press('Control+Z')
  await expect.poll(() => text.texts()[0]).toBe('Context')
  await becomes('rapporteur')
  await page.getByText('You can settle amendments to this text now.').waitFor()
})

it('a person who shares an own text hears nothing of amendments, until they are lost', async () => {
  let becomes: (role: Role) => Promise<void> = async () => {}
  text = await pages.openOwn(
    async opened => {
      becomes = await roleGiver(opened)
      await becomes('rapporteur')
      return beginText(opened)
    },
    { as: 'M.S.' },
  )
  page = text.page
  await writable().waitFor()
  const { document } = text
  await text.core.answers['documents.share']({ document })
  await page.getByText('3 members can read').first().waitFor()
  const settling = page.locator('.toast', { hasText: 'settle amendments' })
  await settled(page)
  expect(await settling.count()).toBe(0)
  await becomes('member')
  await settling.filter({ hasText: 'You can no longer' }).waitFor()
  await becomes('rapporteur')
  await settling.filter({ hasText: 'to this text now' }).waitFor()
})

it('where the editor fails, the page is loaded again and keeps nothing of the failed change', async () => {
  await open()
  await page.evaluate(() => {
    const editor: unknown = Reflect.get(document.querySelector('.page-text')!, '__lexicalEditor')
    Object.assign(window, { failed: editor })
  })
  await failPage(page)
  // Another editor, which can be written in.
  await page.waitForFunction(() => {
    const shown = document.querySelector<HTMLElement>('.page-text[contenteditable="true"]')
    const editor: unknown = shown && Reflect.get(shown, '__lexicalEditor')
    return editor != null && editor !== Reflect.get(window, 'failed')
  })
  await firstBlock().click()
  await page.keyboard.press('End')
  await page.keyboard.type(' again')
  await expect.poll(() => text.texts()[0]).toBe('Context again')
})

it('a text that the person may not change is shown, says so, and takes no key', async () => {
  await open({
    as: 'L.H.',
    async before(core, seeded) {
      const chair = await otherMember({ core, seeded }, 'K.W.')
      const member = await memberIn(core, seeded, 'L.H.')
      const { group } = seeded
      await chair.core.answers['members.setRole']({ group, member, role: 'observer' })
      await chair.tell()
      await chair.core.close()
    },
  })
  await page.getByText('You can read this document, but not change it here.').waitFor()
  await readable().waitFor()
  const title = page.getByRole('textbox', { name: 'Title of the document' })
  await expect.poll(() => title.isEditable()).toBe(false)
  await page.keyboard.type('X')
  await settled(page)
  expect(await firstBlock().innerText()).toBe('Context')
  expect(text.texts()[0]).toBe('Context')
})

it('when the text is closed, the window’s copy is forgotten', async () => {
  await open()
  await page.keyboard.type('kept ')
  const stored = (): Promise<(string | undefined)[]> =>
    page.evaluate(async () => (await indexedDB.databases()).map(each => each.name))
  await expect.poll(stored).toHaveLength(1)
  await page.keyboard.press('Control+1')
  await expect.poll(stored).toEqual([])
  expect(text.texts()[0]).toBe('kept Context')
})
