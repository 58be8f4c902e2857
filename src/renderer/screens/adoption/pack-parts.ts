// The files of a pack in the parts that a person thinks in, in the order of reading.
import type { PackPreview } from '#shared/contract'
import { isTextName } from '#shared/adoption'

const packParts = [
  'text',
  'record',
  'statement',
  'signatures',
  'names',
  'amendments',
  'files',
  'printed',
  'sums',
] as const
export type PackPart = (typeof packParts)[number]

const partOf = (name: string): PackPart => {
  if (isTextName(name)) return 'text'
  if (name === 'record.jsonl') return 'record'
  if (name === 'adoption.txt') return 'statement'
  if (name === 'signatures.jsonl') return 'signatures'
  if (name === 'names.jsonl') return 'names'
  if (name === 'amendments.jsonl') return 'amendments'
  if (name.startsWith('files/')) return 'files'
  return name.startsWith('printed/') ? 'printed' : 'sums'
}

type Files = PackPreview['files']

export const partsOf = (files: Files): { part: PackPart; files: Files }[] =>
  packParts.flatMap(part => {
    const own = files.filter(({ name }) => partOf(name) === part)
    return own.length === 0 ? [] : [{ part, files: own }]
  })
