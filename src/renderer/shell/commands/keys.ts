// Every key of the window, once: who obeys a key asks for it by name here, tools, menus and the palette
// show it from here, and the list of all keys (Ctrl /) is made of this table. No single letters
// (WCAG 2.1.4), and no Ctrl Alt with a letter: on many keyboards AltGr writes with it. Where it writes with
// a digit, the digit is no key (`shell/workspace/chords.ts`).
import { chordOf, onMac } from '../workspace/chords.ts'
import type { MessageId } from '../../words/index.ts'

type Where =
  | 'anywhere'
  | 'meeting'
  | 'document'
  | 'finding'
  | 'writing'
  | 'minutes'
  | 'table'
  | 'said'
  | 'beside'
  | 'decision'
  | 'export'
  | 'apart'

type Key = {
  /** As `chordOf` has them; the first is shown, the others do the same. */
  chords: readonly [string, ...string[]]
  does: MessageId
  where: Where
}

const key = (where: Where, does: MessageId, ...chords: Key['chords']): Key => ({
  chords,
  does,
  where,
})

export const keys = {
  palette: key('anywhere', 'commands.keys.palette', 'ctrl+k'),
  shortcuts: key('anywhere', 'commands.keys.shortcuts', 'ctrl+/'),
  help: key('anywhere', 'app.help', 'f1'),
  lock: key('anywhere', 'commands.keys.lock', 'ctrl+shift+l'),
  nextArea: key('anywhere', 'commands.keys.nextArea', 'f6'),
  previousArea: key('anywhere', 'commands.keys.previousArea', 'shift+f6'),
  home: key('anywhere', 'app.nav.home', 'ctrl+1'),
  documents: key('anywhere', 'app.nav.documents', 'ctrl+2'),
  meetings: key('anywhere', 'app.nav.meetings', 'ctrl+3'),
  decisions: key('anywhere', 'app.nav.decisions', 'ctrl+4'),
  followUp: key('anywhere', 'app.nav.followUp', 'ctrl+5'),
  archive: key('anywhere', 'app.nav.archive', 'ctrl+6'),
  members: key('anywhere', 'app.nav.members', 'ctrl+7'),
  newDocument: key('anywhere', 'documents.new.button', 'ctrl+n'),
  searchArchive: key('anywhere', 'commands.keys.archive', 'ctrl+shift+f'),
  back: key('anywhere', 'commands.keys.back', 'alt+arrowleft'),
  forward: key('anywhere', 'commands.keys.forward', 'alt+arrowright'),
  larger: key('anywhere', 'commands.keys.larger', 'ctrl++', 'ctrl+='),
  smaller: key('anywhere', 'commands.keys.smaller', 'ctrl+-'),
  normalSize: key('anywhere', 'commands.keys.normal', 'ctrl+0'),
  searchAll: key('anywhere', 'commands.keys.searchAll', 'ctrl+enter'),
  close: key('anywhere', 'commands.keys.close', 'escape'),

  itemUp: key('meeting', 'meetings.keys.up', 'alt+arrowup'),
  itemDown: key('meeting', 'meetings.keys.down', 'alt+arrowdown'),
  itemDeeper: key('meeting', 'meetings.keys.deeper', 'tab'),
  itemShallower: key('meeting', 'meetings.keys.shallower', 'shift+tab'),
  giveFloor: key('meeting', 'meetings.floor.giveNext', 'ctrl+shift+h'),

  find: key('document', 'finding.find', 'ctrl+f'),
  goTo: key('document', 'finding.goTo', 'ctrl+g'),
  save: key('document', 'commands.keys.save', 'ctrl+s'),
  export: key('document', 'editor.export', 'ctrl+shift+e'),
  tools: key('document', 'commands.keys.tools', 'alt+f10'),
  leaveText: key('document', 'commands.keys.leave', 'escape'),
  card: key('document', 'citing.open', 'ctrl+enter'),
  nextDifference: key('document', 'history.compare.next', 'f7'),
  previousDifference: key('document', 'history.compare.previous', 'shift+f7'),

  nextFound: key('finding', 'finding.next', 'enter'),
  previousFound: key('finding', 'finding.previous', 'shift+enter'),
  intoFound: key('finding', 'finding.into', 'ctrl+enter'),

  bold: key('writing', 'editor.bold', 'ctrl+b'),
  italic: key('writing', 'editor.italic', 'ctrl+i'),
  underline: key('writing', 'editor.underline', 'ctrl+u'),
  superscript: key('writing', 'editor.superscript', 'ctrl+.'),
  subscript: key('writing', 'editor.subscript', 'ctrl+,'),
  clearFormats: key('writing', 'editor.clearFormats', 'ctrl+\\'),
  link: key('writing', 'editor.link', 'ctrl+shift+k'),
  heading1: key('writing', 'editor.kind.h1', 'ctrl+alt+1'),
  heading2: key('writing', 'editor.kind.h2', 'ctrl+alt+2'),
  heading3: key('writing', 'editor.kind.h3', 'ctrl+alt+3'),
  note: key('writing', 'editor.note.insert', 'ctrl+shift+n'),
  reference: key('writing', 'referring.insert', 'ctrl+shift+r'),
  figure: key('writing', 'figures.insert', 'ctrl+shift+g'),
  deeper: key('writing', 'commands.keys.deeper', 'tab'),
  shallower: key('writing', 'commands.keys.shallower', 'shift+tab'),
  moveUp: key('writing', 'editor.moveUp', 'alt+shift+arrowup'),
  moveDown: key('writing', 'editor.moveDown', 'alt+shift+arrowdown'),
  undo: key('writing', 'commands.keys.undo', 'ctrl+z'),
  redo: key('writing', 'commands.keys.redo', 'ctrl+shift+z', 'ctrl+y'),

  decisionLine: key('minutes', 'editor.kind.decision', 'ctrl+shift+d'),
  actionLine: key('minutes', 'editor.kind.action', 'ctrl+shift+a'),
  reservationLine: key('minutes', 'editor.kind.reservation', 'ctrl+shift+y'),
  offRecord: key('minutes', 'minutes.off', 'ctrl+shift+o'),
  speaker: key('minutes', 'minutes.speaker', 'ctrl+shift+s'),

  nextCell: key('table', 'tables.next', 'tab'),
  rowAfter: key('table', 'tables.rowAfter', 'alt+insert'),
  columnAfter: key('table', 'tables.columnAfter', 'alt+shift+insert'),
  removeRow: key('table', 'tables.removeRow', 'alt+delete'),
  removeColumn: key('table', 'tables.removeColumn', 'alt+shift+delete'),

  comment: key('said', 'comments.tool', 'ctrl+shift+m'),
  suggesting: key('said', 'comments.suggesting', 'ctrl+shift+x'),
  bracket: key('said', 'brackets.put', 'ctrl+shift+b'),
  keep: key('said', 'brackets.keep', 'ctrl+enter'),
  nextPoint: key('said', 'amendments.next', 'ctrl+alt+arrowdown'),
  previousPoint: key('said', 'amendments.previous', 'ctrl+alt+arrowup'),
  accept: key('said', 'amendments.key.accept', 'ctrl+enter'),
  send: key('said', 'commands.keys.send', 'ctrl+enter'),

  nextBeside: key('beside', 'languages.next', 'f7'),
  previousBeside: key('beside', 'languages.previous', 'shift+f7'),
  confirmBeside: key('beside', 'languages.confirm', 'ctrl+shift+enter'),

  exportFile: key('export', 'export.file', 'alt+1'),
  exportNames: key('export', 'export.named', 'alt+2'),
  exportLeft: key('export', 'export.out', 'alt+3'),
  exportStop: key('export', 'export.stop', 'escape'),

  useTheirs: key('apart', 'editor.merged.useTheirs', 'alt+1'),
  useMine: key('apart', 'editor.merged.useMine', 'alt+2'),
  useBoth: key('apart', 'editor.merged.useBoth', 'alt+3'),

  givePosition: key('decision', 'decisions.give.key', 'ctrl+enter'),
} as const satisfies Record<string, Key>

export type KeyName = keyof typeof keys

const titles: Record<Where, MessageId> = {
  anywhere: 'commands.keys.anywhere',
  meeting: 'commands.keys.meeting',
  document: 'commands.keys.document',
  finding: 'commands.keys.finding',
  writing: 'commands.keys.writing',
  minutes: 'minutes.keys',
  table: 'commands.keys.table',
  said: 'commands.keys.said',
  beside: 'commands.keys.beside',
  decision: 'commands.keys.decision',
  export: 'export.keys',
  apart: 'editor.merged.keys',
}

/** The whole table as the list shows it. */
export const keyGroups: readonly { title: MessageId; keys: readonly KeyName[] }[] = (
  Object.keys(titles) as Where[]
).map(where => ({
  title: titles[where],
  keys: (Object.keys(keys) as KeyName[]).filter(name => keys[name].where === where),
}))

const isOf = (name: KeyName, chord: string): boolean =>
  (keys[name].chords as readonly string[]).includes(chord)

export const isKey = (event: KeyboardEvent, name: KeyName): boolean => isOf(name, chordOf(event))

/** The one of `acts` whose key was pressed. */
export function actFor<Act>(
  event: KeyboardEvent,
  acts: Partial<Record<KeyName, Act>>,
): Act | undefined {
  const chord = chordOf(event)
  const name = (Object.keys(acts) as KeyName[]).find(each => isOf(each, chord))
  return name && acts[name]
}

const shown: Record<string, string> = {
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  '-': '−',
}

/** The names on the keys, one each: Ctrl, Shift, M; Cmd for Ctrl on a Mac. */
export function keysOf(name: KeyName, mac: boolean = onMac()): string[] {
  // The last of "ctrl++" is a plus.
  const parts = keys[name].chords[0].split(/\+(?=.)/)
  return parts.map(part => {
    if (part === 'ctrl' && mac) return 'Cmd'
    return shown[part] ?? part.charAt(0).toUpperCase() + part.slice(1)
  })
}

/** For `aria-keyshortcuts`: Control+K, or Meta+K on a Mac. */
export const ariaKeys = (name: KeyName): string =>
  keysOf(name).join('+').replace('Ctrl', 'Control').replace('Cmd', 'Meta')

/** The same in one line, for tooltips and menus. */
export const chordText = (name: KeyName): string => keysOf(name).join(' ')
