// Pages on minutes over a real core, and what another officer does about their decision line meanwhile.
import type { Locator, Page } from 'playwright-core'
import { blockText, type Block } from '#document/model'
import type { CoreOptions, CorePage, CorePages } from './core-pages.ts'
import { minutesSeed } from './minutes-seed.ts'
import { openText, otherMember, type OtherMember } from './text-seed.ts'

type Seeded = Awaited<ReturnType<typeof minutesSeed>>['seeded']
export type MinutesPage = CorePage & {
  seeded: Seeded
  page: Page
  /** The lines, as core has them. */
  blocks(): readonly Block[]
  /** The words of each line, as core has them. */
  texts(): string[]
}

export const openMinutes = async (
  pages: CorePages,
  options: CoreOptions<Seeded> = {},
): Promise<MinutesPage> => {
  const opened = await pages.open(minutesSeed, options)
  const { document } = opened.seeded
  await openText(opened.page, document)
  const blocks = () => opened.core.page(document).blocks
  return { ...opened, blocks, texts: () => blocks().map(block => blockText(block)) }
}

/** The words of these facts, as the style sheet writes them. */
export const wordsOf = (facts: Locator): Promise<string> =>
  facts.evaluate(each =>
    [...each.querySelectorAll<HTMLElement>('[data-words]')]
      .map(part => part.dataset['words'])
      .join(' | '),
  )

/** The rapporteur, on a device that has the minutes and the positions about their decision line. */
export type Rapporteur = OtherMember & {
  /** Gives a position on the line, and closes the decision; the person at the page hears of it. */
  close(choice?: 'support' | 'object'): Promise<void>
}

export const rapporteurOf = async (opened: MinutesPage): Promise<Rapporteur> => {
  const other = await otherMember(opened, 'M.S.')
  const { decision } = opened.seeded
  return {
    ...other,
    async close(choice = 'support') {
      const { answers } = other.core
      const reason = choice === 'object' ? 'The annex is not ready.' : ''
      await answers['decisions.position']({ decision, choice, reason, reservations: [] })
      await answers['decisions.close']({ decision })
      await other.tell()
    },
  }
}
