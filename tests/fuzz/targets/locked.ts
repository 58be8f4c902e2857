// Encrypted files: their header, and their content. Anybody may have written the header, and any
// member the content.
import { encode, equal, fromHex, type Bytes } from '#core/keys'
import type { GroupId } from '#shared/ids'
import {
  checkOutside,
  contentOf,
  groupInside,
  openOutside,
  readInside,
  recordsInside,
  writeLocked,
} from '../../../src/core/sync/files/locked-file.ts'
import type { Target } from '../engine.ts'
import { refusable } from './refusable.ts'
import { frameVectors } from './vectors.ts'

const { secret, public: reader } = frameVectors.locked.reader
const group = frameVectors.locked.group as GroupId

const inside = async (): Promise<Bytes> =>
  (await openOutside(fromHex(frameVectors.locked.file), fromHex(secret))) ?? encode([])

export const locked: Target = {
  name: 'locked',
  most: 4_096,
  async seeds() {
    const small = { group, records: [], packs: [], heads: null, messages: 0 }
    const many = Array.from({ length: 5 }, () => fromHex(reader))
    return [
      fromHex(frameVectors.locked.file),
      await writeLocked(small, many),
      await inside(),
      encode([1, 'locked', fromHex(group), [], [], null, [0, 0, 0, new Uint8Array(32)]]),
    ]
  },
  async run(input) {
    await refusable(() => checkOutside(input))
    await refusable(() => openOutside(input, fromHex(secret)))
    const content = contentOf(input)
    const records = recordsInside(content)
    const named = groupInside(content)
    await refusable(() => {
      const read = readInside(content, named ?? group)
      if (read.records.length !== records.length)
        throw new Error('records are read twice otherwise')
      if (named === null || !equal(fromHex(read.group), fromHex(named)))
        throw new Error('a file of two groups')
    })
  },
}
