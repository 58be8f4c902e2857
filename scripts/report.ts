// The outcome of a run of vitest, as a file from which the count is made (count.ts). Vitest's own
// JSON report omits errors outside tests, and reports only a part of failed hooks.
import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** `path` is told from the checkout; `name` has the names of the groups around it, ` > ` between. */
export type TestReport = {
  files: {
    path: string
    seconds: number
    /** CPU seconds of the worker and its child processes, where tests/support/count-cpu.ts tells them. */
    cpuSeconds?: number
    /** Errors of a file outside its tests: it did not load, or a hook failed. */
    errors: { name: string; errors: string[] }[]
    /** Tests that the tags of the run left out. */
    leftOut: number
    tests: { name: string; state: string; seconds: number; errors: string[] }[]
  }[]
  /** Errors outside every file, each with the test that ran at that time. */
  errors: string[]
}

/** A reporter that writes a TestReport to `path` at the end of the run, and prints nothing. */
export const reportTo = (path: string): Reporter => ({
  onTestRunEnd(modules, errors) {
    const report: TestReport = { files: modules.map(fileReport), errors: errors.map(said) }
    writeFileSync(path, JSON.stringify(report))
  },
})

/** The tests that were asked for by name (vitest's -t): the others are no tests of this run. */
const namedIn = (module: TestModule): TestCase[] => {
  const pattern = module.project.vitest.getGlobalTestNamePattern()
  const all = [...module.children.allTests()]
  return pattern ? all.filter(test => test.fullName.search(pattern) >= 0) : all
}

/** Whether the run was asked to do without the tests of a tag that `test` has (`--tags-filter !TAG`). */
const isLeftOut = ({ project, tags }: TestCase): boolean =>
  (project.vitest.config.tagsFilter ?? []).some(
    wanted => wanted.startsWith('!') && tags.includes(wanted.slice(1)),
  )

const fileReport = (module: TestModule): TestReport['files'][number] => {
  const groups = [...module.children.allSuites()]
    .map(group => ({ name: group.fullName, errors: group.errors().map(said) }))
    .filter(({ errors }) => errors.length > 0)
  const own = module.errors().map(said)
  const named = namedIn(module)
  const chosen = named.filter(test => !isLeftOut(test))
  return {
    path: module.relativeModuleId,
    seconds: module.diagnostic().duration / 1000,
    ...cpuOf(module),
    errors: own.length > 0 ? [{ name: '', errors: own }, ...groups] : groups,
    leftOut: named.length - chosen.length,
    tests: chosen.map(test => ({
      name: test.fullName,
      state: test.result().state,
      seconds: (test.diagnostic()?.duration ?? 0) / 1000,
      errors: (test.result().errors ?? []).map(said),
    })),
  }
}

const cpuOf = (module: TestModule): { cpuSeconds?: number } => {
  const { cpuSeconds } = module.meta() as { cpuSeconds?: number }
  return cpuSeconds === undefined ? {} : { cpuSeconds }
}

type Thrown = { name?: string; message: string; stack?: string; VITEST_TEST_NAME?: string }

/** The error's name and message, the first place of ours it came from, and what ran when it came. */
const said = ({ name, message, stack, VITEST_TEST_NAME: running }: Thrown): string => {
  const place = (stack ?? '')
    .split('\n')
    .find(line => /^\s+at .*:\d+:\d+\)?$/.test(line) && !line.includes('node_modules'))
  return [
    `${name ?? 'Error'}: ${message}`,
    ...(place === undefined ? [] : [place.trim()]),
    ...(running === undefined ? [] : [`while this ran: ${running}`]),
  ].join('\n')
}
