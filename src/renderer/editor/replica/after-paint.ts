// Puts work off until the frame that shows the latest key is drawn, so that nothing stands between a
// key and its letter on the screen.
import { inNextFrame } from '../page/next-frame.ts'

export type Later = (work: () => void) => void

/** Milliseconds that work waits for a frame: a page that is busy draws late, and text must not. */
const longest = 40

/** For what has no screen to wait for. */
export const atOnce: Later = work => work()

let waiting: (() => void)[] = []
let timer: ReturnType<typeof setTimeout> | undefined
let channel: MessageChannel | null = null

function run(works: Iterable<() => void>): void {
  for (const work of works) {
    try {
      work()
    } catch (error) {
      // Words that were written are among the others, and must leave.
      reportError(error)
    }
  }
}

/** Does all that waits for a frame. */
export function workNow(): void {
  clearTimeout(timer)
  timer = undefined
  const works = waiting
  waiting = []
  run(works)
}

/** A message that is posted before a frame is drawn arrives after it. */
function afterThisFrame(): void {
  if (channel === null) {
    channel = new MessageChannel()
    channel.port1.addEventListener('message', workNow)
    channel.port1.start()
    // A page that goes, or is out of sight, has no next frame.
    window.addEventListener('pagehide', workNow)
    document.addEventListener('visibilitychange', workNow)
  }
  channel.port2.postMessage(null)
}

/** Runs `work` after the next frame, in the order of the calls; at once where none is drawn. */
export const afterPaint: Later = work => {
  if (document.visibilityState === 'hidden') {
    workNow()
    return work()
  }
  if (waiting.push(work) > 1) return
  inNextFrame(afterThisFrame)
  timer = setTimeout(workNow, longest)
}

/** Between two slices of long work: behind the next frame, when what came meanwhile has been heard. */
export const others = (): Promise<void> =>
  new Promise(resolve => afterPaint(() => void setTimeout(resolve)))

export type Behind = {
  /** Asks for it once, however often it is asked for until then. */
  ask(): void
  forget(): void
}

/** Work behind the next frame that is less urgent than the letter in it. */
export function behindFrame(work: () => void): Behind {
  let waits = false
  const workThen = (): void => {
    if (!waits) return
    waits = false
    work()
  }
  return {
    ask() {
      if (waits) return
      waits = true
      afterPaint(workThen)
    },
    forget: () => void (waits = false),
  }
}
