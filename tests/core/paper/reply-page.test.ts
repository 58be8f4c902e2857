// The script for people outside is the build of its source and the pinned libraries.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildReplyPage, replyPageFile } from '../../../scripts/reply-page.ts'

test('when it is built from its source, the page is the one that is sent (else: npm run reply-page)', async () => {
  const built = await buildReplyPage()
  expect(built === readFileSync(replyPageFile, 'utf8')).toBe(true)
  // Nothing in it could use the network, even without the policy, or run its input.
  const { script } = JSON.parse(built) as { script: string }
  expect(script).not.toMatch(
    /\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|localStorage|sessionStorage|indexedDB|innerHTML|\beval\(|new Function|import\(/,
  )
  expect(script).not.toMatch(/<\/script|<!--/)
})
