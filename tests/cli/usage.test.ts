// The usage of each command is the only statement of its options: what it shows is taken, and nothing else.
import { expect, test } from 'vitest'
import { commands, runCommand } from '../../src/cli/run.ts'
import { readUsage } from '../../src/cli/usage.ts'

const text = { type: 'string' }
const flag = { type: 'boolean' }

test('an option outside of brackets has to be there, and one inside may be left out', () => {
  expect(
    readUsage('--to T [--by B|C [--at HOST:PORT]] (--in >1/2 | --out @FILE) [--on | --off]'),
  ).toEqual({
    options: { to: text, by: text, at: text, in: text, out: text, on: flag, off: flag },
    required: ['to'],
    words: 0,
    isOpenEnded: false,
  })
  expect(readUsage()).toEqual({ options: {}, required: [], words: 0, isOpenEnded: false })
})

test('a word in capitals that belongs to no option is an argument', () => {
  expect(readUsage('URL|@FILE|off [--group G]')).toMatchObject({ words: 1, isOpenEnded: false })
  expect(readUsage('--out FOLDER [--open] A FILE...')).toMatchObject({
    words: 2,
    isOpenEnded: true,
  })
})

const withoutBrackets = (usage: string): string => {
  const less = usage.replaceAll(/[[(][^[\]()]*[\])]/g, '')
  return less === usage ? usage : withoutBrackets(less)
}

const optionsIn = (usage: string): string[] =>
  [...usage.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name)

const readable = commands.map(command => ({ ...command, usage: command.usage ?? '' }))

test.for(readable)('all of the usage of "$name" is read', ({ usage }) => {
  const { options, required, words } = readUsage(usage)
  const outside = withoutBrackets(usage)
  expect(outside).not.toMatch(/[[\]()]|\s\|\s/)
  expect(Object.keys(options)).toEqual(optionsIn(usage))
  expect(required).toEqual(optionsIn(outside))

  const tokens = usage.split(/[\s[\]()]+/).filter(token => token !== '' && token !== '|')
  const bare = tokens.filter((token, at) => {
    const before = tokens[at - 1] ?? ''
    return !token.startsWith('--') && options[before.slice(2)]?.type !== 'string'
  })
  expect(bare).toHaveLength(words)
})

const said = async (words: string[]): Promise<{ code: number; error: string }> => {
  let error = ''
  const code = await runCommand(words, {
    env: {},
    ended: Promise.resolve(),
    isWatched: false,
    out() {},
    error: line => (error += line),
  })
  return { code, error }
}

const onProfiles = readable.filter(({ profile }) => profile !== 'none')

test.for(onProfiles)(
  '"$name" takes the options of its usage, and no others',
  async ({ name, usage }) => {
    const { options, required, words, isOpenEnded } = readUsage(usage)
    const line = (names: string[]): string[] => [
      ...name.split(' '),
      ...names.flatMap(each =>
        options[each]?.type === 'string' ? [`--${each}`, 'x'] : `--${each}`,
      ),
      ...Array.from({ length: words }, () => 'word'),
    ]
    // Read in full, a line is refused for want of a profile alone.
    const taken = { code: 2, error: '--profile is missing' }
    expect(await said(line(required))).toEqual(taken)
    expect(await said(line(Object.keys(options)))).toEqual(taken)
    for (const left of required)
      expect(await said(line(required.filter(each => each !== left)))).toEqual({
        code: 2,
        error: `--${left} is missing`,
      })
    expect((await said(line([...required, 'unheard-of']))).error).toContain("'--unheard-of'")
    const { error } = await said([...line(required), 'word'])
    expect(error).toContain(isOpenEnded ? taken.error : `usage: ${name}`)
  },
)
