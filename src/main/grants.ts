// The path that a person chose goes to core; the window gets a name for it.
import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import * as v from 'valibot'
import type { control } from '#shared/control'
import { FileGrant } from '#shared/ids'
import type { Client } from '#shared/rpc'

export type Granted = { file: FileGrant; name: string; path: string }

/**
 * The most files that a person brings at once: one more than the window takes, which says then that files
 * are left.
 */
const mostAtOnce = 101

export const grant = (path: string): Granted => ({
  file: v.parse(FileGrant, randomBytes(16).toString('hex')),
  name: basename(path),
  path,
})

/** Lets core read these files, each once. */
export const grantReading = (
  core: Pick<Client<typeof control>, 'call'>,
  paths: readonly string[],
): Promise<Omit<Granted, 'path'>[]> =>
  Promise.all(
    paths.slice(0, mostAtOnce).map(async each => {
      const { file, name, path } = grant(each)
      await core.call('grant', { file, path, direction: 'read' })
      return { file, name }
    }),
  )
