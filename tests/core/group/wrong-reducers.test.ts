// Each of these wrong programs gives another outcome than the vectors say, for one of them at least.
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { expectedOf, graphsOf } from '#tests/graph-vectors'
import { mutated } from '#tests/mutated-groups'
import { wrongJudges } from '#tests/wrong-judges'
import { wrongReducers } from '#tests/wrong-reducers'

const graphs = ['conflicts.json', 'judged.json'].flatMap(graphsOf)

test.each([...wrongReducers, ...wrongJudges])('a vector notices it: $name', async mutation => {
  const { judge, remove } = await mutated(mutation)
  try {
    const wrong = graphs.filter(graph => !isDeepStrictEqual(judge(graph), expectedOf(graph)))
    expect(wrong.map(({ name }) => name)).not.toEqual([])
  } finally {
    remove()
  }
})
