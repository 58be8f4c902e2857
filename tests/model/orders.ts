// All orders of a few things.
export const ordersOf = <T>(things: readonly T[]): T[][] =>
  things.length === 0
    ? [[]]
    : things.flatMap((thing, at) =>
        ordersOf([...things.slice(0, at), ...things.slice(at + 1)]).map(rest => [thing, ...rest]),
      )

/** Every choice among a few things. */
export const choicesOf = <T>(things: readonly T[]): T[][] =>
  things.reduce<T[][]>((all, thing) => [...all, ...all.map(some => [...some, thing])], [[]])
