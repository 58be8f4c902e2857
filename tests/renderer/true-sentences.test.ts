// Sentences that once said something else than the app does, in every language: each names the act or the part that it
// is about.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sayIn } from '#tests/screen-states'

const languages = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const
type Language = (typeof languages)[number]

const messagesOf = (language: Language, room: string): Record<string, string> =>
  JSON.parse(
    readFileSync(
      new URL(`../../resources/messages/${language}/${room}.json`, import.meta.url),
      'utf8',
    ),
  )

const amendments: Record<Language, RegExp> = {
  en: /amendments/,
  fr: /amendements/,
  es: /enmiendas/,
  ar: /التعديلات/,
  ru: /поправки/,
  zh: /修正案/,
}

test.each(languages)('%s: the page of signatures says that the pack has amendments', language => {
  const messages = messagesOf(language, 'decisions')
  const parts = `${messages['decisions.signed.not']} ${messages['decisions.signed.pack']}`
    .split('<b>')
    .filter(part => part !== '')
  expect(parts).toHaveLength(3)
  const [unsigned, inPack, inNeither] = parts
  expect(unsigned).not.toMatch(amendments[language])
  expect(inPack).toMatch(amendments[language])
  expect(inNeither).not.toMatch(amendments[language])
})

const setDay: Record<Language, RegExp> = {
  en: /set the day/,
  fr: /fixé le jour/,
  es: /fije el día/,
  ar: /تحديد اليوم/,
  ru: /назначите день/,
  zh: /设定日期/,
}

test.each(languages)('%s: a plan says that the day that is set shows the agenda', language => {
  expect(messagesOf(language, 'meetings')['meetings.plan.alone']).toMatch(setDay[language])
})

const approval: Record<Language, [minutes: RegExp, text: RegExp]> = {
  en: [/approve/, /adopt/],
  fr: [/approuver/, /adopter/],
  es: [/aprobar/, /aprobar/],
  ar: [/يقرّ/, /يعتمد/],
  ru: [/утвердить/, /принять/],
  zh: [/通过/, /通过/],
}

test.each(languages)('%s: minutes are approved, and other texts adopted', language => {
  const say = sayIn(language)
  const [minutes, text] = approval[language]
  expect(say('decisions.ask.begin', { kind: 'minutes', title: 'Call' })).toMatch(minutes)
  expect(say('decisions.ask.begin', { kind: 'statement', title: 'Call' })).toMatch(text)
})

test('those who can read a shared document are counted as people count', () => {
  const read = (members: number, readers: 'all' | 'some' = 'all'): string =>
    sayIn('en')('documents.share.read', { members, readers, group: 'The group' })
  expect(read(1)).toMatch(/^No one else can read this document yet: you are the only member\./)
  expect(read(2)).toMatch(/^Both members of The group can read/)
  expect(read(3)).toMatch(/^All 3 members of The group can read/)
  expect(read(2, 'some')).toMatch(/^2 members of The group can read this document\. Other members/)
})

const nameless: Record<Language, RegExp> = {
  en: /name/,
  fr: /nom/,
  es: /nombre/,
  ar: /اسم/,
  ru: /имени/,
  zh: /名/,
}

test.each(languages)('%s: a position is printed without a name, not left out', language => {
  const messages = messagesOf(language, 'decisions')
  for (const id of ['decisions.as.hidden', 'decisions.sign.as.hidden'])
    expect(messages[id]).toMatch(nameless[language])
})

const empty: Record<Language, RegExp> = {
  en: /empty or/,
  fr: /vide ou/,
  es: /vacío o/,
  ar: /فارغا أو/,
  ru: /пустой или/,
  zh: /空白开始/,
}

test.each(languages)('%s: the help offers no empty document', language => {
  const help = readFileSync(new URL(`../../docs/help/${language}.md`, import.meta.url), 'utf8')
  expect(help).not.toMatch(empty[language])
})
