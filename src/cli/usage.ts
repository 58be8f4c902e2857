// The usage of a command, read as its rules. `--x V` has to be there, and everything in brackets may be left out:
// `[--x V]`, a flag `[--x]`, and `(--x V | --y V)`, of which a command asks for one. A word in capitals outside of
// options is an argument, and one that ends in `...` is one or more.
import type { Command } from './command.ts'

export type Usage = {
  /** In the form of `parseArgs`. */
  options: Record<string, { type: 'string' | 'boolean' }>
  /** The options that have to be there. */
  required: string[]
  words: number
  isOpenEnded: boolean
}

const parts =
  /(?<open>[[(])|(?<close>[\])])|--(?<name>[a-z-]+)(?<value>\s+[^\s[\]()|-][^\s[\]()]*)?|(?<word>[A-Z][^\s[\]()]*)/g

export const lineOf = ({ name, usage }: Command): string =>
  [name, ...(usage ? [usage] : [])].join(' ')

export const readUsage = (usage = ''): Usage => {
  const read: Usage = { options: {}, required: [], words: 0, isOpenEnded: false }
  let depth = 0
  for (const { groups: { open, close, name, value, word } = {} } of usage.matchAll(parts)) {
    if (open) depth += 1
    if (close) depth -= 1
    if (name) {
      read.options[name] = { type: value ? 'string' : 'boolean' }
      if (depth === 0) read.required.push(name)
    }
    if (word) {
      read.words += 1
      read.isOpenEnded = word.endsWith('...')
    }
  }
  return read
}
