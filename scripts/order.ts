// Which test files begin first. Vitest takes the largest file first where it has no times of an
// earlier run, as in a fresh checkout; one that is short to read and long to run then begins near the
// end, and runs on when nothing else is left for the other core.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { BaseSequencer, type TestSpecification, type Vitest } from 'vitest/node'

/** Files that take far longer than others of their size, from the checkout; the longest first. */
export const longest = [
  'tests/renderer/screens.electron.test.ts',
  'tests/e2e/story.test.ts',
  'tests/e2e/deliberation-story-decision.test.ts',
  'tests/renderer/members/members.electron.test.ts',
  'tests/e2e/secrecy.test.ts',
  'tests/renderer/editor/languages.electron.test.ts',
  'tests/renderer/editor/focus.electron.test.ts',
  'tests/renderer/controls.electron.test.ts',
  'tests/renderer/members/acts.electron.test.ts',
  'tests/e2e/taken-laptop.test.ts',
  'tests/e2e/retire-and-offload.test.ts',
  'tests/e2e/refusals.test.ts',
  'tests/e2e/mailbox-story.test.ts',
]

/** `files` with those in `longest` before the others of their project, which keep their order. */
export function longestFirst<T>(
  files: readonly T[],
  of: (file: T) => { project: string; path: string },
): T[] {
  const projects = Map.groupBy(files, file => of(file).project)
  const rank = (file: T): number => {
    const at = longest.indexOf(of(file).path)
    return at === -1 ? longest.length : at
  }
  return [...projects.values()].flatMap(own => own.toSorted((one, two) => rank(one) - rank(two)))
}

/** Throws when a file that is named here is gone: it then has another name. */
export class LongestFirst extends BaseSequencer {
  readonly #root: string

  constructor(vitest: Vitest) {
    super(vitest)
    this.#root = vitest.config.root
    const gone = longest.filter(path => !existsSync(join(this.#root, path)))
    if (gone.length > 0)
      throw new Error(`scripts/order.ts names what is no file: ${gone.join(', ')}`)
  }

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return longestFirst(sorted, ({ project, moduleId }) => ({
      project: project.name,
      path: moduleId.slice(this.#root.length + 1),
    }))
  }
}
