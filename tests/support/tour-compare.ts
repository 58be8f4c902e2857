// Sets a picture of the tour beside its mockup (tests/fixtures/mockups), draws their differences,
// and measures the numbers of the design: every token and the widths that are tokens.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pixelmatch from 'pixelmatch'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'

const mockups = resolve(import.meta.dirname, '../fixtures/mockups')
const tokensCss = resolve(import.meta.dirname, '../../src/renderer/theme/tokens.css')
const suffix = {
  light: '',
  dark: '-dark',
  mirrored: '-ar',
  small: '-1024x700',
  twice: '-200',
} as const
export type Look = keyof typeof suffix

/**
 * Leaves `NAME.LOOK.mockup.png` and `NAME.LOOK.difference.png` beside the picture in `to`. Returns
 * the difference, in per cent of all pixels; null where there is no mockup of that look: then the
 * light one lies there alone.
 */
export function besideMockup(to: string, name: string, look: Look): number | null {
  const mockup = join(mockups, `${name}${suffix[look]}.png`)
  const place = (kind: string): string => join(to, `${name}.${look}.${kind}png`)
  if (!existsSync(mockup)) {
    const light = join(mockups, `${name}.png`)
    if (existsSync(light)) copyFileSync(light, place('mockup.'))
    return null
  }
  copyFileSync(mockup, place('mockup.'))
  const [meant, shown] = [mockup, place('')].map(path => PNG.sync.read(readFileSync(path)))
  if (!meant || !shown) return null
  const { width, height } = meant
  if (shown.width !== width || shown.height !== height) {
    throw new Error(`${name}.${look} has another size than its mockup`)
  }
  const drawn = new PNG({ width, height })
  const differing = pixelmatch(meant.data, shown.data, drawn.data, width, height, {
    threshold: 0.1,
  })
  writeFileSync(place('difference.'), PNG.sync.write(drawn))
  return Math.round((1000 * differing) / (width * height)) / 10
}

/** For each mockup by its name: how the app differs from it on purpose, each with its reason. */
export const differences = (): Record<string, string[]> =>
  JSON.parse(readFileSync(join(mockups, 'differences.json'), 'utf8')) as Record<string, string[]>

/** Leaves them in `to`, for people who compare the pictures. */
export function writeDifferences(to: string): void {
  const lines = Object.entries(differences()).flatMap(([name, all]) => [
    name,
    ...all.map(each => `- ${each}`),
    '',
  ])
  writeFileSync(join(to, 'differences.txt'), lines.join('\n'))
}

/** The element with the width of each token; a sheet beside other parts may be narrower. */
const widths = [
  ['.side-bar', 'inline-size', '--w-side'],
  ['.rail', 'inline-size', '--w-rail'],
  ['.outline-side', 'inline-size', '--w-outline'],
  ['.sheet', 'max-inline-size', '--w-page'],
] as const

/** The tokens of tokens.css for a theme; the dark ones stand on the light ones. */
function declared(theme: 'light' | 'dark'): Map<string, string> {
  const css = readFileSync(tokensCss, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const blocks = css.matchAll(
    /(?:^|\n)(?:\[data-theme='dark'\]|:root,\n\[data-theme='light'\]) \{([^}]*)\}/g,
  )
  const [light, dark] = Array.from(blocks, ([, body = '']) =>
    Array.from(body.matchAll(/(--[\w-]+):\s*([^;]+);/g), ([, name = '', value = '']) => ({
      name,
      value: value.replaceAll(/\s+/g, ' ').trim(),
    })),
  )
  const both = [...(light ?? []), ...(theme === 'dark' ? (dark ?? []) : [])]
  return new Map(both.map(({ name, value }) => [name, value]))
}

export type Measured = { name: string; meant: string; found: string }

/** Every token as the window computes it, and the widths of visible elements. */
export async function measure(page: Page, theme: 'light' | 'dark'): Promise<Measured[]> {
  const tokens = declared(theme)
  const found = await page.evaluate(
    ([given, shown]) => {
      const probe = document.body.appendChild(document.createElement('i'))
      const kinds = ['color', 'inline-size', 'box-shadow', 'transition-duration']
      const more = ['transition-timing-function', 'font-family', 'line-height']
      /** A build writes values shorter, so both are compared in the window's own form. */
      const understood = (value: string): string => {
        for (const kind of [...kinds, ...more]) {
          probe.style.cssText = `position: absolute; transition: none; ${kind}: ${value}`
          if (probe.style.getPropertyValue(kind) === '') continue
          const computed = getComputedStyle(probe).getPropertyValue(kind)
          return computed.replaceAll(/\d+\.\d+/g, figure =>
            String(Number(Number(figure).toFixed(2))),
          )
        }
        return value
      }
      const style = getComputedStyle(document.documentElement)
      const computed = given.map(([name, meant]) => ({
        name,
        meant: understood(meant),
        found: understood(style.getPropertyValue(name).trim()),
      }))
      probe.remove()
      const measured = shown.flatMap(([selector, width, token]) => {
        const element = document.querySelector(selector)
        return element?.checkVisibility()
          ? [
              {
                name: `${width} of ${selector}`,
                token,
                found: getComputedStyle(element).getPropertyValue(width),
              },
            ]
          : []
      })
      return { computed, measured }
    },
    [[...tokens], widths] as const,
  )
  return [
    ...found.computed,
    ...found.measured.map(({ name, token, found: width }) => ({
      name,
      meant: tokens.get(token) ?? '',
      found: width,
    })),
  ]
}
