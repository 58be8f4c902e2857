/** An attribute value as a peer wrote it; nothing is known about its shape. */
export type Attributes = Record<string, unknown>
