// Names of blocks: unguessable enough never to meet twice in one document.
import type { BlockId } from '#shared/ids'

/** `length` unpredictable bytes. */
export type Random = (length: number) => Uint8Array

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** 50 random bits as ten characters of a-z and 2-7. */
export const newBlockId = (random: Random): BlockId =>
  Array.from(random(10), byte => alphabet[byte & 31]).join('') as BlockId

export const isBlockId = (value: unknown): value is BlockId =>
  typeof value === 'string' && /^[a-z2-7]{10}$/.test(value)
