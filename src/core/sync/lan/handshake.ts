// The handshake that authenticates the other end of a socket: Noise XXpsk0 (noiseprotocol.org,
// revision 34, section 9) with the devices' Ed25519 keys and a key that only holders of an epoch
// can derive. A caller without that key gets no answer at all, and nobody in between learns the
// identities.
import type { Socket } from 'node:net'
import Noise from 'noise-handshake'
import curve from 'noise-curve-ed'
import { deriveKey, toHex, type Bytes, type DeviceKeys } from '#core/keys'
import type { DeviceId } from '#shared/ids'

/** The secret that both ends share before they know each other. */
export const discoveryKey = (epochKey: Bytes): Bytes => deriveKey(epochKey, 'discovery')
const presharedKey = (discovery: Bytes): Bytes => deriveKey(discovery, 'link')

export type Secured = {
  remote: DeviceId
  isInitiator: boolean
  handshake: { tx: Bytes; rx: Bytes; hash: Bytes; publicKey: Bytes; remotePublicKey: Bytes }
  /** Bytes of the conversation that came with the last message of the handshake. */
  data: Bytes
}

/** Bytes of the three messages: ephemeral key, static key and tags. */
const lengths = { first: 48, second: 96, third: 64 } as const

/** Reads exactly the requested number of bytes; rejects when the socket ends before. */
const reader = (socket: Socket) => {
  let held = Buffer.alloc(0)
  let wanted: { length: number; resolve(bytes: Bytes): void; reject(error: Error): void } | null =
    null
  const serve = (): void => {
    if (!wanted || held.length < wanted.length) return
    const { length, resolve } = wanted
    wanted = null
    resolve(new Uint8Array(held.subarray(0, length)))
    held = held.subarray(length)
  }
  const onData = (chunk: Buffer): void => {
    held = Buffer.concat([held, chunk])
    // An honest other end waits for an answer. More bytes are not read.
    if (held.length > 1024) socket.pause()
    serve()
  }
  const onEnd = (): void => {
    wanted?.reject(new Error('the other end hung up'))
    wanted = null
  }
  socket.on('data', onData)
  socket.on('end', onEnd)
  socket.on('close', onEnd)
  return {
    read: (length: number): Promise<Bytes> =>
      new Promise((resolve, reject) => {
        if (socket.destroyed || socket.readableEnded) return reject(new Error('closed'))
        wanted = { length, resolve, reject }
        serve()
      }),
    /** Stops reading; returns the bytes that were read and not requested. */
    rest: (): Bytes => {
      socket.pause()
      socket.off('data', onData)
      socket.off('end', onEnd)
      socket.off('close', onEnd)
      return new Uint8Array(held)
    },
  }
}

/** Members link; holders of an invitation join. Bytes of one purpose never pass for the other. */
export type Purpose = 'lan' | 'join'

const noise = (
  isInitiator: boolean,
  keys: DeviceKeys['signing'],
  discovery: Bytes,
  purpose: Purpose,
): Noise => {
  const pair = { publicKey: Buffer.from(keys.public), secretKey: Buffer.from(keys.secret) }
  const psk = Buffer.from(presharedKey(discovery))
  const state = new Noise('XXpsk0', isInitiator, pair, { curve, psk })
  state.initialise(Buffer.from(`baraza/1/${purpose}`))
  return state
}

const remoteOf = (state: Noise): DeviceId => toHex(new Uint8Array(state.rs ?? [])) as DeviceId

const secured = (
  state: Noise,
  isInitiator: boolean,
  keys: DeviceKeys['signing'],
  data: Bytes,
): Secured => ({
  remote: remoteOf(state),
  isInitiator,
  handshake: {
    tx: Buffer.from(state.tx),
    rx: Buffer.from(state.rx),
    hash: Buffer.from(state.hash),
    publicKey: Buffer.from(keys.public),
    remotePublicKey: Buffer.from(state.rs ?? []),
  },
  data,
})

/**
 * The handshake of the end that dialled. Null when the other end does not know the key, or is no
 * device that `accepts` admits; then it has not learnt this device's identity. Rejects when the
 * socket fails.
 */
export const initiate = async (
  socket: Socket,
  keys: DeviceKeys['signing'],
  discovery: Bytes,
  accepts: (device: DeviceId) => boolean,
  purpose: Purpose = 'lan',
): Promise<Secured | null> => {
  const input = reader(socket)
  const state = noise(true, keys, discovery, purpose)
  socket.write(state.send())
  const second = await input.read(lengths.second).catch(() => null)
  if (!second) return null
  try {
    state.recv(Buffer.from(second))
  } catch {
    return null
  }
  if (!accepts(remoteOf(state))) return null
  socket.write(state.send())
  return secured(state, true, keys, input.rest())
}

/**
 * One way in: an epoch or an invitation of a group, this device's keys there, and the callers that
 * it accepts.
 */
export type Doorway<T> = {
  discovery: Bytes
  keys: DeviceKeys['signing']
  accepts(device: DeviceId): boolean
  purpose?: Purpose
  is: T
}

/** First messages that were seen before, so that a recorded one gets no answer either. */
export type Seen = { isNew(ephemeral: Bytes): boolean }

export const openSeen = (most = 4_096): Seen => {
  const seen = new Set<string>()
  return {
    isNew(ephemeral) {
      const key = toHex(ephemeral)
      if (seen.has(key)) return false
      seen.add(key)
      for (const oldest of seen) {
        if (seen.size <= most) break
        seen.delete(oldest)
      }
      return true
    },
  }
}

/**
 * The handshake of the end that was called. Null, without a byte sent, when the first message fits
 * none of `doorways` or was seen before; null too when the doorway does not accept the caller.
 */
export const respond = async <T>(
  socket: Socket,
  doorways: readonly Doorway<T>[],
  seen: Seen,
): Promise<(Secured & { is: T }) | null> => {
  const input = reader(socket)
  const first = Buffer.from(await input.read(lengths.first))
  if (!seen.isNew(first.subarray(0, 32))) return null
  for (const { discovery, keys, accepts, purpose = 'lan', is } of doorways) {
    const state = noise(false, keys, discovery, purpose)
    try {
      state.recv(first)
    } catch {
      continue
    }
    socket.write(state.send())
    const third = Buffer.from(await input.read(lengths.third))
    try {
      state.recv(third)
    } catch {
      return null
    }
    if (!accepts(remoteOf(state))) return null
    return { ...secured(state, false, keys, input.rest()), is }
  }
  return null
}
