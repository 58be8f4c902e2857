// The end of a profile, for somebody in danger: first the key slots, then the rest. Without its slots
// the archive is noise to everyone, the person included.
//
// The slots are renamed before they are written over, and the file of that name goes last of all: as
// long as it lies there, an erasure was begun and is finished at the next start.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { orFailure } from './database.ts'
import { overwrite, replaceFile, syncDirectory } from './files.ts'
import { folders, fresh, inside } from './places.ts'

const markOf = (directory: string): string => join(directory, 'erased')

/** Wherever else key slots may lie: unfinished ones, the copy beside the backups, what was put aside. */
const copiesOf = (directory: string): string[] => {
  const { keys, keysCopy } = inside(directory)
  const damaged = join(directory, 'damaged')
  const aside = existsSync(damaged)
    ? readdirSync(damaged).map(name => join(damaged, name, 'keys'))
    : []
  return [keys, keysCopy, ...aside]
    .flatMap(path => (path === keys ? [fresh(path)] : [path, fresh(path)]))
    .filter(existsSync)
}

/**
 * From the return on nothing opens this profile any more. Takes some milliseconds and asks for no
 * lock: whoever else has it open keeps only what is in memory. Throws Failure not-writable.
 */
export const dropKeySlots = (directory: string): void =>
  orFailure(() => {
    const { keys } = inside(directory)
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

/** Ours by name: a person may keep other files in the directory. */
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
