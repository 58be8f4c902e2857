// Draws pictures of files from outside again, in a hidden window: a picture that ends its process, or keeps it busy,
// ends nothing else, and the next one gets another window (decision 0104).
import type { BrowserWindow, Session } from 'electron'
import { Failure } from '#shared/failure'
import { before, openHiddenWindow } from './hidden-window.ts'
import { origin } from './page-files.ts'

/** Milliseconds for one picture; a large one takes less than a second. */
const longestDrawing = 15_000

/** The page (src/renderer/draw) has a function of this name: base64 of a file in, base64 of a picture out, or null. */
const asked = (picture: Uint8Array): string =>
  `drawnAgain('${Buffer.from(picture).toString('base64')}')`

/** Rejects where the page is gone or takes too long. */
const drawnBy = async (
  window: BrowserWindow,
  picture: Uint8Array,
  longest: number,
): Promise<unknown> => {
  const { webContents } = window
  const broken = Promise.withResolvers<never>()
  const gone = (): void => broken.reject(new Error('gone'))
  webContents.once('render-process-gone', gone)
  const late = setTimeout(gone, longest)
  try {
    return await Promise.race([webContents.executeJavaScript(asked(picture)), broken.promise])
  } finally {
    clearTimeout(late)
    webContents.off('render-process-gone', gone)
  }
}

/** A busy page hears nothing, so its process ends first. */
const endBroken = (window: BrowserWindow): void => {
  window.webContents.forcefullyCrashRenderer()
  window.destroy()
}

export type Drawn = {
  /** Null for each picture that cannot be drawn. */
  drawn: (Uint8Array<ArrayBuffer> | null)[]
  /** Windows that pictures broke. */
  broken: number
}

/**
 * Once `mayBreak` windows are broken no other one opens. `longest`: milliseconds for one picture. Failure `cancelled`
 * once `over` is aborted.
 */
export const drawPictures = async (
  session: Session,
  pictures: readonly Uint8Array[],
  over: AbortSignal,
  { mayBreak, longest = longestDrawing }: { mayBreak: number; longest?: number },
): Promise<Drawn> => {
  let window: BrowserWindow | null = null
  let broken = 0
  const drawn: (Uint8Array<ArrayBuffer> | null)[] = []
  try {
    for (const picture of pictures) {
      if (broken >= mayBreak) {
        drawn.push(null)
        continue
      }
      if (over.aborted) throw new Failure('cancelled')
      if (!window) {
        // Known before it has loaded, so that a stop ends it too.
        window = openHiddenWindow(session)
        await before(over, window.loadURL(`${origin}/draw.html`))
      }
      const work = drawnBy(window, picture, longest).catch(() => undefined)
      const answer = await before(over, work)
      drawn.push(typeof answer === 'string' ? Uint8Array.from(Buffer.from(answer, 'base64')) : null)
      if (answer !== undefined) continue
      broken++
      endBroken(window)
      window = null
    }
    window?.destroy()
    return { drawn, broken }
  } catch (error) {
    // The work was stopped, perhaps while the page was busy.
    if (window) endBroken(window)
    throw error
  }
}
