/** A shape of the contract that a test changes as it goes. */
export type Writable<T> = T extends string
  ? T
  : T extends readonly (infer Each)[]
    ? Writable<Each>[]
    : T extends object
      ? { -readonly [K in keyof T]: Writable<T[K]> }
      : T
