// The page that checks a pack (src/verify-page), bundled into resources/verify-page.json. Run by
// `npm run verify-page` after a change; tests/core/deliberation/verify-page.test.ts says when that is due.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { buildPage, root } from './page-bundle.ts'

export const verifyPageFile = join(root, 'resources/verify-page.json')

export const buildVerifyPage = (): Promise<string> => buildPage('verify-page')

if (process.argv[1] === import.meta.filename) writeFileSync(verifyPageFile, await buildVerifyPage())
