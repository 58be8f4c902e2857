// Where the built parts lie, where the profile lies, and which Electron this is.
import { join } from 'node:path'

export type Runtime = {
  preload: string
  icon: string
  pages: string
  coreEntry: string
  /** Node to run core on; only where Electron is too old for core's libraries. */
  coreNode: string | undefined
  /** The old Electron for machines without the official one: not safe for real work. */
  test: boolean
  demo: boolean
}

/** `here` is the folder of the built main file. */
export const readRuntime = (
  here: string,
  environment: Record<string, string | undefined>,
  words: readonly string[],
): Runtime => {
  const test = environment['BARAZA_TEST_RUNTIME'] === '1'
  return {
    preload: join(here, '../preload/index.cjs'),
    icon: join(here, '../../resources/icon.png'),
    pages: join(here, '../renderer'),
    coreEntry: join(here, 'core.js'),
    coreNode: test ? environment['BARAZA_CORE_NODE'] : undefined,
    test,
    demo: words.includes('--demo'),
  }
}

/** Each runtime and the demo keep to folders of their own, so that none opens another's profile. */
export const folderName = ({ test }: Pick<Runtime, 'test'>): string =>
  test ? 'Baraza test runtime' : 'Baraza'
