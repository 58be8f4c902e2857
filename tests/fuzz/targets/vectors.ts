// The vectors of the protocol, from which inputs are made.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FrameVectors } from '#tests/frame-vectors'
import type { Vectors } from '#tests/membership-vectors'
import type { MessageVectors } from '#tests/message-vectors'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/vectors', name), 'utf8'))

export const frameVectors = read('frames.json') as FrameVectors
export const membershipVectors = read('membership.json') as Vectors
export const messageVectors = read('messages.json') as MessageVectors
