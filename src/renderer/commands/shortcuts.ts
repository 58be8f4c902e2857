// The keys of this version, as the list shows them. `workspace/keys.ts` and the editor obey them.
import type { MessageId } from '../words/index.ts'

export type Shortcut = { keys: string[]; does: MessageId }
export type ShortcutGroup = { title: MessageId; shortcuts: Shortcut[] }

export const shortcutGroups: ShortcutGroup[] = [
  {
    title: 'commands.keys.anywhere',
    shortcuts: [
      { keys: ['Ctrl', 'K'], does: 'commands.keys.palette' },
      { keys: ['Ctrl', '/'], does: 'commands.keys.shortcuts' },
      { keys: ['Ctrl', 'Shift', 'L'], does: 'commands.keys.lock' },
      { keys: ['F6'], does: 'commands.keys.nextArea' },
      { keys: ['Shift', 'F6'], does: 'commands.keys.previousArea' },
      { keys: ['Ctrl', '1'], does: 'app.nav.home' },
      { keys: ['Ctrl', '2'], does: 'app.nav.documents' },
      { keys: ['Ctrl', '6'], does: 'app.nav.archive' },
      { keys: ['Ctrl', '7'], does: 'app.nav.members' },
      { keys: ['Ctrl', 'N'], does: 'documents.new.button' },
      { keys: ['Ctrl', 'Shift', 'F'], does: 'commands.keys.archive' },
      { keys: ['Alt', '←'], does: 'commands.keys.back' },
      { keys: ['Alt', '→'], does: 'commands.keys.forward' },
      { keys: ['Ctrl', '+'], does: 'commands.keys.larger' },
      { keys: ['Ctrl', '−'], does: 'commands.keys.smaller' },
      { keys: ['Ctrl', '0'], does: 'commands.keys.normal' },
      { keys: ['Esc'], does: 'commands.keys.close' },
    ],
  },
  {
    title: 'commands.keys.document',
    shortcuts: [
      { keys: ['Ctrl', 'F'], does: 'finding.find' },
      { keys: ['Ctrl', 'G'], does: 'finding.goTo' },
      { keys: ['Ctrl', 'Enter'], does: 'citing.open' },
      { keys: ['Ctrl', 'B'], does: 'commands.keys.bold' },
      { keys: ['Ctrl', 'I'], does: 'commands.keys.italic' },
      { keys: ['Ctrl', 'U'], does: 'editor.underline' },
      { keys: ['Ctrl', '.'], does: 'editor.superscript' },
      { keys: ['Ctrl', ','], does: 'editor.subscript' },
      { keys: ['Ctrl', '\\'], does: 'editor.clearFormats' },
      { keys: ['Ctrl', 'Shift', 'K'], does: 'editor.link' },
      { keys: ['Ctrl', 'Shift', 'N'], does: 'editor.note.insert' },
      { keys: ['Ctrl', 'Shift', 'R'], does: 'referring.insert' },
      { keys: ['Alt', 'Shift', '↑'], does: 'editor.moveUp' },
      { keys: ['Alt', 'Shift', '↓'], does: 'editor.moveDown' },
      { keys: ['Alt', 'Insert'], does: 'tables.rowAfter' },
      { keys: ['Alt', 'Shift', 'Insert'], does: 'tables.columnAfter' },
      { keys: ['Alt', 'Delete'], does: 'tables.removeRow' },
      { keys: ['Alt', 'Shift', 'Delete'], does: 'tables.removeColumn' },
      { keys: ['Tab'], does: 'tables.next' },
      { keys: ['Tab'], does: 'commands.keys.deeper' },
      { keys: ['Shift', 'Tab'], does: 'commands.keys.shallower' },
      { keys: ['Ctrl', 'Shift', 'M'], does: 'comments.tool' },
      { keys: ['Ctrl', 'Shift', 'X'], does: 'comments.suggesting' },
      { keys: ['Ctrl', 'Alt', '↓'], does: 'amendments.next' },
      { keys: ['Ctrl', 'Alt', '↑'], does: 'amendments.previous' },
      { keys: ['Ctrl', 'Enter'], does: 'amendments.key.accept' },
      { keys: ['Ctrl', 'Z'], does: 'commands.keys.undo' },
      { keys: ['Ctrl', 'Shift', 'Z'], does: 'commands.keys.redo' },
    ],
  },
]
