// The desktop's list of recent files, recently-used.xbel, names each file that a GTK dialog chose. The
// dialogs of this process get no list at all; what another process wrote for them is taken out again.
import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, watch, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Environment = Record<string, string | undefined>

/** Nothing can be written below a device file, not even by root. */
const nowhere = '/dev/null/no-list'

const setOrNot = (environment: Environment, name: string, value: string | undefined): void => {
  if (value === undefined) delete environment[name]
  else environment[name] = value
}

/** The folder of the person's data, in which the list lies. */
export const dataFolder = (environment: Environment, home: string): string => {
  const said = environment['XDG_DATA_HOME'] ?? ''
  return said === '' ? join(home, '.local', 'share') : said
}

/**
 * Tells GTK, which asks once, that the person's data lie where nothing can be written; themes and
 * fonts are still found. Returns the way back for the programs that this process starts.
 */
export const hideRecentFiles = (environment: Environment, home: string): (() => void) => {
  const { XDG_DATA_HOME: own, XDG_DATA_DIRS: shared } = environment
  const folders = shared === undefined || shared === '' ? '/usr/local/share:/usr/share' : shared
  environment['XDG_DATA_DIRS'] = `${dataFolder(environment, home)}:${folders}`
  environment['XDG_DATA_HOME'] = nowhere
  // The dialog of KDE is another program with a list of its own.
  environment['NO_CHROME_KDE_FILE_DIALOG'] = '1'
  return () => {
    setOrNot(environment, 'XDG_DATA_HOME', own)
    setOrNot(environment, 'XDG_DATA_DIRS', shared)
  }
}

const escapes: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The path of an entry; undefined where it is no file of this machine. */
const pathOf = (href: string): string | undefined => {
  try {
    return fileURLToPath(href.replace(/&(\w+);/g, (all, name: string) => escapes[name] ?? all))
  } catch {
    return undefined
  }
}

const entry = /[ \t]*<bookmark\s[^>]*?href="([^"]*)"[^>]*?(?:\/>|>[\s\S]*?<\/bookmark>)\n?/g

const entriesOf = (list: string): Map<string, string> =>
  new Map(
    [...list.matchAll(entry)].flatMap(([text, href = '']) => {
      const path = pathOf(href)
      return path === undefined ? [] : [[path, text] as const]
    }),
  )

/** The list in which the entries of `paths` are as they were in `before`, or gone. */
export const withoutPaths = (list: string, paths: ReadonlySet<string>, before: string): string => {
  const earlier = entriesOf(before)
  return list.replace(entry, (text: string, href: string) => {
    const path = pathOf(href)
    return path !== undefined && paths.has(path) ? (earlier.get(path) ?? '') : text
  })
}

export type RecentFiles = {
  /** Called before a dialog. The returned function is called with the chosen paths. */
  beforeDialog(): (paths: readonly string[]) => void
}

/** Milliseconds after a dialog in which an entry is expected; GTK writes it after 250. */
const expected = 5000

export const watchRecentFiles = (folder: string): RecentFiles => {
  const place = join(folder, 'recently-used.xbel')
  const read = (): string => {
    try {
      return readFileSync(place, 'utf8')
    } catch {
      return ''
    }
  }
  /** Replaces the list in one step, unless another program has written it meanwhile. */
  const mend = (paths: ReadonlySet<string>, before: string): void => {
    const found = statSync(place, { throwIfNoEntry: false, bigint: true })
    if (found === undefined) return
    const list = read()
    const mended = withoutPaths(list, paths, before)
    if (mended === list) return
    const part = join(folder, `.${basename(place)}.${randomBytes(6).toString('hex')}`)
    try {
      writeFileSync(part, mended, { mode: 0o600, flag: 'wx' })
      const now = statSync(place, { throwIfNoEntry: false, bigint: true })
      // A newer list is mended when it is told of.
      if (now?.ino === found.ino && now.mtimeNs === found.mtimeNs) renameSync(part, place)
    } catch {
      // A folder that cannot be written to holds no new entry either.
    } finally {
      rmSync(part, { force: true })
    }
  }
  return {
    beforeDialog() {
      const before = read()
      return chosen => {
        const paths = new Set(chosen)
        if (paths.size === 0) return
        mend(paths, before)
        try {
          const watcher = watch(dirname(place), () => mend(paths, before))
          watcher.on('error', () => watcher.close())
          setTimeout(() => watcher.close(), expected).unref()
        } catch {
          // There is no such folder, and so no list.
        }
      }
    },
  }
}
