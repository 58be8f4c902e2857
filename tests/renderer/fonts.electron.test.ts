// The fonts that go along with the app have each letter that it shows in the six languages: on a device without
// Cyrillic, Arabic or Chinese fonts nothing is a box.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type CorePages, corePages } from '#tests/core-pages'
import { leavePage } from '#tests/renderer-pages'
import { newSeed } from '#tests/safety-seed'
import { languages } from '../../src/renderer/shell/frame/languages.ts'

let pages: CorePages
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())

const messages = resolve(import.meta.dirname, '../../resources/messages')
const lettersOf = (language: string): string => {
  const folder = join(messages, language)
  const all = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'))
  return [...new Set(all.join(''))].filter(each => /\p{L}|\p{N}|\p{P}/u.test(each)).join(' ')
}

test.each(languages)(
  'letters of messages are drawn with fonts of the app, in the window and on the page: %s',
  async language => {
    const { page } = await pages.open(newSeed, { appearance: { language }, isLocked: true })
    onTestFinished(() => leavePage(page))
    await page.evaluate(letters => {
      for (const name of ['ui', 'doc']) {
        const part = document.createElement('p')
        part.id = `letters-${name}`
        part.style.fontFamily = `var(--${name})`
        part.textContent = letters
        document.querySelector('main')?.append(part)
      }
    }, lettersOf(language))
    const browser = await page.context().newCDPSession(page)
    await browser.send('DOM.enable')
    await browser.send('CSS.enable')
    const { root } = await browser.send('DOM.getDocument')
    const foreign = async (): Promise<string[]> => {
      const found: string[] = []
      for (const selector of ['#letters-ui', '#letters-doc']) {
        const { nodeId } = await browser.send('DOM.querySelector', {
          nodeId: root.nodeId,
          selector,
        })
        const { fonts } = await browser.send('CSS.getPlatformFontsForNode', { nodeId })
        for (const { familyName, isCustomFont, glyphCount } of fonts)
          if (!isCustomFont) found.push(`${selector} ${familyName} ${glyphCount}`)
        if (fonts.length === 0) found.push(`${selector} shows nothing`)
      }
      return found
    }
    await expect.poll(foreign).toEqual([])
    await browser.detach()
  },
)
