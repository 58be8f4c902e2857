// The files that a window may load: a fixed map under the content policy, and one sheet at a time
// for printing.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { contentPolicy } from '../../src/main/content-policy.ts'
import { readPageFiles } from '../../src/main/page-files.ts'
import { fillPrintPage } from '../../src/main/print-page.ts'

function built() {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'renderer/assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'secret.html'), 'secret')
  writeFileSync(join(folder, 'renderer/index.html'), '<title>Baraza</title>')
  writeFileSync(join(folder, 'renderer/assets/index.js'), 'start()')
  writeFileSync(join(folder, 'renderer/assets/left.map'), 'sources')
  return readPageFiles(join(folder, 'renderer'))
}

test('the content policy is the one that was agreed, word for word', () => {
  expect(contentPolicy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; " +
      "font-src 'self'; connect-src 'none'; worker-src 'none'; object-src 'none'; base-uri 'none'; " +
      "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
      'trusted-types default baraza-paste',
  )
})

test('a built file is answered under the policy, with its type and nothing to keep', async () => {
  const answer = built().answer('app://baraza/assets/index.js')
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe('start()')
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'text/javascript; charset=utf-8',
    'content-security-policy': contentPolicy,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  })
})

test.each([
  'app://baraza/../secret.html',
  'app://baraza/%2e%2e/secret.html',
  'app://baraza/..%2fsecret.txt',
  'app://baraza/assets/../../secret.txt',
  'app://baraza//etc/passwd',
  'app://baraza/assets',
  'app://baraza/assets/left.map',
  'app://baraza/INDEX.HTML',
  'app://elsewhere/index.html',
  'app://baraza@elsewhere/index.html',
])('%s is not there', async url => {
  const answer = built().answer(url)
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-security-policy')).toBe(contentPolicy)
  expect(await answer.text()).toBe('')
})

test('a sheet is there for as long as it is offered', () => {
  const pages = built()
  const takeAway = pages.offer('/print/1.html', '<p>Sheet</p>')
  expect(pages.answer('app://baraza/print/1.html').status).toBe(200)
  takeAway()
  expect(pages.answer('app://baraza/print/1.html').status).toBe(404)
})

test('a sheet takes the document in as it is, and its title as text', () => {
  const sheet = '<html lang="en" dir="ltr"><title>Baraza</title><body><!--sheet--></body></html>'
  const filled = fillPrintPage(sheet, {
    title: 'A "title" <b>& $& more</b>',
    language: 'ar',
    direction: 'rtl',
    body: '<p>$1 and $& stay</p>',
  })
  expect(filled).toBe(
    '<html lang="ar" dir="rtl"><title>A &#34;title&#34; &#60;b&#62;&#38; $&#38; more&#60;/b&#62;</title>' +
      '<body><p>$1 and $& stay</p></body></html>',
  )
})
