// The choice of a picture in a page with a fake core: the next dialog ends with it.
import type { Page } from 'playwright-core'
import type { FakeCore } from './fake-core.ts'

export const willChoose = (page: Page, name: string, bytes: Uint8Array): Promise<void> =>
  page.evaluate(
    ([called, all]) => {
      const { fake } = window as unknown as { fake: FakeCore }
      fake.pictures.push({ name: called, bytes: new Uint8Array(all) })
    },
    [name, [...bytes]] as const,
  )
