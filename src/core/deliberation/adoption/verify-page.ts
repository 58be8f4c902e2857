// The page that a reader outside checks packs with: one file, given with the card before any pack. It holds
// the card and never the words of the card. Its policy allows its own script and style and nothing else.
import built from '#resources/verify-page.json' with { type: 'json' }
import arabic from '#resources/messages/ar/verify.json' with { type: 'json' }
import english from '#resources/messages/en/verify.json' with { type: 'json' }
import french from '#resources/messages/fr/verify.json' with { type: 'json' }
import spanish from '#resources/messages/es/verify.json' with { type: 'json' }
import russian from '#resources/messages/ru/verify.json' with { type: 'json' }
import chinese from '#resources/messages/zh/verify.json' with { type: 'json' }
import type { Bytes } from '#core/keys'
import { dataIn, pageHead } from '#core/paper'
import type { Language } from '#shared/contract'

const words: Record<Language, typeof english> = {
  en: english,
  fr: french,
  es: spanish,
  ar: arabic,
  ru: russian,
  zh: chinese,
}

const commands = {
  sums: 'sha256sum -c SHA256SUMS',
  file: 'certutil -hashfile text.en.jsonl SHA256',
  signature:
    'ssh-keygen -Y verify -f card -I group -n baraza-pack -s SHA256SUMS.1.sig < SHA256SUMS',
  baraza: 'baraza verify pack.zip --card card',
}

type Word = keyof typeof english extends `verify.${infer W}` ? W : never

/** Words about a pack, in the language of its text. */
export const wordsOfPack =
  (language: Language) =>
  (id: Word, values: Readonly<Record<string, string>> = {}): string =>
    words[language][`verify.${id}`].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

/** How a pack is checked without the page, in the language of its first text. */
export const howToCheck = (language: Language): string => {
  const say = wordsOfPack(language)
  const limits = ['Who', 'Day', 'Outside', 'Name', 'Printed'] as const
  return [
    say('byHandTitle'),
    '',
    say('byHandFile'),
    `  ${commands.file}`,
    `  ${commands.sums}`,
    say('byHandSignature'),
    `  ${commands.signature}`,
    `  ${commands.baraza}`,
    say('byHandEnd'),
    '',
    say('limits'),
    ...limits.map(limit => `- ${say(`limit${limit}`)}`),
  ]
    .map(line => `${line}\n`)
    .join('')
}

const dataOf = (card: Bytes | null): string =>
  dataIn({ card: card && new TextDecoder().decode(card), words })

/** `card`: null for a page to which a person adds the file of a card. */
export const toVerifyPage = (card: Bytes | null): string => `<!doctype html>
<html lang="en" dir="ltr">
${pageHead(built, english['verify.title'])}
<body>
<noscript>${english['verify.scripts']}</noscript>
<script type="application/json" id="data">${dataOf(card)}</script>
<script>${built.script}</script>
</body>
</html>
`
