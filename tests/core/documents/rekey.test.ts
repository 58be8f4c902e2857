import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { rekey, whole } from '../../../src/core/documents/contested/rekey.ts'

test.each(['2024/0012-resolution', '007-abcdefghij', 'A/0zz-recommends'])(
  'an update gets other client ids: %s stays the same',
  reference => {
    const doc = new Y.Doc()
    doc.getMap('meta').set('reference', reference)
    doc.getMap('threads').set(reference, 1)
    const copy = new Y.Doc()
    Y.applyUpdate(
      copy,
      rekey(
        Y.encodeStateAsUpdate(doc),
        whole(client => client),
      ),
    )
    expect(copy.getMap('meta').get('reference')).toBe(reference)
    expect([...copy.getMap('threads').keys()]).toEqual([reference])
  },
)
