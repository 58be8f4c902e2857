// A desk: one person's running app, from that person's view. It knows the words of the person's
// language, answers file dialogs with the path named beforehand, and collects all complaints of a
// window.
import { basename, join } from 'node:path'
import { createIntl } from 'react-intl'
import type { Page } from 'playwright-core'
import { launchApp, type LaunchOptions, type RunningApp } from '#tests/app'
import { hearKeys, isOpen } from '#tests/open-windows'
import type { DialogHand } from '#tests/real-dialog'
import type { Hand } from '#tests/story-hand'
import { compiled, type Locale } from '../../scripts/messages.ts'
import { languageNames, languages } from '../../src/renderer/shell/frame/languages.ts'
import { formats } from '../../src/renderer/words/formats.ts'
import { wordsOf, type Words } from '../../src/renderer/words/words.ts'

export type DeskOptions = Pick<
  LaunchOptions,
  'args' | 'home' | 'network' | 'env' | 'optimizing'
> & {
  /** How this person moves: by pointer or by keys. */
  hand: Hand
  language?: (typeof languages)[number]
  /** Answers the system's own dialogs; left out, none is shown (real-dialog.ts). */
  dialogs?: DialogHand
}

export type Desk = {
  hand: Hand
  words: Words
  home: string
  /** The window now; another one after each lock. */
  page: Page
  app: RunningApp['app']
  /** Errors, warnings and reports of the content policy from every window so far. */
  complaints: string[]
  /** The next save dialog ends with this path. */
  willSave(path: string): Promise<void>
  /** The next open dialog ends with this path. */
  willOpen(...paths: string[]): Promise<void>
  /** The next question of the system's own window is answered with yes. An unexpected one: no. */
  willAllow(): Promise<void>
  /** The questions of the system's own windows so far, with their texts. */
  asked(): Promise<string[]>
  /** Waits for the window that follows a lock. */
  nextWindow(act: () => Promise<unknown>): Promise<void>
  close(): Promise<void>
  kill(): Promise<void>
}

/** Where the app keeps its profile below the home of a desk on the test runtime or the official. */
export const profileOf = (home: string, test: boolean): string =>
  join(home, 'config', test ? 'Baraza test runtime' : 'Baraza', 'profile')

const spoken = new Map<Locale, Words>()

/** Compiled once for all desks of a worker. */
export const wordsIn = (language: Locale): Words => {
  const known = spoken.get(language)
  if (known) return known
  const messages = compiled(language)
  const intl = createIntl({
    locale: formats[language],
    messages,
    // A screen sets these words in bold; read aloud they are the same.
    defaultRichTextElements: { b: chunks => chunks.map(String).join('') },
    onError: () => {},
  })
  const words = wordsOf(intl)
  spoken.set(language, words)
  return words
}

/** Milliseconds that a person waits for something to appear before the test gives up. */
const patience = 30_000

type Answers = { save: string[]; open: string[]; allow: string[]; asked: string[] }

export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { hand, language = 'en', dialogs, ...launch } = options
  const complaints: string[] = []
  const watch = (page: Page): void => {
    page.setDefaultTimeout(patience)
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') {
        complaints.push(message.text())
      }
    })
    page.on('pageerror', error => complaints.push(String(error)))
  }
  const running = await launchApp({ ...launch, onWindow: watch })
  const { app } = running
  const isGone = isOpen({ name: basename(options.home), pages: () => app.windows(), complaints })
  for (const script of [reportPolicy, hearKeys]) {
    await app.context().addInitScript(script)
    await running.page.evaluate(script)
  }
  if (!dialogs) await answerDialogs(app)
  const answer = async (kind: Exclude<keyof Answers, 'asked'>, path: string): Promise<void> => {
    // It is answered when it comes, which the next act of the story brings about.
    if (dialogs) return void dialogs[kind](path).catch(error => complaints.push(String(error)))
    await app.evaluate(
      (_electron, [to, given]) => {
        const { answers } = globalThis as unknown as { answers: Answers }
        answers[to].push(given)
      },
      [kind, path] as const,
    )
  }
  const desk: Desk = {
    hand,
    words: wordsIn(language),
    home: options.home,
    page: running.page,
    app,
    complaints,
    willSave: path => answer('save', path),
    // One path a line.
    willOpen: (...paths) => answer('open', paths.join('\n')),
    willAllow: () => answer('allow', 'yes'),
    asked: () => app.evaluate(() => (globalThis as unknown as { answers: Answers }).answers.asked),
    async nextWindow(act) {
      const next = app.waitForEvent('window')
      // The window may be gone before the last key is up again.
      act().catch(() => {})
      desk.page = await next
    },
    async close() {
      await running.close()
      isGone()
    },
    async kill() {
      isGone()
      await running.kill()
    },
  }
  if (language !== 'en') await chooseLanguage(desk, language)
  return desk
}

/** Each dialog of the system ends at once: with the named path, or cancelled. */
const answerDialogs = (app: RunningApp['app']): Promise<void> =>
  app.evaluate(({ dialog }) => {
    const answers: Answers = { save: [], open: [], allow: [], asked: [] }
    Object.assign(globalThis, { answers })
    dialog.showSaveDialog = () => {
      const filePath = answers.save.shift() ?? ''
      return Promise.resolve({ canceled: filePath === '', filePath })
    }
    dialog.showOpenDialog = () => {
      const filePaths = answers.open.shift()?.split('\n') ?? []
      return Promise.resolve({ canceled: filePaths.length === 0, filePaths })
    }
    const ask = (...given: unknown[]) => {
      const { message, detail = '', cancelId = 0 } = given.at(-1) as Electron.MessageBoxOptions
      answers.asked.push(`${message}\n${detail}`)
      const response = answers.allow.shift() === undefined ? cancelId : 1 - cancelId
      return Promise.resolve({ response, checkboxChecked: false })
    }
    dialog.showMessageBox = ask as typeof dialog.showMessageBox
  })

/** In the bar of the first screens, as nothing can be read before it. */
async function chooseLanguage(desk: Desk, language: (typeof languages)[number]): Promise<void> {
  const { page, hand } = desk
  const shown = page.locator('.language-choice')
  await shown.waitFor()
  // An earlier choice is still there on the next start.
  await page.locator('main').waitFor()
  if ((await page.locator('html').getAttribute('lang')) === language) return
  await hand.press(shown)
  await hand.choose(
    page
      .getByRole('menuitemradio', { name: languageNames[language] })
      .or(page.getByRole('menuitem', { name: languageNames[language] })),
  )
  await page.locator(`html[lang=${language}]`).waitFor()
}

/** Runs in the window: a report of the content policy becomes an error on its console. */
function reportPolicy(): void {
  addEventListener('securitypolicyviolation', event => {
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
  })
}
