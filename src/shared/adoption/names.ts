// Names of the files in a pack: a closed list, and two folders.
import { safeFileName } from '#document/files'

export const sumsName = 'SHA256SUMS'

const plain = new Set([
  'adoption.txt',
  'amendments.jsonl',
  'how-to-check.txt',
  'lines.jsonl',
  'names.jsonl',
  'record.jsonl',
  'signatures.jsonl',
  sumsName,
])

export const isSignatureName = (name: string): boolean => /^SHA256SUMS\.[1-9]\d?\.sig$/.test(name)

export const isTextName = (name: string): boolean =>
  /^text\.(?:en|fr|es|ar|ru|zh)(?:\.[2-8])?\.jsonl$/.test(name)

/** Decided files, and printed forms of the texts. */
const folders = ['files/', 'printed/'] as const

/** A longer name, a path or a name that a system reserves is none. */
export const isPackName = (name: string): boolean => {
  if (plain.has(name) || isSignatureName(name) || isTextName(name)) return true
  const folder = folders.find(each => name.startsWith(each))
  const rest = name.slice(folder?.length)
  return folder !== undefined && rest.length <= 120 && safeFileName(rest) === rest
}
