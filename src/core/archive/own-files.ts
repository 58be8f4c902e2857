// Checks that the files of an open profile are still those that were opened. Writing into a file
// that another program deleted or replaced succeeds, and its content is lost.
import { statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { Failure } from '#shared/failure'
import { logOf, type Paths } from './paths.ts'

export type OwnFiles = {
  /** Failure `archive-replaced` while one of them is gone or another file has its name. */
  mustBeOurs(): void
  /** As `mustBeOurs`, for the database and its log alone. */
  databaseMustBeOurs(): void
  /** Runs `work`, which replaces the key slots of this profile. */
  changeKeys<T>(work: () => T): T
}

/** Changes of a folder that are this near may bear the same time. */
const clockMilliseconds = 100
/** On this system a folder may keep its time when a file in it is replaced. */
const asksEachFile = process.platform === 'win32'

const look = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false })
const identityOf = (stats: Stats | undefined): string =>
  stats ? `${stats.dev} ${stats.ino}` : 'gone'

export const openOwnFiles = (paths: Paths): OwnFiles => {
  const folder = dirname(paths.archive)
  const databasePaths = [paths.archive, logOf(paths.archive)]
  const own = new Map(
    [...databasePaths, paths.journal, paths.witness, paths.keys].map(path => [
      path,
      identityOf(look(path)),
    ]),
  )
  /** The folder as it looked, since when, and whether that means that each file in it is ours. */
  let seen = { dev: 0, ino: 0, mtimeMs: 0, since: 0, isEnough: false }

  const mustBe = (wanted: Iterable<string>): void => {
    for (const path of wanted) {
      if (identityOf(look(path)) !== own.get(path)) throw new Failure('archive-replaced')
    }
  }
  return {
    mustBeOurs() {
      const stats = look(folder)
      const isSame =
        stats?.ino === seen.ino && stats.dev === seen.dev && stats.mtimeMs === seen.mtimeMs
      if (isSame && seen.isEnough) return
      mustBe(own.keys())
      const { dev = 0, ino = 0, mtimeMs = 0 } = stats ?? {}
      const since = isSame ? seen.since : performance.now()
      const isOld = performance.now() - since > clockMilliseconds
      seen = { dev, ino, mtimeMs, since, isEnough: isOld && !asksEachFile }
    },
    databaseMustBeOurs: () => mustBe(databasePaths),
    changeKeys(work) {
      mustBe([paths.keys])
      const result = work()
      own.set(paths.keys, identityOf(look(paths.keys)))
      return result
    },
  }
}
