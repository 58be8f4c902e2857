// Tests of `npm run prove` alone. Other runs have no such test, so none is left out in them.
//
//   test.each(onlyInProofs)('…', async () => {})
import process from 'node:process'

export const proves = process.env['BARAZA_PROVE'] === '1'

/**
 * Every second one of `all`, from the first or from the second on; all of them in a proof. Two checks of the
 * same states take turns with it.
 */
export const everySecond = <T>(all: readonly T[], from: 'first' | 'second'): readonly T[] =>
  proves ? all : all.filter((_, at) => at % 2 === (from === 'first' ? 0 : 1))

export const onlyInProofs: readonly string[] = proves ? ['npm run prove'] : []
