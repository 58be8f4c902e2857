// Cloning a message copies the whole buffer behind each byte view in it. A small Buffer of Node is
// a view into a pool of 8 KiB that held other things, keys among them; seen in a real Electron.
// So whatever posts to another process passes its message through here first.

/**
 * The same message with every byte view that does not own its whole buffer replaced by a copy that
 * does. Looks into plain objects and arrays only, as messages hold nothing else.
 */
export function ownBytes(message: unknown): unknown {
  if (message instanceof Uint8Array) {
    const owns = message.byteLength === message.buffer.byteLength
    return owns ? message : new Uint8Array(message)
  }
  if (Array.isArray(message)) return message.map(ownBytes)
  if (typeof message === 'object' && message !== null && isPlain(message)) {
    return Object.fromEntries(
      Object.entries(message).map(([name, value]) => [name, ownBytes(value)]),
    )
  }
  return message
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
