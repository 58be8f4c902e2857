// The end of a profile, for a person in danger: first the key slots, then the rest. Without its
// slots the archive is unreadable for everyone, the person included. The slots are renamed before
// they are overwritten, and the renamed file is deleted last. While it exists, an erasure has
// begun, and the next start finishes it.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { orFailure } from './database.ts'
import { overwrite, replaceFile, syncDirectory } from './files.ts'
import { folders, newPath, pathsIn } from './paths.ts'

const markOf = (directory: string): string => join(directory, 'erased')

/**
 * Other places of key slots: unfinished ones, the copy beside the backups, and damaged files that
 * were set aside.
 */
const copiesOf = (directory: string): string[] => {
  const { keys, keysCopy } = pathsIn(directory)
  const damaged = join(directory, 'damaged')
  const aside = existsSync(damaged)
    ? readdirSync(damaged).map(name => join(damaged, name, 'keys'))
    : []
  return [keys, keysCopy, ...aside]
    .flatMap(path => (path === keys ? [newPath(path)] : [path, newPath(path)]))
    .filter(existsSync)
}

/**
 * After it returns, nothing opens this profile. It takes some milliseconds and needs no lock:
 * another process with the profile open keeps only its memory. Failure `not-writable`.
 */
export const dropKeySlots = (directory: string): void =>
  orFailure(() => {
    const { keys } = pathsIn(directory)
    const mark = markOf(directory)
    if (existsSync(keys)) {
      renameSync(keys, mark)
      syncDirectory(directory)
      overwrite(mark)
    } else if (existsSync(mark)) overwrite(mark)
    else if (existsSync(directory)) replaceFile(mark, new Uint8Array())
    for (const path of copiesOf(directory)) {
      overwrite(path)
      rmSync(path)
    }
  })

/** Own files by name: a person may keep other files in the directory. */
const isOurs = (name: string): boolean =>
  /^(archive\.db|journal|keys|witness|lock|tries|appearance\.json)([.-](new|part|wal|shm|journal))*$/.test(
    name,
  ) || folders.includes(name)

/** Removes what `dropKeySlots` left of the profile, the mark of the erasure last. */
export const eraseRest = (directory: string): void =>
  orFailure(() => {
    const mark = markOf(directory)
    if (!existsSync(mark)) return
    for (const name of readdirSync(directory).filter(isOurs)) {
      rmSync(join(directory, name), { recursive: true, force: true })
    }
    syncDirectory(directory)
    overwrite(mark)
    rmSync(mark)
    syncDirectory(directory)
    syncDirectory(dirname(directory))
  })

/** Goes on with an erasure that a crash interrupted. */
export const finishErasing = (directory: string): void => {
  if (!existsSync(markOf(directory))) return
  dropKeySlots(directory)
  eraseRest(directory)
}
