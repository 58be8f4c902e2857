// The files for operators in resources/mailbox and docs/mailbox.md: each option in them is one of the
// command, and they agree with each other.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mailbox } from '../../src/cli/commands/mailbox.ts'
import { readUsage } from '../../src/cli/usage.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const unit = read('resources/mailbox/shared-store.service')
const proxy = read('resources/mailbox/haproxy.cfg')
const page = read('docs/mailbox.md')

const command = mailbox.find(({ name }) => name === 'mailbox')!
const known = new Set(Object.keys(readUsage(command.usage).options))
const optionsIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\w-])--([a-z][a-z-]+)/g)].map(([, name]) => name ?? '')

test('each option of the command in units and tables is one that it has, and the table lists all', () => {
  const lines = [unit, page].flatMap(text =>
    text.split('\n').filter(line => /^ExecStart=|^\| `--/.test(line)),
  )
  expect(lines.length).toBeGreaterThan(8)
  expect(lines.flatMap(optionsIn).filter(name => !known.has(name))).toEqual([])
  expect([...known].filter(name => !page.includes(`--${name}`))).toEqual([])
})

test('unit and proxy of two hosts use the same ports, and the proxy says nowhere to log', () => {
  expect(unit).toContain('--listen 127.0.0.1:4480 ')
  expect(proxy.match(/127\.0\.0\.1:4480/g)).toHaveLength(2)
  expect(proxy).not.toMatch(/^\s*(log|option (http|tcp)log)\b/m)
  expect(page).toContain('@127.0.0.1:5433/')
  expect(proxy).toContain('bind 127.0.0.1:5433')
  // The secrets are no words of the command line.
  expect(unit).toMatch(/--store @%d\/store .*--bell-secret %d\/bell$/m)
})
