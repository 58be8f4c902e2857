// The small pure parts that screens stand on.
import { expect, test } from 'vitest'
import { noFilters, type SearchHit } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { resultsOf } from '../../src/renderer/screens/archive/results.ts'
import { switched } from '../../src/renderer/screens/archive/filters.ts'
import { back, forward, go, type Route, firstRoute } from '../../src/renderer/shell/router.ts'
import { pieceGuesses } from '../../src/renderer/screens/start/guesses.ts'
import { isNearly, strengthOf, tidy } from '../../src/renderer/screens/start/passphrase.ts'
import { chordOf } from '../../src/renderer/shell/workspace/chords.ts'
import { initialsOf } from '../../src/renderer/ui/initials.ts'

test('going back and forward retraces every step; a new step forgets the way forward', () => {
  const documents: Route = { screen: 'documents' }
  const archive: Route = { screen: 'archive' }
  const there = go(go(firstRoute, documents), archive)
  expect(back(there).here).toEqual(documents)
  expect(forward(back(there)).here).toEqual(archive)
  expect(back(back(back(there))).here).toEqual(firstRoute.here)
  expect(forward(go(back(there), { screen: 'settings' })).here).toEqual({ screen: 'settings' })
  // Where one is already is no step.
  expect(go(there, { screen: 'archive' })).toBe(there)
})

test('a code is asked for once: the way back and the way forward lead to the settings alone', () => {
  const settings: Route = { screen: 'settings' }
  const asked = go(firstRoute, { ...settings, code: true })
  expect(asked.here).toEqual({ ...settings, code: true })
  expect(back(go(asked, { screen: 'documents' })).here).toEqual(settings)
  expect(forward(back(asked)).here).toEqual(settings)
  expect(back(forward(back(go(asked, { screen: 'documents' })))).here).toEqual(settings)
})

test('settled suggestions are unfolded once: the way back leads to the text alone', () => {
  const document = 'cd'.repeat(16) as DocumentId
  const shown = go(firstRoute, { screen: 'document', document, settled: true })
  expect(back(go(shown, { screen: 'documents' })).here).toEqual({ screen: 'document', document })
})

const judged = pieceGuesses()

// A sentence of common words is what people choose, and what is guessed first.
test.each([
  ['', 'empty'],
  ['river', 'weak'],
  ['river lantern cotton seven', 'weak'],
  ['I love my little dog', 'weak'],
  ['the cat sat on the mat', 'weak'],
  ['women rights are human rights', 'weak'],
  ['to be or not to be that is the question', 'weak'],
  ['mi casa es tu casa siempre', 'weak'],
  ['j’aime ma petite maison bleue', 'weak'],
  // No dictionary has these two languages: the length of the words tells.
  ['я люблю свою маленькую собаку', 'weak'],
  ['السلام عليكم ورحمة الله وبركاته', 'weak'],
  ['我爱我的家人和朋友', 'weak'],
  ['ответственность', 'weak'],
  ['наше правительство', 'weak'],
  ['世界人权宣言保障每一个人的权利', 'weak'],
  // However the words are joined.
  ['the-cat-sat-on-the-mat', 'weak'],
  ['the.cat.sat.on.the.mat.', 'weak'],
  ['thecatsatonthemat', 'weak'],
  ['thecatsatonthemat1', 'weak'],
  ['womenrightsarehumanrights', 'weak'],
  ['constructor prototype', 'weak'],
  ['password password1 password2 password3 letmein', 'weak'],
  ['qwertyuiop asdfghjkl zxcvbnm qwerty 12345', 'weak'],
  ['one two three four five six seven eight nine ten', 'weak'],
  // The same word five times protects like one.
  ['river river river river river', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['abcdefghijklmnopqrstuvwxyz', 'weak'],
  ['lantern thunder velvet gravel mango oxide', 'good'],
  ['  lantern   thunder velvet\u3000gravel mango  oxide ', 'good'],
  ['фонарь хлопок семга манго ветер', 'weak'],
  ['фонарь хлопчатник семафор мангуст перелесок', 'good'],
  ['湖光山色春夏秋冬风花雪月琴棋书画笔墨纸砚', 'good'],
  ['q7#Lm2!xVb9@tRz4&Kc8', 'good'],
  ['lantern thunder velvet gravel constructor mango oxide', 'good'],
])('a passphrase %j is judged %s', (text, state) => {
  expect(strengthOf(text, judged).state).toBe(state)
})

test.each([
  ['borrow couch squirel whisper pupil', true],
  ['Borrow couch squirrel whisper pupils', true],
  ['borow couch', true],
  // These are the words themselves, or their beginning.
  ['borrow couch squirrel whisper pupil', false],
  ['borrow couch squ', false],
  ['harvest lantern pebble nineteen quilt', false],
  ['borrow couch squirrel whisper lantern', false],
  ['bor', false],
])('when %j is typed, it is nearly the offered words: %s', (typed, is) => {
  expect(isNearly(typed, 'borrow couch squirrel whisper pupil')).toBe(is)
})

test('a passphrase is judged by the length of its words while the dictionaries are read', () => {
  expect(strengthOf('the cat sat on the mat').state).toBe('weak')
  expect(strengthOf('qwertyuiopasdf password1234567').state).toBe('weak')
  expect(strengthOf('lantern thunder velvet gravel mango oxide').state).toBe('good')
})

test('a page that is pasted by mistake is judged by its first words', () => {
  let judged = 0
  const page = Array.from({ length: 5000 }, (_, at) => `lantern${at}`).join(' ')
  strengthOf(page, () => (judged++, 4))
  expect(judged).toBeLessThan(10)
})

test('a passphrase is tidied alike however it was typed', () => {
  expect(tidy('  cafe\u0301  au\u00a0lait ')).toBe('café au lait')
})

test.each([
  ['M.S.', 'MS'],
  ['Laila Haddad', 'LH'],
  ['amina', 'AM'],
  ['ليلى حداد', 'لح'],
  ['Executive Director’s Group', 'ED'],
  ['…', '…'],
])('%j is marked %j', (handle, initials) => {
  expect(initialsOf(handle)).toBe(initials)
})

const key = (init: Partial<KeyboardEvent>): KeyboardEvent =>
  ({
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    key: '',
    code: '',
    ...init,
  }) as never

test('a chord is named alike whatever the keyboard calls its main key', () => {
  const pressed = { key: 'L', shiftKey: true }
  expect(chordOf(key({ ...pressed, ctrlKey: true }), false)).toBe('ctrl+shift+l')
  expect(chordOf(key({ ...pressed, metaKey: true }), true)).toBe('ctrl+shift+l')
  expect(chordOf(key({ ...pressed, metaKey: true }), false)).toBe('shift+l')
})

const hit = (document: number, number: string): SearchHit => ({
  document: `${document}`.repeat(32) as DocumentId,
  group: 'a'.repeat(64) as GroupId,
  title: `Title ${document}`,
  kind: document === 3 ? 'minutes' : 'statement',
  status: 'draft',
  block: null,
  number,
  snippet: [],
  changedAt: 0,
})

test('hits are gathered by document in the order of their best', () => {
  const results = resultsOf([hit(2, '3.'), hit(1, '1.'), hit(2, '1.'), hit(3, '')])
  expect(results.map(({ best, hits }) => [best.title, hits.map(each => each.number)])).toEqual([
    ['Title 2', ['3.', '1.']],
    ['Title 1', ['1.']],
    ['Title 3', ['']],
  ])
})

test('a filter takes a value in, and out again, and leaves the others', () => {
  const once = switched({ ...noFilters, years: [2018] }, 'kinds', 'minutes')
  expect(once).toEqual({ ...noFilters, years: [2018], kinds: ['minutes'] })
  expect(switched(switched(once, 'kinds', 'agenda'), 'kinds', 'minutes')).toEqual({
    ...once,
    kinds: ['agenda'],
  })
})
