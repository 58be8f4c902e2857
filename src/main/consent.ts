// The question before each act of the table in src/shared/consent.ts: its sentence, its button, and
// the window of the system that shows them.
import type { BrowserWindow, MessageBoxOptions } from 'electron'
import type { Act } from '#shared/consent'
import { Failure } from '#shared/failure'
import type { QuestionLimit } from './question-limit.ts'
import type { Words } from './words.ts'

/** Milliseconds after which an unanswered question counts as no. */
const patience = 120_000

// Characters that break a line, hide or turn what stands around them.
const unshown = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu
const longestName = 80

/** A name that another person chose, in one line and in its own direction. */
export const shownName = (name: string): string => {
  const letters = Array.from(name.replace(unshown, ' ').replace(/\s+/g, ' ').trim())
  const short = letters.slice(0, longestName - 1).join('')
  return `\u2068${letters.length > longestName ? `${short}…` : letters.join('')}\u2069`
}

/** An address, whole: what is not shown was not asked about. Always written from left to right. */
export const shownAddress = (address: string): string =>
  `\u2066${address.replace(unshown, ' ')}\u2069`

type Question = { message: string; detail: string; yes: string }

/** The question that a person is asked before `act`. It shows everything that `act` holds. */
export const questionFor = (act: Act, words: Words): Question => {
  const values = {
    group: 'group' in act ? shownName(act.group) : '',
    text: 'text' in act ? shownName(act.text) : '',
    number: 'number' in act ? shownName(act.number) : '',
    inviter: 'inviter' in act ? shownName(act.inviter) : '',
    address: 'address' in act ? shownAddress(act.address) : '',
  }
  return {
    message: words(`shell.ask.${act.act}`, values),
    detail: words(`shell.ask.${act.act}.detail`, values),
    yes: words(`shell.ask.${act.act}.yes`),
  }
}

export type AskingPorts = {
  questions: QuestionLimit
  words: Words
  /** Aborted when the caller no longer waits for an answer. */
  signal: AbortSignal
  /** The system's own message box. */
  show(window: BrowserWindow, options: MessageBoxOptions): Promise<{ response: number }>
}

/** True once the person said yes. The safe answer is the one that Enter and Esc give. */
export const ask = async (
  window: BrowserWindow,
  { message, detail, yes }: Question,
  { questions, words, signal, show }: AskingPorts,
): Promise<boolean> => {
  const answer = await questions.ask(async () => {
    const { response } = await show(window, {
      type: 'question',
      title: words('shell.ask.title'),
      message,
      detail,
      buttons: [words('shell.ask.no'), yes],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    })
    return response === 1 ? true : null
  })
  return answer === true
}

/** Returns once the person allowed `act`. Failures: `declined`, `too-many-questions`. */
export const askToAllow = async (
  window: BrowserWindow,
  act: Act,
  ports: AskingPorts,
): Promise<void> => {
  if (!(await ask(window, questionFor(act, ports.words), ports))) throw new Failure('declined')
}
