// The page that checks packs is the build of its source and the pinned libraries. It computes the words of
// a card as core does, and holds none of them.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cardWords, howToCheck, toVerifyPage } from '#core/deliberation/adoption'
import { newDeviceKeys, sha256, sha512, signPlain, verifyPlain, utf8 } from '#core/keys'
import { Language } from '#shared/contract'
import { diceFrom } from '#tests/documents'
import { readVectors } from '#tests/graph-vectors'
import type { PackVectors } from '#tests/pack-vectors'
import { buildVerifyPage, verifyPageFile } from '../../../scripts/verify-page.ts'
import { cardBits, packCrypto } from '../../../src/verify-page/pack-crypto.ts'
import { areWordsOf, isComplete } from '../../../src/verify-page/typed-words.ts'

const { card, words, numbers } = readVectors('pack.json') as PackVectors

test('when it is built from its source, the page is the one that is given (else: npm run verify-page)', async () => {
  const built = await buildVerifyPage()
  expect(built === readFileSync(verifyPageFile, 'utf8')).toBe(true)
  // Nothing in it could use the network, keep anything, or run its input.
  const { script } = JSON.parse(built) as { script: string }
  expect(script).not.toMatch(
    /\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|localStorage|sessionStorage|indexedDB|innerHTML|\beval\(|new Function|import\(|\.subtle/,
  )
  // Browsers of the last years have these; those of an office may not.
  expect(script.match(/\.(?:findLast|toSorted|toReversed|with|groupBy)\(/)).toBeNull()
  expect(script).not.toMatch(/<\/script|<!--/)
})

test('the page holds the card and no word of it, in any language', () => {
  const page = toVerifyPage(utf8(card))
  const data = page.slice(page.indexOf('id="data">'), page.indexOf('</script>'))
  expect(data).toContain('namespaces=')
  for (const language of ['en', 'fr', 'es'] as const) {
    const own = cardWords(utf8(card), language).words
    expect(page).not.toContain(own.join(' '))
    expect(page).not.toContain(own.join(','))
  }
  expect(page).not.toContain(numbers.join(' '))
})

test('words are compared in each language, without accents, and as numbers', async () => {
  const bits = await cardBits(utf8(card))
  const french = cardWords(utf8(card), 'fr').words
  const spanish = cardWords(utf8(card), 'es').words
  const bare = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '')
  const right = [
    words.join(' '),
    `  ${words.join(', ').toUpperCase()} `,
    ...[french, spanish].flatMap(list => [list.join(' '), bare(list.join(' '))]),
    numbers.join(' '),
    numbers.join(''),
  ]
  expect(right.filter(typed => !isComplete(typed) || !areWordsOf(typed, bits))).toEqual([])
  const wrong = [
    words.toReversed().join(' '),
    words.slice(1).join(' '),
    [...words.slice(1), 'abandon'].join(' '),
    [...words.slice(1), 'nowordofalist'].join(' '),
    numbers.toReversed().join(' '),
    '',
  ]
  expect(wrong.filter(typed => areWordsOf(typed, bits))).toEqual([])
})

test('a pack says in the language of its text how it is checked', () => {
  for (const language of Language.options) {
    const help = howToCheck(language)
    expect(help).toContain('ssh-keygen -Y verify -f card -I group -n baraza-pack')
    expect(help).toContain('sha256sum -c SHA256SUMS')
    expect(help).not.toContain('undefined')
  }
  expect(new Set(Language.options.map(howToCheck)).size).toBe(4)
})

test('the page and core compute the same hashes and accept the same signatures', () => {
  const dice = diceFrom(7)
  for (let at = 0; at < 40; at++) {
    const bytes = dice.bytes(dice.below(300))
    const { public: key, secret } = newDeviceKeys().signing
    const signature = signPlain(bytes, secret)
    expect(packCrypto.sha256(bytes)).toEqual(sha256(bytes))
    expect(packCrypto.sha512(bytes)).toEqual(sha512(bytes))
    const bad = signature.with(dice.below(64), dice.below(256))
    for (const each of [signature, bad, new Uint8Array(64), new Uint8Array(3)])
      for (const by of [key, new Uint8Array(32), new Uint8Array(32).fill(255)])
        expect(packCrypto.verify(bytes, each, by)).toBe(verifyPlain(bytes, each, by))
  }
})
