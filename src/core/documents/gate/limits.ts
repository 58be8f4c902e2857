// The figures of the gate. They are part of the format: a device with other figures would refuse
// edits that its peers hold, and their texts would differ.

const mebibyte = 1024 * 1024

export type Limits = {
  /**
   * The limit of the update. A message is at most 4 MiB with its header and the rest of its body.
   */
  bytes: number
  structs: number
  /** Ranges of the delete set. */
  deletes: number
  /** Structs, ranges and values together; bounds memory while reading. */
  things: number
}

export const updateLimits: Limits = {
  bytes: 4 * mebibyte - 16_384,
  structs: 20_000,
  deletes: 20_000,
  things: 400_000,
}

/** The whole state of a document with its history. */
export const snapshotLimits: Limits = {
  bytes: 4 * mebibyte - 16_384,
  structs: 400_000,
  deletes: 200_000,
  things: 2_000_000,
}

/** Blocks are flat; a table's cells hold blocks. */
export const deepestElement = 8
/** Types within the maps beside the body. */
export const deepestMap = 4
export const deepestValue = 8
/** Bytes of one attribute or format as it is stored. */
export const largestAttribute = 4096
/** Bytes of one value in a map beside the body. */
export const largestMapValue = 65_536
export const longestName = 64
export const longestKey = 128
/** Structs of one update that may span one and the same place, each between text of others. */
export const mostOverOnePlace = 64
/** Steps that placing a state may take, and more for each of its structs. */
export const mostSteps = { least: 1_000_000, perStruct: 10 }
/** Attributes that one update may give one element. */
export const mostAttributes = 64
