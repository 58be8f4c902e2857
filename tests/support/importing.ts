// Importing one file in the app, as a person does.
import type { Desk } from '#tests/story'
import { button, goTo, press } from '#tests/story-start'

/** Opens `path` as a new document; `choose` runs once its report is there. */
export const importFile = async (
  desk: Desk,
  path: string,
  choose: () => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  await goTo(desk, 'documents')
  await desk.willOpen(path)
  await press(desk, 'documents.import.button')
  await button(desk, 'import.act', { files: 1 }).waitFor()
  await choose()
  await press(desk, 'import.act', { files: 1 })
  await desk.page.locator('.import').waitFor({ state: 'detached' })
}
