// The link in memory of other tests is a Link like any other.
import { describe } from 'vitest'
import { random, toHex } from '#core/keys'
import type { DeviceId } from '#shared/ids'
import { linkSuite, memoryLinks } from '../../acceptance/link.ts'

const device = (): DeviceId => toHex(random(32)) as DeviceId

describe('a link in memory', () => {
  linkSuite(async () => memoryLinks({ a: device(), b: device() }))
})
