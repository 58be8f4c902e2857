// The calls of a window to the Electron main process: dialogs, locking, and a port to one
// document. Paths stay in main and core; the window only sees grants.
import * as v from 'valibot'
import { DocumentId, type FileGrant } from './ids.ts'
import { answers, call, nothing, tells } from './rpc.ts'

const FileType = v.picklist([
  'invitation',
  'picture',
  'share',
  'backup',
  'reply',
  'locked',
  'import',
  'image',
  'figure',
  'attachment',
  'docx',
  'odt',
  'pdf',
  'html',
  'md',
  'akn',
  'page',
  'answers',
  'calendar',
  'table',
  'pack',
  'card',
  'verifyPage',
  'texts',
])
export type FileType = v.InferOutput<typeof FileType>

type Granted = { file: FileGrant; name: string }

const calls = {
  /** A save dialog; null when the person cancelled. `name` is the proposed file name. */
  'dialog.save': call({ type: FileType, name: v.string() }, answers<Granted | null>()),
  /** An open dialog; null when the person cancelled. */
  'dialog.open': call({ type: FileType }, answers<Granted | null>()),
  /** The same for several files; none when the person cancelled. */
  'dialog.openMany': call({ type: FileType }, answers<readonly Granted[]>()),
  /** The bytes of a picture that a person chose, for a text or of any form; null when the person cancelled. */
  'dialog.picture': call(
    { type: v.picklist(['figure', 'image']) },
    answers<{ name: string; bytes: Uint8Array } | null>(),
  ),
  /** Opens a document: its port arrives as a window message `{baraza: 'document', document}`. */
  'document.open': call({ document: DocumentId }, answers<void>()),
  /** Ends core and this window, and starts both again at the unlock screen. */
  lock: call(nothing, answers<void>()),
  /** Text to the clipboard; removed again after 60 seconds if it is still there. */
  'clipboard.copySecret': call({ text: v.string() }, answers<void>()),
  /** Text to the clipboard, where it stays. */
  'clipboard.copy': call({ text: v.pipe(v.string(), v.maxLength(2000)) }, answers<void>()),
  /** Says whether this is the old test runtime, and whether the group shown is the example. */
  runtime: call(nothing, answers<{ test: boolean; demo: boolean; version: string }>()),
  /** After `leaving`: core has all that was typed. */
  left: call(nothing, answers<void>()),
  'window.minimize': call(nothing, answers<void>()),
  'window.toggleMaximize': call(nothing, answers<void>()),
  'window.close': call(nothing, answers<void>()),
  /** The size of everything in the window; see `Appearance`. */
  'window.zoom': call(
    { percent: v.pipe(v.number(), v.minValue(80), v.maxValue(200)) },
    answers<void>(),
  ),
} as const

const events = {
  /** A menu command or key chord that main caught, for example `lock`. */
  command: tells<{ name: string }>(),
  /** Files that a person let go over the window, for import. */
  dropped: tells<{ files: readonly Granted[] }>(),
  /** The window is about to go: what was typed is to reach core. */
  leaving: tells<null>(),
} as const

/** The key that main sends behind all others before the window goes; hardly a keyboard has it. */
export const lastKey = 'F24'

export const shell = { calls, events } as const
export type ShellContract = typeof shell
