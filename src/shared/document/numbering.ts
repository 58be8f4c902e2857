// Paragraph and section numbers, computed and never stored.
import type { Language } from '../contract.ts'
import type { Block } from './page.ts'

/** The number of each block in order; empty where its kind has none. */
export const numberBlocks = (
  blocks: readonly Pick<Block, 'kind'>[],
  _language: Language,
): string[] => blocks.map(() => '')
