// The core process of a running app, as Linux shows it.
import { readFileSync } from 'node:fs'
import { runningInGroup } from '#tests/processes'
import type { Desk } from '#tests/story'

/** Process id of core; throws when there is none or more than one. */
export function coreOf(desk: Desk): number {
  const group = desk.app.process().pid
  if (group === undefined) throw new Error('The app has ended')
  const found = runningInGroup(group).filter(id => {
    const words = readFileSync(`/proc/${id}/cmdline`, 'utf8')
    return words.includes('core.js') || words.includes('node.mojom.NodeService')
  })
  const [core, ...others] = found
  if (core === undefined || others.length > 0) throw new Error(`${found.length} core processes`)
  return core
}
