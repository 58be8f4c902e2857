// Goes through the app like a guide: a fresh profile from the first run to a written text, the
// example group of --demo with every screen of it, and the moments of deliberation that mockups show. Pictures are 1440 x 900 and are named after
// their mockup (design names such as 02-editor), then after the look; mockup and difference lie
// next to them.
import { mkdtempSync, rmSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openDesk, wordsIn, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { exportAs, newDocument, textOf, write } from '#tests/story-page'
import { button, choosePassphrase, createGroup, goTo, press, unlock } from '#tests/story-start'
import {
  besideMockup,
  measure,
  writeDifferences,
  type Look,
  type Measured,
} from '#tests/tour-compare'
import { giveMoments } from '#tests/tour-moments'
import type { MessageId } from '../../src/renderer/words/ids.ts'

type Shot = (name: string) => Promise<void>
type Stop = { name: string; go(desk: Desk): Promise<unknown> }

const escape = (desk: Desk): Promise<void> => desk.page.keyboard.press('Escape')
const dialog = (desk: Desk) => desk.page.locator('[role=dialog], [role=alertdialog]').first()
const opens = async (desk: Desk, id: MessageId): Promise<void> => {
  await press(desk, id)
  await dialog(desk).waitFor()
}
/** A dialog that still fades in shows the screen behind it. */
const settled = (desk: Desk): Promise<unknown> =>
  desk.page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(each => Number.isFinite(each.effect?.getComputedTiming().endTime))
        .map(each => each.finished.catch(() => null)),
    ),
  )
/** The document that the mockup shows. */
const openFirst = async (desk: Desk): Promise<void> => {
  await goTo(desk, 'documents')
  await desk.page.getByRole('row', { name: /Strategy of support/ }).click()
  await textOf(desk).locator('> *').first().waitFor()
}

/** The screens of the made-up group. */
const stops: Stop[] = [
  { name: '01-home', go: desk => goTo(desk, 'home') },
  { name: '02-editor', go: openFirst },
  {
    name: '02-editor-export',
    async go(desk) {
      await press(desk, 'editor.export')
      await desk.page.getByRole('menuitem').first().waitFor()
    },
  },
  { name: '10-documents', go: desk => goTo(desk, 'documents') },
  { name: '10-new-document', go: desk => opens(desk, 'documents.new.button') },
  {
    name: '05-archive-search',
    async go(desk) {
      await desk.page.keyboard.press('Control+Shift+F')
      const field = desk.page.locator('.archive').getByRole('searchbox')
      await desk.hand.fill(field, 'defenders')
      await desk.page.locator('.found-paragraph').first().waitFor()
    },
  },
  { name: '06-members', go: desk => goTo(desk, 'members') },

  { name: '06b-invite', go: desk => opens(desk, 'members.invite') },
  { name: '06d-exchange-by-file', go: desk => opens(desk, 'members.exchange') },
  {
    name: '09-command-palette',
    async go(desk) {
      await desk.page.keyboard.press('Control+k')
      await dialog(desk).waitFor()
    },
  },
  {
    name: '10-shortcuts',
    async go(desk) {
      await desk.page.keyboard.press('Control+/')
      await dialog(desk).waitFor()
    },
  },
]

/** After the others: leaving the settings is another way than leaving a dialog. */
const last: Stop = { name: '10-settings', go: desk => press(desk, 'app.settings') }

const looks = ['light', 'dark', 'mirrored'] as const

export const giveTour = async (to: string): Promise<number> => {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to)
  const homes = mkdtempSync(join(tmpdir(), 'to-'))
  const rows: string[] = []
  const measured = new Map<string, Measured>()
  const missed: string[] = []

  /** Sets a picture beside its mockup, and measures the page that it shows. */
  const compare = async (page: Page, name: string, look: Look): Promise<void> => {
    const path = `${name}.${look}.png`
    const differs = besideMockup(to, name, look)
    const row = differs === null ? path : `${path}: ${differs} % differs from its mockup`
    rows.push(row)
    console.log(row)
    for (const each of await measure(page, look === 'dark' ? 'dark' : 'light')) {
      const { name: what, meant, found } = each
      measured.set(`${what}, ${look}`, each)
      if (meant !== found) missed.push(`${path}: ${what} is ${found}, not ${meant}`)
    }
  }
  const shooting =
    (desk: Desk, look: Look): Shot =>
    async name => {
      await desk.page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' })
      // Nothing lies under the pointer.
      await desk.page.mouse.move(600, 4)
      await settled(desk)
      await desk.page.screenshot({ path: join(to, `${name}.${look}.png`) })
      await compare(desk.page, name, look)
    }
  /** A screen that cannot be reached is reported at the end, and the tour goes on. */
  const visit = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      missed.push(`${name}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`)
    }
  }

  const firstRun = async (look: Look): Promise<void> => {
    const language = look === 'mirrored' ? 'ar' : 'en'
    const desk = await openDesk({ home: join(homes, `new-${look}`), hand: pointer, language })
    const shot = shooting(desk, look)
    try {
      await desk.page.locator('.offered-words', { hasText: /\S/ }).waitFor()
      await shot('07-first-run')
      const passphrase = await choosePassphrase(desk)
      await button(desk, 'start.create.act').waitFor()
      await shot('07-create-group')
      await createGroup(desk, 'Civil Society Advisory Group', 'K.W.')
      await shot('01-home-empty')
      await newDocument(desk, 'Statement on rural clinics')
      await write(desk, 'Clinics in rural districts close for want of staff.')
      await shot('02-editor-new')
      for (const format of look === 'light' ? (['docx', 'pdf', 'html', 'md'] as const) : []) {
        await exportAs(desk, format, join(to, `statement.${format}`))
      }
      await desk.nextWindow(() => desk.page.keyboard.press('Control+Shift+L').catch(() => {}))
      await desk.page.getByLabel(desk.words('start.unlock.passphrase'), { exact: true }).waitFor()
      await shooting(desk, look)('08-unlock')
      await unlock(desk, passphrase)
    } finally {
      await desk.kill()
    }
  }

  const mirror = async (desk: Desk): Promise<Desk> => {
    await press(desk, 'app.settings')
    await desk.page.getByRole('heading', { name: desk.words('settings.title') }).waitFor()
    await desk.page
      .getByRole('button', { name: new RegExp(desk.words('settings.language')) })
      .click()
    await desk.page.getByRole('option', { name: 'العربية' }).click()
    await desk.page.locator('html[dir=rtl]').waitFor()
    return { ...desk, words: wordsIn('ar') }
  }
  const group = async (look: Look): Promise<void> => {
    const home = join(homes, `demo-${look}`)
    let desk = await openDesk({ home, hand: pointer, args: ['--demo'] })
    try {
      await desk.page.locator('.workspace').waitFor({ timeout: 60_000 })
      if (look === 'mirrored') desk = await mirror(desk)
      const shot = shooting(desk, look)
      for (const { name, go } of [...stops, last]) {
        await visit(`${name} (${look})`, async () => {
          await go(desk)
          await shot(name)
        })
        await escape(desk)
        await desk.page
          .getByRole('dialog')
          .waitFor({ state: 'detached' })
          .catch(() => {})
      }
      for (const format of look === 'light' ? (['docx', 'pdf', 'html', 'md'] as const) : []) {
        await openFirst(desk)
        await visit(format, () => exportAs(desk, format, join(to, `recommendations.${format}`)))
      }
    } finally {
      await desk.kill()
    }
  }

  for (const look of looks) {
    await visit(`first run (${look})`, () => firstRun(look))
    await visit(`group (${look})`, () => group(look))
  }
  missed.push(...(await giveMoments(to, compare)))
  rmSync(homes, { recursive: true, force: true })
  writeDifferences(to)
  writeFileSync(join(to, 'index.txt'), `${[...rows, ...missed].join('\n')}\n`)
  const figures = Array.from(measured, ([what, { meant, found }]) => `${what}: ${meant}, ${found}`)
  writeFileSync(
    join(to, 'measured.txt'),
    `What, look: as the design says, as measured\n${figures.join('\n')}\n`,
  )
  console.log(`${rows.length} pictures in ${to}`)
  for (const line of missed) console.error(`Missed: ${line}`)
  return missed.length === 0 ? 0 : 1
}
