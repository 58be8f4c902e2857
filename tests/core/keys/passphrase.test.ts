import { expect, test } from 'vitest'
import { normalizePassphrase, suggestPassphrase, toHex, utf8 } from '#core/keys'

// The same passphrase from two keyboards.
const pairs: [string, string, string][] = [
  ['spaces', '  correct horse\tbattery \n staple ', 'correct horse battery staple'],
  ['no-break and ideographic spaces', 'one\u00a0two\u3000three', 'one two three'],
  ['Spanish, composed and not', 'la nin\u0303a sonrio\u0301', 'la ni\u00f1a sonri\u00f3'],
  ['Spanish, ordinal indicator', '1\u00aa reuni\u00f3n', '1a reuni\u00f3n'],
  ['Arabic, hamza composed and not', '\u0627\u0654\u0645\u0644', '\u0623\u0645\u0644'],
  [
    'Arabic, presentation forms',
    '\ufefc \ufeb3\ufefc\ufee1',
    '\u0644\u0627 \u0633\u0644\u0627\u0645',
  ],
  ['Chinese, full-width letters and digits', '\u5b89\u5168\uff21\uff22\uff11', '\u5b89\u5168AB1'],
  ['Chinese, compatibility ideograph', '\uf900\u5b89', '\u8c48\u5b89'],
]

test.each(pairs)('when a passphrase has %s, the bytes are the same', (_name, typed, stored) => {
  expect(normalizePassphrase(typed)).toBe(stored)
  expect(normalizePassphrase(stored)).toBe(stored)
})

test('when a passphrase is stretched, the bytes are those of all versions', () => {
  const bytes = (text: string): string => toHex(utf8(normalizePassphrase(text)))
  expect(bytes(' مجلسُ  السَّلام ')).toBe('d985d8acd984d8b3d98f20d8a7d984d8b3d98ed991d984d8a7d985')
  expect(bytes('Ni\u00f1o  peque\u00f1o')).toBe('4e69c3b16f207065717565c3b16f')
  expect(bytes('\u548c\u5e73\u3000\u5b89\u5168')).toBe('e5928ce5b9b320e5ae89e585a8')
})

test('when case or accents differ, the passphrase differs', () => {
  expect(normalizePassphrase('Été')).not.toBe(normalizePassphrase('ete'))
  expect(normalizePassphrase('A B')).not.toBe(normalizePassphrase('a b'))
})

test('when a passphrase is suggested, it has five different words', () => {
  const suggested = Array.from({ length: 200 }, () => suggestPassphrase())
  for (const passphrase of suggested) {
    expect(passphrase).toMatch(/^[a-z]{3,8}( [a-z]{3,8}){4}$/)
    expect(normalizePassphrase(passphrase)).toBe(passphrase)
  }
  expect(new Set(suggested).size).toBe(200)
  // 1,000 draws of 2,048: about 790 different words. A stuck or short list gives far fewer.
  expect(new Set(suggested.join(' ').split(' ')).size).toBeGreaterThan(700)
})

test('when a word is drawn twice, it is used once', () => {
  const drawn = ['virtual', 'girl', 'digital', 'bunker', 'bunker', 'lamp']
  expect(suggestPassphrase(() => drawn.shift() ?? '')).toBe('virtual girl digital bunker lamp')
})
