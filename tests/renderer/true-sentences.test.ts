// Sentences that once said something else than the app does, in every language: each names the act or the part that it
// is about.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

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
  fr: /fixiez le jour/,
  es: /fije el día/,
  ar: /تحدد اليوم/,
  ru: /назначите день/,
  zh: /设定日期/,
}

test.each(languages)('%s: a plan says that the day that is set shows the agenda', language => {
  expect(messagesOf(language, 'meetings')['meetings.plan.alone']).toMatch(setDay[language])
})
