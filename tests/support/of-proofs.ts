// Tests of `npm run prove` alone. Other runs have no such test, so none is left out in them.
//
//   test.each(onlyInProofs)('…', async () => {})
import process from 'node:process'

export const proves = process.env['BARAZA_PROVE'] === '1'

export const onlyInProofs: readonly string[] = proves ? ['npm run prove'] : []
