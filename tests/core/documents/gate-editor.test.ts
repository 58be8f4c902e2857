// Edits of the product's own editor pass the gate, in any use of it: comments, brackets, tables,
// suggestions, figures, undo. 200 updates here, 20,000 in `npm run prove -- honest`.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { admit, newReplica, updateLimits, type Admission } from '#core/documents'
import { everyRight } from '#shared/contract'
import { everything } from '#tests/fuzz/operations'
import { meetInPairs, openPeers } from '#tests/fuzz/peers'
import { runSchedule } from '#tests/fuzz/schedule'
import { patiently, trials } from '#tests/trials'

const figure = trials(20_000)

test(
  `${figure} updates of three editors: every one passes and core shows the same`,
  patiently,
  async () => {
    let updates = 0
    const refused: Admission[] = []
    for (let seed = 1; updates < figure; seed++) {
      const peers = openPeers(3)
      const replicas = peers.map(({ doc }) => {
        const replica = newReplica()
        Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc))
        const rules = {
          limits: updateLimits,
          allowed: (client: number) => client === doc.clientID,
          rights: () => everyRight,
        }
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
      expect([seed, refused]).toEqual([seed, []])
    }
    expect(updates).toBeGreaterThanOrEqual(figure)
  },
)
