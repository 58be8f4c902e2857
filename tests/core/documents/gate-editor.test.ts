// What the product's own editor writes passes the gate, whatever people do in it, undo included.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { admit, newReplica, updateLimits, type Admission } from '#core/documents'
import { everything } from '#tests/fuzz/operations'
import { meetInPairs, openPeers } from '#tests/fuzz/peers'
import { runSchedule } from '#tests/fuzz/schedule'

test('30 schedules of three editors: every update passes and core shows the same', async () => {
  let updates = 0
  const refused: Admission[] = []
  for (let seed = 1; seed <= 30; seed++) {
    const peers = openPeers(3)
    const replicas = peers.map(({ doc }) => {
      const replica = newReplica()
      Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc))
      const rules = { limits: updateLimits, allowed: (client: number) => client === doc.clientID }
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === 'peer') {
          Y.applyUpdate(replica, update)
          return
        }
        updates++
        const admission = admit(replica, update, rules)
        if (admission.is !== 'applied') refused.push(admission)
      })
      return replica
    })
    await runSchedule({ seed, operations: everything, rounds: 4 }, peers, meetInPairs(peers))
    for (const [at, { doc }] of peers.entries())
      expect(replicas[at] && Y.encodeStateVector(replicas[at])).toEqual(Y.encodeStateVector(doc))
    for (const peer of peers) peer.close()
  }
  expect(refused).toEqual([])
  expect(updates).toBeGreaterThan(500)
})
