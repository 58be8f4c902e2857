import * as v from 'valibot'
import { expect, test } from 'vitest'
import { answers, call, nothing, parsing } from '../../src/shared/rpc.ts'

const contract = {
  calls: {
    fields: call({ kind: v.picklist(['a', 'b']) }, answers<unknown>()),
    schema: call(v.variant('is', [v.object({ is: v.literal('c') })]), answers<unknown>()),
    none: call(nothing, answers<unknown>()),
  },
  events: {},
}
const { fields, schema, none } = parsing(contract, {
  fields: input => input,
  schema: input => input,
  none: input => input,
})

test('input is parsed by its fields, also by one named kind, or by the schema of the call', async () => {
  expect(await fields({ kind: 'a', other: 1 } as never)).toEqual({ kind: 'a' })
  expect(await schema({ is: 'c' })).toEqual({ is: 'c' })
  expect(await none(undefined)).toBeUndefined()
  const refused = { code: 'invalid-input' }
  await expect(fields({ kind: 'c' } as never)).rejects.toMatchObject(refused)
  await expect(schema({ is: 'a' } as never)).rejects.toMatchObject(refused)
  await expect(none({} as never)).rejects.toMatchObject(refused)
})
