// The Noise packages ship no types. These are the parts that the local network uses.
declare module 'noise-handshake' {
  type KeyPair = { publicKey: Uint8Array; secretKey: Uint8Array }
  class Noise {
    constructor(
      pattern: 'XXpsk0',
      initiator: boolean,
      keys: KeyPair,
      options: { curve: unknown; psk: Uint8Array },
    )
    initialise(prologue: Uint8Array): void
    /** The next handshake message; throws when it is not this side's turn. */
    send(): Uint8Array
    /** Takes the other side's message; throws for any that is not right. */
    recv(message: Uint8Array): Uint8Array
    readonly complete: boolean
    /** The other side's static key, once it was received. */
    readonly rs: Uint8Array | null
    readonly tx: Uint8Array
    readonly rx: Uint8Array
    readonly hash: Uint8Array
  }
  export = Noise
}

declare module 'noise-curve-ed' {
  const curve: unknown
  export = curve
}

declare module '@hyperswarm/secret-stream' {
  import type { Duplex } from 'node:stream'
  type Options = {
    handshake: {
      tx: Uint8Array
      rx: Uint8Array
      hash: Uint8Array
      publicKey: Uint8Array
      remotePublicKey: Uint8Array
    }
    data?: Uint8Array
    keepAlive?: number
  }
  /** A Duplex of whole messages: one side reads each message as the other wrote it. */
  class SecretStream {
    constructor(isInitiator: boolean, socket: Duplex, options: Options)
    write(message: Uint8Array): boolean
    destroy(error?: Error): void
    end(): void
    setTimeout(milliseconds: number): void
    /** Gets each message, and null at the end; false where no more should come for now. */
    push(message: Uint8Array | null): boolean
    on(event: 'drain' | 'close' | 'end', listen: () => void): this
    on(event: 'error', listen: (error: Error) => void): this
  }
  export = SecretStream
}
