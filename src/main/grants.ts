// The path that a person chose goes to core; the window gets a name for it.
import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import * as v from 'valibot'
import { FileGrant } from '#shared/ids'

export type Granted = { file: FileGrant; name: string; path: string }

export const grant = (path: string): Granted => ({
  file: v.parse(FileGrant, randomBytes(16).toString('hex')),
  name: basename(path),
  path,
})
