// Each graph of the vectors has the outcome that it must have, in this order of arrival and backwards.
import { expect, test } from 'vitest'
import type { GroupId } from '#shared/ids'
import { expectedOf, graphsOf, recordsOf, verdictOf, type Graph } from '#tests/graph-vectors'
import { chooseEpoch } from '../../../src/core/group/epochs.ts'
import { emptyHistory, extend } from '../../../src/core/group/history.ts'

const graphs = ['conflicts.json', 'judged.json'].flatMap(file =>
  graphsOf(file).map((graph): [string, Graph] => [`${file}, ${graph.name}`, graph]),
)

test.each(graphs)('%s', (_, graph) => {
  const records = recordsOf(graph)
  for (const list of [records, records.toReversed()]) {
    const extended = extend(emptyHistory(graph.group as GroupId), list)
    expect(verdictOf(extended, chooseEpoch)).toEqual(expectedOf(graph))
  }
})
