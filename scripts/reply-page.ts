// The page that people outside are sent (src/reply-page), bundled into resources/reply-page.json. Run by
// `npm run reply-page` after a change; tests/core/paper/reply-page.test.ts says when that is due.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { buildPage, root } from './page-bundle.ts'

export const replyPageFile = join(root, 'resources/reply-page.json')

export const buildReplyPage = (): Promise<string> => buildPage('reply-page')

if (process.argv[1] === import.meta.filename) writeFileSync(replyPageFile, await buildReplyPage())
