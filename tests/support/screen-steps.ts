// The parts of states of screens, and steps that many of them take.
import type { Page } from 'playwright-core'
import type { Core } from '#core'
import type { CoreOptions, CorePage } from './core-pages.ts'
import type { ImportFile } from './import-files.ts'
import type { Seed } from './seeds.ts'

/** A message as the page shows it. */
export type Say = (id: string, values?: Record<string, string | number>) => string
export type Step = (page: Page, say: Say) => Promise<void>
type Options = 'isLocked' | 'runtime' | 'network' | 'hold' | 'before'
/** `files`: those that a person imports there. `meanwhile`: what comes after the steps without the person. */
export type ScreenState = Pick<CoreOptions, Options> & {
  name: string
  seed: Seed<unknown>
  files?: readonly ImportFile[]
  step?: Step
  meanwhile?: (opened: CorePage, say: Say) => Promise<void>
}

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click()
export const see = (page: Page, text: string): Promise<void> =>
  page.getByText(text).first().waitFor()
export const keys = (page: Page, chord: string): Promise<void> => page.keyboard.press(chord)

export const networkOn = async ({ answers }: Core): Promise<void> => {
  const settings = await answers['settings.get'](undefined)
  await answers['settings.set']({ ...settings, localNetwork: true })
}
/** The disk of a test is never full, and a state of it needs no real network. */
export const answering =
  (answers: Partial<Core['answers']>): NonNullable<ScreenState['before']> =>
  async core =>
    void Object.assign(core.answers, answers)
