// The pages of docs/help: each language has the same sections, steps and points, in short sentences.
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { type HelpPage, readHelp } from '../../../src/renderer/screens/help/help-page.ts'

const languages = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const

const pageIn = (language: string): HelpPage =>
  readHelp(readFileSync(new URL(`../../../docs/help/${language}.md`, import.meta.url), 'utf8'))

/** How many steps and points each section has, and where. */
const shapeOf = ({ sections }: HelpPage) =>
  sections.map(({ parts }) =>
    parts.map(part => (part.kind === 'list' ? [part.ordered, part.items.length] : 'paragraph')),
  )

const linesOf = ({ sections }: HelpPage): string[] =>
  sections.flatMap(({ title, parts }) => [
    title,
    ...parts.flatMap(part => (part.kind === 'list' ? part.items : [part.text])),
  ])

describe('the help', () => {
  const english = pageIn('en')

  it('begins with the device that was taken', () => {
    expect(english.sections[0]?.title).toBe('When a device is lost, taken or searched')
    expect(english.sections).toHaveLength(10)
  })

  it.each(languages)('says the same in each language: %s', language => {
    const page = pageIn(language)
    expect(page.title).not.toBe('')
    expect(shapeOf(page)).toEqual(shapeOf(english))
    expect(linesOf(page).filter(line => line.length > 260)).toEqual([])
  })

  it.each(languages.slice(1))('leaves no line of English in another language: %s', language => {
    const lines = new Set(linesOf(english))
    expect(linesOf(pageIn(language)).filter(line => lines.has(line))).toEqual([])
  })
})

test.each([
  ['# Help\n\nNo section yet', 'Line 3 is in no section'],
  ['# Help\n\n## A\n\n### Deeper', 'Line 5 is no line of a help page'],
  ['# Help\n\n## A\n\n  indented', 'Line 5 is no line of a help page'],
])('a page that a window cannot show is refused: %j', (page, message) => {
  expect(() => readHelp(page)).toThrow(message)
})
