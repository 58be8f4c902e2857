// Main's own questions: everything of an act stands in its sentence, names that others chose cannot
// break it, no answer is no, and a page that asks without end is not heard.
import type { BrowserWindow, MessageBoxOptions } from 'electron'
import { expect, test } from 'vitest'
import type { Act } from '#shared/consent'
import { type AskingPorts, askToAllow, questionFor, shownName } from '../../src/main/consent.ts'
import { askThenOpen } from '../../src/main/links.ts'
import { openQuestionLimit } from '../../src/main/question-limit.ts'
import { wordsIn } from '../../src/main/words.ts'

const window = {} as BrowserWindow
const group = 'Advisory group'
const address = '10.0.0.7:4321'
const acts: Act[] = [
  { act: 'network' },
  { act: 'mailbox', group, address: 'wss://mailbox.example.org/x' },
  { act: 'address', address },
  { act: 'join', group, inviter: 'Amina' },
  { act: 'join-at', group, inviter: 'Amina', address },
  { act: 'forget-group', group },
  { act: 'erase' },
  { act: 'remove-code' },
  { act: 'remove-pieces' },
  { act: 'sign-pack', group, text: 'On rural clinics', number: '2026/4' },
  { act: 'sign-pack-unnamed', group, text: 'On rural clinics', number: '2026/4' },
  { act: 'make-card', group },
  { act: 'export-table', group, text: 'On rural clinics' },
]

/** A person who answers each question with the next of `answers`, and what was shown. */
const answering = (...answers: (0 | 1)[]) => {
  let now = 0
  const shown: MessageBoxOptions[] = []
  const opened: string[] = []
  const ports: AskingPorts & { open(url: string): Promise<void> } = {
    questions: openQuestionLimit(() => now),
    words: wordsIn('en'),
    signal: new AbortController().signal,
    show(_window, options) {
      shown.push(options)
      return Promise.resolve({ response: answers.shift() ?? 0 })
    },
    open(url) {
      opened.push(url)
      return Promise.resolve()
    },
  }
  return { ports, shown, opened, pass: (milliseconds: number) => (now += milliseconds) }
}

test.each(['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const)(
  'an act is asked about in %s: all that it holds is shown',
  language => {
    for (const act of acts) {
      const { message, detail, yes } = questionFor(act, wordsIn(language))
      const { act: _kind, ...held } = act
      for (const value of Object.values(held)) expect(`${message} ${detail}`).toContain(value)
      expect(`${message}${detail}${yes}`).not.toMatch(/[{}]|undefined/)
    }
    expect(new Set(acts.map(act => questionFor(act, wordsIn(language)).message)).size).toBe(
      // Joining is one question, at an address or not; the detail says which.
      acts.length - 1,
    )
  },
)

test('a name holds line breaks and turning marks: it stays one line and ends where it ends', () => {
  const name = 'Friends?\n\nEverything is fine.\u202e gnihton\u2069 press Yes'
  const shown = shownName(name)
  expect(shown).toBe('\u2068Friends? Everything is fine. gnihton press Yes\u2069')
  expect(shownName('x'.repeat(500))).toBe(`\u2068${'x'.repeat(79)}…\u2069`)
})

test('the person says yes: the act goes on, once', async () => {
  const { ports, shown } = answering(1)
  await askToAllow(window, { act: 'network' }, ports)
  expect(shown).toMatchObject([{ defaultId: 0, cancelId: 0, buttons: ['No', 'Switch on'] }])
  const again = askToAllow(window, { act: 'network' }, ports)
  await expect(again).rejects.toMatchObject({ code: 'declined' })
})

test('five are turned away in a minute: no sixth is shown before the minute is over', async () => {
  const { ports, shown, pass } = answering()
  const refused = (code: string) =>
    expect(askToAllow(window, { act: 'erase' }, ports)).rejects.toMatchObject({ code })
  for (let each = 0; each < 5; each++) await refused('declined')
  pass(59_000)
  await refused('too-many-questions')
  expect(shown).toHaveLength(5)
  pass(2_000)
  await refused('declined')
  expect(shown).toHaveLength(6)
})

test('a question is open: another one is refused and not shown', async () => {
  const answer = Promise.withResolvers<{ response: number }>()
  const { ports } = answering()
  let shown = 0
  const waiting = {
    ...ports,
    show() {
      shown++
      return answer.promise
    },
  }
  const first = askToAllow(window, { act: 'network' }, waiting)
  const flood = Array.from({ length: 200 }, () => askToAllow(window, { act: 'erase' }, waiting))
  const codes = (await Promise.allSettled(flood)).map(
    each => each.status === 'rejected' && (each.reason as { code: string }).code,
  )
  expect(new Set(codes)).toEqual(new Set(['too-many-questions']))
  answer.resolve({ response: 1 })
  await first
  expect(shown).toBe(1)
})

test('the window is locked while a question stands: the system takes it away', async () => {
  const { ports } = answering()
  const over = new AbortController()
  const show: AskingPorts['show'] = (_window, { signal }) =>
    new Promise(resolve => {
      signal?.addEventListener('abort', () => resolve({ response: 0 }))
    })
  const asked = askToAllow(window, { act: 'erase' }, { ...ports, signal: over.signal, show })
  over.abort()
  await expect(asked).rejects.toMatchObject({ code: 'declined' })
})

test.each([
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['mailto:amina@example.org', 'mailto:amina@example.org'],
  [
    'mailto:amina@example.org?subject=Our%20text&attach=/etc/passwd&bcc=evil@example.net&body=secret',
    'mailto:amina@example.org?subject=Our%20text',
  ],
  ['mailto:amina@example.org?cc=a@b.c&to=d@e.f&in-reply-to=x', 'mailto:amina@example.org'],
  [
    'mailto:amina@example.org?subject=a%0D%0ABcc:%20evil@example.net',
    'mailto:amina@example.org?subject=a%20Bcc%3A%20evil%40example.net',
  ],
])('the link %s is followed: what goes on is %s, and all of it is shown', async (link, url) => {
  const { ports, shown, opened } = answering(1)
  await askThenOpen(window, link, ports)
  expect(opened).toEqual([url])
  const [{ message, detail }] = shown as [MessageBoxOptions]
  const said = `${message} ${detail}`
  const { protocol, pathname, searchParams } = new URL(url)
  const going = protocol === 'mailto:' ? [pathname, searchParams.get('subject') ?? ''] : [url]
  for (const each of going) expect(said).toContain(each)
  expect(said).not.toMatch(/passwd|secret/)
})

test.each([
  'mailto:',
  'mailto:?bcc=evil@example.net',
  'mailto:a@b.c%0D%0ABcc:evil@example.net',
  'mailto:%ff@b.c',
  'mailto:a@b.org,evil@x.org',
  'mailto:a@b.org%3Bevil@x.org',
  'file:///etc/passwd',
  `https://example.org/${'x'.repeat(2048)}`,
])('the link %s is followed: nothing opens and nobody is asked', async link => {
  const { ports, shown, opened } = answering(1)
  await askThenOpen(window, link, ports)
  expect([shown, opened]).toEqual([[], []])
})

test('a link is followed and the person says no: nothing opens', async () => {
  const { ports, opened } = answering(0)
  await askThenOpen(window, 'https://example.org/', ports)
  expect(opened).toEqual([])
})
