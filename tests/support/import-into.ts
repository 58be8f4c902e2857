// Reading and storing one file in a core, without a window.
import type { Core } from '#core'
import type { CoreContract, ImportResult } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import type { Input } from '#shared/rpc'

type Wanted = Input<CoreContract, 'documents.readFile'> & { group: GroupId }

/** An English text. */
export const importInto = async (
  { answers }: Core,
  { group, ...wanted }: Wanted,
): Promise<ImportResult> => {
  await answers['documents.readFile'](wanted)
  const files = [{ file: wanted.file, language: 'en' as const }]
  const [result] = await answers['documents.importRead']({ group, files })
  if (!result) throw new Error('Nothing was imported')
  return result
}
