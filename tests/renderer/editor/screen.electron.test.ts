// The document screen as a whole: every state free of accessibility faults in light, dark and
// mirrored, nothing lost in small windows and long languages, every control reached by keyboard.
// @module-tag long
import type { JSHandle, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentId } from '#shared/ids'
import { longLater } from '#tests/core-pages'
import { proves } from '#tests/of-proofs'
import { axeFaults, faultsEverywhere, losses } from '#tests/page-faults'
import { becomesLong, closePage } from '#tests/renderer-pages'
import {
  presentAt,
  type TextPage,
  textPages,
  type TextPages,
  withParagraphs,
} from '#tests/text-pages'
import type { Core } from '#core'
import { beginText, editText, otherMember } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

type State = {
  name: string
  /** Left for `npm run prove -- screen`: it differs little from another. */
  isProof?: true
  /** The text of the mockups, if left out. */
  begin?: NonNullable<Parameters<TextPages['openOwn']>[0]>
  step?: (page: Page) => Promise<void>
}

/** M.S. selects words and L.H. has the cursor behind a word. */
const others = async (): Promise<void> => {
  await presentAt(text, { handle: 'M.S.', color: 2 }, 2, 192, 221)
  await presentAt(text, { handle: 'L.H.', color: 5 }, 8, 103)
}

const states: State[] = [
  { name: 'a text', isProof: true },
  {
    name: 'others in the text',
    step: async on => {
      await others()
      await on.locator('.cursor-name').nth(1).waitFor()
    },
  },
  {
    name: 'the kinds of paragraph',
    isProof: true,
    step: async on => {
      await on.locator('.page-text').focus()
      await on.keyboard.press('Alt+F10')
      await on.keyboard.press('Enter')
      await on.getByRole('menu').waitFor()
    },
  },
  {
    name: 'more formatting',
    step: async on => {
      await on.locator('.page-tools .icon-button[aria-haspopup]').first().click()
      await on.getByRole('menu').waitFor()
    },
  },
  {
    name: 'the question where words lead',
    step: async on => {
      await on.locator('.page-text > *').nth(1).click()
      await on.keyboard.press('Control+Shift+ArrowLeft')
      await on.keyboard.press('Control+Shift+K')
      await on.getByRole('dialog').waitFor()
      await on.keyboard.type('undocs')
      await on.keyboard.press('Enter')
    },
  },
  {
    name: 'the export menu',
    isProof: true,
    step: async on => {
      await on.locator('.document-bar .button').last().click()
      await on.getByRole('menu').waitFor()
    },
  },
  { name: 'an empty text', isProof: true, begin: beginText },
  {
    name: 'a text longer than its kind may be',
    isProof: true,
    begin: withParagraphs(420),
    step: on => on.locator('.page-text[data-large]').waitFor(),
  },
  {
    name: 'merged paragraphs, rescued words and a refusal at once',
    step: async on => {
      const other = await otherMember(text)
      for (const index of [1, 10]) {
        await on.locator('.page-text > *').nth(index).click()
        await on.keyboard.press('End')
        await on.keyboard.type(' Mine.')
      }
      await on.locator('.saved-line[data-saved="yes"]').waitFor()
      await editText(other.core, text.document, [
        { insert: 'Theirs. ', block: 2, at: 0 },
        { remove: 11 },
      ])
      await other.tell()
      await on.locator('.notice').nth(1).waitFor()
    },
  },
]

async function inState(
  { begin, step }: State,
  options: Parameters<TextPages['open']>[0] = {},
): Promise<void> {
  text = await (begin ? pages.openOwn(begin, options) : pages.open(options))
  page = text.page
  await step?.(page)
}

describe.each(states.filter(state => proves || state.isProof !== true))('$name', state => {
  it('has no accessibility fault in light, dark and mirrored, and loses nothing, long words too', async () => {
    await inState(state, longLater)
    expect(await faultsEverywhere(page)).toEqual([])
    await becomesLong(page, async () => text.release())
    expect(await losses(page)).toEqual([])
  })

  it('loses nothing in Arabic', async () => {
    await inState(state, { appearance: { language: 'ar' } })
    expect(await losses(page)).toEqual([])
  })
})

describe('a document of one’s own', () => {
  it('is shared from the bar, after saying what follows', async () => {
    text = await pages.openOwn()
    page = text.page
    await page.locator('.document-bar').getByText('Only you can read').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.locator('.document-bar').getByRole('button', { name: 'Share' }).click()
    await page.getByRole('alertdialog').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: /^Share with/ }).click()
    await page.locator('.document-bar').getByText('3 members can read').waitFor()
    expect(await page.getByRole('button', { name: 'Share', exact: true }).count()).toBe(0)
    await page
      .locator('.reader-card-who')
      .getByText(
        'In Baraza, only the group can read this text. None of the members is from the Secretariat. Everyone who has a saved file of it can read that file.',
      )
      .waitFor()
    const other = await otherMember(text)
    await other.hear()
    expect(other.core.page(text.document).blocks).toEqual(text.blocks())
  })

  it('says how many of its readers are from the Secretariat, and takes no key of a person who left the group', async () => {
    text = await pages.open()
    page = text.page
    const { answers } = text.core
    const { group } = text.seeded
    const { memberList } = await answers['groups.get']({ group })
    const of = (handle: string) => memberList.find(each => each.handle === handle)!.id
    await answers['members.setRole']({ group, member: of('L.H.'), role: 'secretariat' })
    await page
      .locator('.reader-card-who')
      .getByText('1 of the members is from the Secretariat.')
      .waitFor()
    await answers['members.setRole']({ group, member: of('M.S.'), role: 'chair' })
    await answers['members.leave']({ group })
    expect((await answers['groups.get']({ group })).state).toBe('removed')
    await page.getByText('You can read this text, but not change it').waitFor()
    await page.locator('.page-text[contenteditable="false"]').waitFor()
    await page.getByText('This device is not in the group at present.').waitFor()
    await page.locator('.document-bar').getByText('2 members can read').waitFor()
  })

  it('says that changes in a text of a circle stay here, on a device that was blocked', async () => {
    let isBlocked = false
    // A blocked device hears of it over a link alone.
    const before = async ({ answers }: Core): Promise<void> => {
      const get = answers['groups.get']
      Object.assign(answers, {
        async 'groups.get'(asked: Parameters<typeof get>[0]) {
          const group = await get(asked)
          return isBlocked ? { ...group, state: 'removed' } : group
        },
      })
    }
    text = await pages.openOwn(
      async opened => {
        const { answers } = opened.core
        const { group } = opened.seeded
        const circle = await answers['circles.create']({ group, name: 'Drafters' })
        return answers['circles.share']({ circle, document: await beginText(opened) })
      },
      { before },
    )
    page = text.page
    const notice = page.getByText('Your changes here stay on this device.')
    expect(await notice.count()).toBe(0)
    isBlocked = true
    text.tell('groups.changed', { group: text.seeded.group })
    await notice.waitFor()
    await page.locator('.page-text[contenteditable="true"]').waitFor()
  })
})

describe('the head of the page', () => {
  it('is in the language of the text, whatever the window has', async () => {
    let seen: JSHandle<Set<string>> | undefined
    const begin = async ({
      core,
      seeded,
      page: shown,
    }: Pick<TextPage, 'core' | 'seeded' | 'page'>): Promise<DocumentId> => {
      const wanted = { group: seeded.group, kind: 'statement', title: 'توصيات أولية' } as const
      const made = await core.answers['documents.create']({ ...wanted, language: 'ar' })
      await core.answers['documents.share']({ document: made })
      // Words of the window stand there until those of the text are loaded.
      seen = await shown.evaluateHandle(() => {
        const states = new Set<string>()
        const look = (): void => {
          const head = document.querySelector<HTMLElement>('.masthead-words')
          const words = head?.querySelector('.masthead-facts')?.textContent ?? ''
          if (words)
            states.add(`${head?.lang} ${head?.dir}: ${/[ء-ي]{3}/.test(words) ? 'ar' : 'fr'}`)
        }
        new MutationObserver(look).observe(document, {
          ...{ subtree: true, childList: true, attributes: true, characterData: true },
        })
        return states
      })
      return made
    }
    text = await pages.openOwn(begin, { appearance: { language: 'fr' } })
    page = text.page
    const words = page.locator('.masthead-words')
    await words.getByText('التوزيع: أعضاء الفريق فقط').waitFor()
    expect(await words.evaluate(each => getComputedStyle(each).direction)).toBe('rtl')
    expect(await seen?.evaluate(states => [...states])).toEqual(['fr ltr: fr', 'ar rtl: ar'])
    await page.getByRole('button', { name: 'Exporter' }).first().waitFor()
  })
})

describe('the bar above the page', () => {
  it('has buttons of one height', async () => {
    text = await pages.open()
    page = text.page
    const heights = (): Promise<number[]> =>
      page
        .locator('.document-bar button')
        .evaluateAll(all => all.map(each => each.getBoundingClientRect().height))
    await expect.poll(async () => (await heights()).length).toBeGreaterThan(1)
    expect(new Set(await heights()).size).toBe(1)
  })

  it('says all of it at every width, and nothing runs into another', async () => {
    text = await pages.open()
    page = text.page
    await others()
    await page.locator('.here').waitFor()
    const faults = (): Promise<string[]> =>
      page.evaluate(() => {
        const bar = document.querySelector('.document-bar')
        const facts = [...(bar?.querySelectorAll('.bar-facts > *') ?? [])]
        const rest = [...(bar?.children ?? [])].filter(
          each => !each.matches('.bar-says, .grow') && each.getBoundingClientRect().width > 0,
        )
        const all = [...facts, ...rest].map(each => ({
          text: (each.textContent ?? '').slice(0, 30),
          isCut: each.scrollWidth > each.clientWidth + 1,
          box: each.getBoundingClientRect(),
        }))
        const cut = all.filter(({ isCut }) => isCut).map(({ text }) => `cut: ${text}`)
        const meet = all.flatMap((one, index) =>
          all
            .slice(index + 1)
            .filter(
              ({ box }) =>
                Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left) > 1 &&
                Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top) > 1,
            )
            .map(({ text }) => `${one.text} runs into ${text}`),
        )
        return [...cut, ...meet]
      })
    for (const width of [640, 720, 840, 961, 1440]) {
      await page.setViewportSize({ width, height: 700 })
      await expect.poll(faults).toEqual([])
      expect(await losses(page)).toEqual([])
    }
  })
})

describe('areas', () => {
  it('are walked through with F6 in the order of the screen', async () => {
    text = await pages.open()
    page = text.page
    const area = (): Promise<string | null | undefined> =>
      page.evaluate(() => document.activeElement?.closest('[data-area]')?.getAttribute('data-area'))
    expect(await area()).toBe('page')
    const walked: (string | null | undefined)[] = []
    for (let step = 0; step < 8; step++) {
      await page.keyboard.press('F6')
      walked.push(await area())
    }
    const own = walked.filter(each =>
      ['document-bar', 'outline', 'tools', 'page'].includes(each ?? ''),
    )
    expect(own.slice(0, 4)).toEqual(['document-bar', 'outline', 'tools', 'page'])
  })
})
