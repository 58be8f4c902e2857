// Keys, palette and catalogue stay in step: one table says what each key does, who obeys a key asks the
// table, and whatever has a name is found by it in the palette as well.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { catalogue } from '../../scripts/messages.ts'
import {
  ariaKeys,
  keyGroups,
  keys,
  type KeyName,
  keysOf,
} from '../../src/renderer/shell/commands/keys.ts'
import { chordOf } from '../../src/renderer/shell/workspace/chords.ts'

const root = resolve(import.meta.dirname, '../../src/renderer')
const table = join('shell', 'commands', 'keys.ts')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.tsx?$/.test(name) && name !== table)
  .map(name => ({ name, text: readFileSync(join(root, name), 'utf8') }))
const names = Object.keys(keys) as KeyName[]
const chordsOf = (name: KeyName): readonly string[] => keys[name].chords

/** Rows of the keyboard map of the design, as far as what they act on is built. */
const designed: Record<string, KeyName> = {
  'ctrl+k': 'palette',
  'ctrl+/': 'shortcuts',
  f1: 'help',
  'ctrl+shift+l': 'lock',
  f6: 'nextArea',
  'shift+f6': 'previousArea',
  'ctrl+1': 'home',
  'ctrl+2': 'documents',
  'ctrl+3': 'meetings',
  'ctrl+4': 'decisions',
  'ctrl+5': 'followUp',
  'ctrl+6': 'archive',
  'ctrl+7': 'members',
  'ctrl+n': 'newDocument',
  'alt+arrowup': 'itemUp',
  'alt+arrowdown': 'itemDown',
  'ctrl+shift+h': 'giveFloor',
  'ctrl+shift+d': 'decisionLine',
  'ctrl+shift+a': 'actionLine',
  'ctrl+shift+y': 'reservationLine',
  'ctrl+shift+o': 'offRecord',
  'ctrl+shift+s': 'speaker',
  'alt+arrowleft': 'back',
  'alt+arrowright': 'forward',
  'ctrl+f': 'find',
  'ctrl+shift+f': 'searchArchive',
  'ctrl+g': 'goTo',
  'ctrl+s': 'save',
  // In place of Ctrl Alt with a letter.
  'ctrl+shift+m': 'comment',
  'ctrl+shift+x': 'suggesting',
  'ctrl+alt+arrowup': 'previousPoint',
  'ctrl+alt+arrowdown': 'nextPoint',
  'ctrl+enter': 'send',
  tab: 'deeper',
  'shift+tab': 'shallower',
  'ctrl+shift+e': 'export',
  'ctrl+z': 'undo',
  'ctrl+shift+z': 'redo',
  escape: 'close',
}

test('every key of the design does what it says there', () => {
  for (const [chord, name] of Object.entries(designed))
    expect([chord, name, chordsOf(name)[0]]).toEqual([chord, name, chord])
})

test('no key is a single letter, and none is Ctrl Alt with a letter', () => {
  for (const chord of names.flatMap(chordsOf))
    expect(chord).not.toMatch(/^(shift\+)?.$|^ctrl\+alt\+\D$/)
})

test('no two keys of one place share a chord, and none takes one that works anywhere', () => {
  // The focus decides about Escape and Ctrl Enter.
  const shared = new Set(['escape', 'ctrl+enter'])
  const taken = names.flatMap(name =>
    chordsOf(name)
      .filter(chord => !shared.has(chord))
      .flatMap(chord =>
        names
          .filter(other => other !== name && chordsOf(other).includes(chord))
          .filter(other => [keys[name].where, 'anywhere'].includes(keys[other].where))
          .map(other => `${chord}: ${name}, ${other}`),
      ),
  )
  expect(taken).toEqual([])
})

test('the list of all keys says each once, in words', () => {
  const english = catalogue('en')
  expect(keyGroups.flatMap(group => group.keys).toSorted()).toEqual(names.toSorted())
  for (const { title } of keyGroups) expect(english.get(title)).toBeTruthy()
  for (const group of keyGroups) {
    const said = group.keys.map(name => english.get(keys[name].does))
    expect(said.every(Boolean)).toBe(true)
    expect(new Set(said).size).toBe(said.length)
  }
})

/** Lexical's own, the browser's, and the component library's. */
const obeyedElsewhere: KeyName[] = [
  ...(['bold', 'italic', 'underline', 'undo', 'redo'] as const),
  ...(['deeper', 'shallower', 'nextCell', 'leaveText'] as const),
]

test('every key is obeyed by a listener that asks the table for it', () => {
  const obeyed = (name: KeyName): boolean =>
    sources.some(
      ({ text }) =>
        new RegExp(`isKey\\([^()]+, '${name}'\\)`).test(text) ||
        (/\bactFor\b|\buseKeys\b|\bkey: KeyName\b/.test(text) &&
          new RegExp(`(\\b${name}:|\\bkey: '${name}')`).test(text)),
    )
  expect(names.filter(name => !obeyed(name) && !obeyedElsewhere.includes(name))).toEqual([])
})

test('all chords are read through the table', () => {
  // A region of another part lets no key of the page's through; two listeners look at Alt before
  // all else, since they run at every letter, and so do two at Ctrl; one looks at a space alone.
  const mayRead = [
    join('shell', 'workspace', 'chords.ts'),
    join('editor', 'restricted', 'region.tsx'),
    join('editor', 'blocks', 'move-commands.ts'),
    join('editor', 'tables', 'table-commands.ts'),
    join('editor', 'tables', 'table-keys.ts'),
    join('editor', 'formats', 'format-keys.ts'),
    join('editor', 'minutes', 'capture.ts'),
    join('editor', 'input', 'typed-turns.ts'),
  ]
  const reading = sources
    .filter(({ text }) => /\.(ctrlKey|metaKey|altKey)\b/.test(text))
    .map(({ name }) => name)
  expect(reading.toSorted()).toEqual(mayRead.toSorted())
  const written = sources.filter(({ text }) =>
    // Keys in a comment are prose.
    /['"`](ctrl|alt|shift)\+|['"`>](Ctrl|Alt|Shift)( |<)/.test(
      text.replace(/\/\/.*|\/\*[^]*?\*\//g, ''),
    ),
  )
  expect(written.map(({ name }) => name)).toEqual([])
})

/** Keys for where one is, and for what is written there: moving, closing, sending, settling a card. */
const noCommand: KeyName[] = [
  ...(['palette', 'nextArea', 'previousArea', 'back', 'forward'] as const),
  ...(['larger', 'smaller', 'normalSize', 'close', 'save', 'tools', 'leaveText'] as const),
  ...(['card', 'nextDifference', 'previousDifference'] as const),
  ...(['nextFound', 'previousFound', 'intoFound', 'deeper', 'shallower', 'nextCell'] as const),
  ...(['accept', 'send', 'itemDeeper', 'itemShallower'] as const),
  // The buttons of one dialog, over which no palette opens.
  ...(['useTheirs', 'useMine', 'useBoth'] as const),
  // Parts of one screen.
  ...(['exportFile', 'exportNames', 'exportLeft', 'exportStop'] as const),
  // The palette has searching the archive for what is typed into it, and each file that one exports.
  ...(['searchArchive', 'export'] as const),
]

/** The tools of the page that the palette lists. */
const toolsInPalette = (): string[] => {
  const { text } = sources.find(({ name }) => name === join('editor', 'page', 'tool-acts.ts'))!
  const lists = [...text.matchAll(/^const (?:writing|others) = \[([^\]]+)\]/gm)]
  return lists.flatMap(([, list = '']) =>
    [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name),
  )
}

test('an act with a key has a name in the palette', () => {
  const lending = sources
    .filter(({ text }) =>
      /\b(useOffer|commandsOf|useCommands|useSettingsCommands|MenuAct)\b/.test(text),
    )
    .map(({ text }) => text.replace(/isKey\([^()]*\)/g, ''))
  const isOffered = (name: KeyName): boolean =>
    lending.some(
      text =>
        new RegExp(`(keysOf|chordText)\\('${name}'\\)`).test(text) ||
        new RegExp(`, '${name}'[,)]|^\\s*'${name}',$`, 'm').test(text),
    )
  const places: KeyName[] = [
    'home',
    'documents',
    'meetings',
    'decisions',
    'followUp',
    'archive',
    'members',
  ]
  const tools = toolsInPalette()
  const left = names.filter(name => !isOffered(name) && ![...places, ...tools].includes(name))
  expect(left.toSorted()).toEqual(noCommand.toSorted())
})

const pressed = (init: Partial<KeyboardEvent>): KeyboardEvent =>
  ({
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    key: '',
    code: '',
    ...init,
  }) as never

test('a chord is the same on keyboards of other scripts and other orders', () => {
  const chord = (key: string, code: string, shiftKey = false): string =>
    chordOf(pressed({ ctrlKey: true, key, code, shiftKey }), false)
  // Arabic, Russian, Greek: the letter by its place.
  expect(chord('ن', 'KeyK')).toBe('ctrl+k')
  expect(chord('Д', 'KeyL', true)).toBe('ctrl+shift+l')
  expect(chord('κ', 'KeyK')).toBe('ctrl+k')
  // French: letters by what they say, digits by their place or with Shift, signs that are keys stay.
  expect(chord('a', 'KeyQ')).toBe('ctrl+a')
  expect(chord('é', 'Digit2')).toBe('ctrl+2')
  expect(chord('2', 'Digit2', true)).toBe('ctrl+2')
  expect(chord('-', 'Digit6')).toBe('ctrl+-')
  expect(chord('.', 'Comma', true)).toBe('ctrl+.')
  // German: the slash is above the seven.
  expect(chord('/', 'Digit7', true)).toBe('ctrl+/')
  expect(chord('+', 'Equal', true)).toBe('ctrl++')
})

test('keys are shown as they stand on the keyboard', () => {
  expect(keysOf('comment', false)).toEqual(['Ctrl', 'Shift', 'M'])
  expect(keysOf('comment', true)).toEqual(['Cmd', 'Shift', 'M'])
  expect(keysOf('larger', false)).toEqual(['Ctrl', '+'])
  expect(keysOf('smaller', false)).toEqual(['Ctrl', '−'])
  expect(keysOf('moveUp', false)).toEqual(['Alt', 'Shift', '↑'])
  expect(keysOf('tools', false)).toEqual(['Alt', 'F10'])
  expect(ariaKeys('palette')).toBe('Control+K')
})

test('Ctrl Alt and a digit makes a heading, and writes where a keyboard has a sign there', () => {
  const named = (key: string, digit: number, more: Partial<KeyboardEvent> = {}, mac = false) => {
    const held = mac ? { metaKey: true } : { ctrlKey: true }
    const event = pressed({ ...held, altKey: true, key, code: `Digit${digit}`, ...more })
    return names.filter(name => chordsOf(name).includes(chordOf(event, mac)))
  }
  for (const digit of [1, 2, 3]) expect(named(`${digit}`, digit)).toEqual([`heading${digit}`])
  // An Arabic keyboard with digits of its own, and French ones, where a digit needs Shift.
  expect(named('٢', 2)).toEqual(['heading2'])
  expect([...named('&', 1), ...named('é', 2), ...named('"', 3)]).toHaveLength(3)
  // AltGr on Windows: German, Spanish, French, British, Norwegian.
  for (const [key, digit] of [
    ...([
      ['²', 2],
      ['³', 3],
      ['|', 1],
      ['@', 2],
      ['#', 3],
    ] as const),
    ...([
      ['~', 2],
      ['Dead', 2],
      ['"', 2],
      ['£', 3],
    ] as const),
  ] as const)
    expect([key, named(key, digit)]).toEqual([key, []])
  // AltGr itself, also where it writes nothing.
  expect(named('1', 1, { getModifierState: name => name === 'AltGraph' })).toEqual([])
  // Option with Cmd writes nothing on a Mac.
  expect(named('¡', 1, {}, true)).toEqual(['heading1'])
})

test('AltGr with Shift and a letter, which writes a sign, is none of the keys of minutes', () => {
  for (const letter of ['D', 'A', 'Y', 'O']) {
    const altGr = { ctrlKey: true, altKey: true, shiftKey: true, key: letter, code: `Key${letter}` }
    const chord = chordOf(pressed(altGr), false)
    expect(names.filter(name => chordsOf(name).includes(chord))).toEqual([])
  }
})
