// The page that checks packs is the build of its source and the pinned libraries. It computes the words of
// a card as core does, and holds none of them.
import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToNumberLE, numberToBytesLE } from '@noble/curves/utils.js'
import { expect, test } from 'vitest'
import { cardWords, howToCheck, toVerifyPage } from '#core/deliberation/adoption'
import { newDeviceKeys, sha256, sha512, signPlain, verifyPlain, utf8 } from '#core/keys'
import { Language } from '#shared/contract'
import { diceFrom } from '#tests/documents'
import { readVectors } from '#tests/graph-vectors'
import type { PackVectors } from '#tests/pack-vectors'
import { buildVerifyPage, verifyPageFile } from '../../../scripts/verify-page.ts'
import { cardBits, packCrypto } from '../../../src/verify-page/pack-crypto.ts'
import { dayIn, languages } from '../../../src/verify-page/spoken.ts'
import { areWordsOf, isComplete } from '../../../src/verify-page/typed-words.ts'

const { card, words, numbers } = readVectors('pack.json') as PackVectors

test('a day of a pack is written in words, and other text as it is', () => {
  expect(dayIn('en', '2018-09-11')).toBe('11 September 2018')
  expect(dayIn('fr', '2018-12-01')).toBe('1er décembre 2018')
  expect(dayIn('fr', '2018-12-11')).toBe('11 décembre 2018')
  for (const text of ['2018-9-1', '2018-13-01', 'soon', ''])
    for (const language of languages) expect(dayIn(language, text)).toBe(text)
})

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
  expect(new Set(Language.options.map(howToCheck)).size).toBe(6)
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

/** The verdict of OpenSSL, which the pack names for a check by hand. */
const byOpenSsl = (bytes: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean => {
  const prefix = Buffer.from('302a300506032b6570032100', 'hex')
  const der = Buffer.concat([prefix, key])
  const named = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return verify(null, bytes, named, signature)
}

test('a signature or a key has a part of small order: the page, core and openssl say the same', () => {
  const { Point } = ed25519
  const order = Point.Fn.ORDER
  const small = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
  const [secret, bytes] = [123_456_789n, utf8('a statement')]
  const pure = Point.BASE.multiply(secret)
  const accepted = new Set<string>()
  for (let at = 1n; at <= 64n; at++)
    for (const [name, key, nonce, once] of [
      ['none', pure, Point.BASE.multiply(at), at],
      ['key', pure.add(small), Point.BASE.multiply(at), at],
      ['nonce', pure, Point.BASE.multiply(at).add(small), at],
      ['zero', pure, Point.ZERO, 0n],
      ['both', pure.add(small), Point.BASE.multiply(at).add(small), at],
    ] as const) {
      const [left, public_] = [nonce.toBytes(), key.toBytes()]
      const hash = bytesToNumberLE(sha512(new Uint8Array([...left, ...public_, ...bytes]))) % order
      const right = numberToBytesLE((once + hash * secret) % order, 32)
      const signature = new Uint8Array([...left, ...right])
      const said = [packCrypto.verify, verifyPlain].map(by => by(bytes, signature, public_))
      expect([name, at, ...said]).toEqual([name, at, said[0], said[0]])
      // OpenSSL takes a nonce of nothing, which its own signatures never have.
      const others = name === 'zero' ? false : byOpenSsl(bytes, signature, public_)
      expect([name, at, others]).toEqual([name, at, said[0]])
      if (said[0]) accepted.add(name)
    }
  expect([...accepted]).toContain('none')
  expect([...accepted]).not.toContain('zero')
})
