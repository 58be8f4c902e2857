// Files that a person brings at once are granted to core up to a limit, which the window can tell of.
import { expect, test } from 'vitest'
import { grantReading } from '../../src/main/grants.ts'
import { mostFiles } from '../../src/renderer/screens/import/import-list.ts'

test('when more files come than a list of imports takes, the window gets one more than it takes', async () => {
  const granted: unknown[] = []
  const core = {
    call: async (_name: string, input: unknown) => void granted.push(input),
  } as unknown as Parameters<typeof grantReading>[0]
  const paths = Array.from({ length: 300 }, (_, at) => `/files/${at}.txt`)
  const files = await grantReading(core, paths)
  expect(files.length).toBe(mostFiles + 1)
  expect(granted).toHaveLength(files.length)
  expect(JSON.stringify(files)).not.toContain('/files')
})
