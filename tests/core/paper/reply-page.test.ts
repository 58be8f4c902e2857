// The script that goes to people outside is what its source and the pinned libraries give.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildReplyPage, replyPageFile } from '../../../scripts/reply-page.ts'

test('the page that is sent is built from its source (else: npm run reply-page)', async () => {
  const built = await buildReplyPage()
  expect(built === readFileSync(replyPageFile, 'utf8')).toBe(true)
  // Nothing in it could reach out, even where a policy is not heeded, or run what it is given.
  const { script } = JSON.parse(built) as { script: string }
  expect(script).not.toMatch(
    /\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|localStorage|sessionStorage|indexedDB|innerHTML|\beval\(|new Function|import\(/,
  )
  expect(script).not.toMatch(/<\/script|<!--/)
})
