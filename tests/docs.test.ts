// The pages in docs stay true to each other: links lead to files, and the index of decisions lists each
// record with its title and status.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root })

test('each relative link of a page leads to a file', () => {
  expect(pages.length).toBeGreaterThan(60)
  const lost = pages.flatMap(page =>
    [...read(page).matchAll(/\]\(([^)#\s]+)/g)]
      .map(([, link]) => link ?? '')
      .filter(link => !/^[a-z]+:/.test(link))
      .filter(link => !existsSync(join(root, dirname(page), link)))
      .map(link => `${page}: ${link}`),
  )
  expect(lost).toEqual([])
})

describe('decision records', () => {
  const records = globSync('docs/decisions/[0-9]*.md', { cwd: root }).toSorted()
  const rows = read('docs/decisions/README.md')
    .split('\n')
    .flatMap(line => {
      const found = /^\| (\d{4}) +\| \[(.+)\]\((.+)\) +\| (\S.*\S) +\|$/.exec(line)
      return found ? [found.slice(1)] : []
    })

  test('the index lists each record once, in order', () => {
    expect(records.length).toBeGreaterThan(60)
    expect(rows.map(([, , file]) => `docs/decisions/${file}`)).toEqual(records)
    // Two records that are written at the same time may take the same number.
    expect(new Set(rows.map(([number]) => number)).size).toBe(rows.length)
  })

  test.each(records)('%s has the title, number and status that the index gives', record => {
    const [number, title, , status = ''] =
      rows.find(([, , file]) => file === basename(record)) ?? []
    const [first, , second = ''] = read(record).split('\n')
    expect(basename(record).slice(0, 4)).toBe(number)
    expect(first).toBe(`# ${number}: ${title}`)
    // A decision is an act, so its title begins with a verb.
    expect(title).not.toMatch(/^(A|An|The|What|Who|How|Of|That|In|No|Wrong) /)
    const stated = /^Status: (in force|superseded by \d{4})/.exec(second)?.[1] ?? 'none'
    expect(status.split(',')[0]).toBe(stated)
    const changing = /(?:Amended|superseded) by ([0-9, and]+)\./.exec(second)?.[1] ?? ''
    expect(status.match(/\d{4}/g) ?? []).toEqual(changing.match(/\d{4}/g) ?? [])
  })
})

test('the page on architecture describes each part once', () => {
  const parts = [...read('docs/architecture.md').matchAll(/^- \*\*(.+?)\*\*:/gm)].map(
    ([, name]) => name,
  )
  expect(parts.length).toBeGreaterThan(30)
  expect(parts.filter((name, at) => parts.indexOf(name) !== at)).toEqual([])
})

test('the page on architecture lists the folders of the document, each below those that it imports', () => {
  const doors = globSync('src/document/**/index.ts', { cwd: root })
  const folders = doors.map(path => dirname(path).slice('src/document/'.length))
  const [, section = ''] = read('docs/architecture.md').split('### Folders of the document')
  const [table = ''] = section.split('\n## ')
  const listed = [...table.matchAll(/^\| `([\w/]+)`/gm)].map(([, folder]) => folder ?? '')
  expect(listed.toSorted()).toEqual(folders.toSorted())
  const upward = listed.flatMap((folder, at) =>
    globSync(`src/document/${folder}/*.ts`, { cwd: root })
      .flatMap(path => [...read(path).matchAll(/from '#document\/([\w/]+)'/g)])
      .map(([, imported]) => imported ?? '')
      .filter(imported => listed.indexOf(imported) >= at)
      .map(imported => `${folder} imports ${imported}`),
  )
  expect(upward).toEqual([])
})

test('the list of changes says each thing once', () => {
  const begins = read('CHANGELOG.md')
    .split('\n')
    .filter(line => line.startsWith('- '))
    .map(line => line.slice(0, 40))
  expect(begins.length).toBeGreaterThan(60)
  expect(begins.filter((begin, at) => begins.indexOf(begin) !== at)).toEqual([])
})

test('each file of code that the page on architecture names is there', () => {
  const known = globSync(['src/**/*.{ts,tsx}', 'tests/**/*.ts', 'scripts/*'], { cwd: root })
  const named = [...read('docs/architecture.md').matchAll(/(?<![\w*])([\w./-]+\.tsx?)\b/g)]
  expect(named.length).toBeGreaterThan(80)
  const lost = named
    .map(([, file]) => file!)
    .filter(file => !known.some(path => path === file || path.endsWith(`/${file}`)))
  expect([...new Set(lost)]).toEqual([])
})
