// Where a file may be written that a person saves: in no hidden file or folder, in no folder whose
// files start by themselves, and nowhere in the app's own folder. One rule for every save dialog.
import { realpathSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'

/** Folders whose files the system runs by itself, on Linux, macOS and Windows, in lower case. */
const running = new Set([
  'autostart',
  'launchagents',
  'launchdaemons',
  'startupitems',
  'startup',
  'startmenu',
  'start menu',
  'init.d',
  'cron.d',
])
/** Programs keep their own there; a person's files are elsewhere. */
const ofPrograms = new Set(['appdata', 'library'])

const isBelow = (path: string, folder: string): boolean => {
  const way = relative(folder, path)
  return way === '' || (!way.startsWith('..') && !way.startsWith(sep))
}

/** The folder as it really lies, where it is there. */
const real = (folder: string): string => {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}

/**
 * `home`: the person's folder; hidden folders above it do not count. `own`: folders of the app.
 * Links in the way are followed first.
 */
export const mayWriteTo = (
  chosen: string,
  { home, own }: { home: string; own: readonly string[] },
): boolean => {
  const path = join(real(dirname(chosen)), basename(chosen))
  if (own.some(folder => isBelow(path, real(folder)))) return false
  const from = real(home)
  const inHome = isBelow(path, from)
  const names = (inHome ? relative(from, path) : path).split(/[\\/]/).filter(name => name !== '')
  const folders = names.slice(0, -1).map(name => name.toLowerCase())
  return (
    !names.some(name => name.startsWith('.')) &&
    !folders.some(name => running.has(name)) &&
    !(inHome && ofPrograms.has(folders[0] ?? ''))
  )
}
