// The calls of a window to the Electron main process: dialogs, locking, and a port to one
// document. Paths stay in main and core; the window only sees grants.
import * as v from 'valibot'
import { DocumentId, FileGrant } from './ids.ts'

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

const Granted = v.object({ file: FileGrant, name: v.string() })

export const calls = {
  /** A save dialog; null when the person cancelled. `name` is the proposed file name. */
  'dialog.save': {
    input: v.object({ type: FileType, name: v.string() }),
    output: v.nullable(Granted),
  },
  /** An open dialog; null when the person cancelled. */
  'dialog.open': { input: v.object({ type: FileType }), output: v.nullable(Granted) },
  /** The same for several files; none when the person cancelled. */
  'dialog.openMany': { input: v.object({ type: FileType }), output: v.array(Granted) },
  /** The bytes of a picture that a person chose, for a text or of any form; null when the person cancelled. */
  'dialog.picture': {
    input: v.object({ type: v.picklist(['figure', 'image']) }),
    output: v.nullable(v.object({ name: v.string(), bytes: v.instance(Uint8Array) })),
  },
  /** Opens a document: its port arrives as a window message `{baraza: 'document', document}`. */
  'document.open': { input: v.object({ document: DocumentId }), output: v.void() },
  /** Ends core and this window, and starts both again at the unlock screen. */
  lock: { input: v.void(), output: v.void() },
  /** Text to the clipboard; removed again after 60 seconds if it is still there. */
  'clipboard.copySecret': { input: v.object({ text: v.string() }), output: v.void() },
  /** Text to the clipboard, where it stays. */
  'clipboard.copy': {
    input: v.object({ text: v.pipe(v.string(), v.maxLength(2000)) }),
    output: v.void(),
  },
  /** Says whether this is the old test runtime, and whether the group shown is the example. */
  runtime: {
    input: v.void(),
    output: v.object({ test: v.boolean(), demo: v.boolean(), version: v.string() }),
  },
  /** After `leaving`: core has all that was typed. */
  left: { input: v.void(), output: v.void() },
  'window.minimize': { input: v.void(), output: v.void() },
  'window.toggleMaximize': { input: v.void(), output: v.void() },
  'window.close': { input: v.void(), output: v.void() },
  /** The size of everything in the window; see `Appearance`. */
  'window.zoom': {
    input: v.object({ percent: v.pipe(v.number(), v.minValue(80), v.maxValue(200)) }),
    output: v.void(),
  },
} as const

export const events = {
  /** A menu command or key chord that main caught, for example `lock`. */
  command: v.object({ name: v.string() }),
  /** Files that a person let go over the window, for import. */
  dropped: v.object({ files: v.array(Granted) }),
  /** The window is about to go: what was typed is to reach core. */
  leaving: v.null(),
} as const

/** The key that main sends behind all others before the window goes; hardly a keyboard has it. */
export const lastKey = 'F24'

export const shell = { calls, events } as const
export type ShellContract = typeof shell
