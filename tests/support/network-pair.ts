// Gives two machines' worth of network on one: two namespaces joined by a cable that can be cut.
// For root only, as making namespaces is.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'

export type NetworkPair = {
  alice: Network
  bob: Network
  /** Takes the link between the two down, at once. */
  cut(): void
  /** Brings it up again. */
  mend(): void
  remove(): void
}

export type Network = {
  /** Name of the namespace, for launchApp's `network` or `ip netns exec`. */
  name: string
  /** Its only address besides loopback, IPv4. */
  address: string
}

export function networkPair(): NetworkPair {
  const mark = randomBytes(3).toString('hex')
  const alice = { name: `alice-${mark}`, address: '10.77.0.1' }
  const bob = { name: `bob-${mark}`, address: '10.77.0.2' }
  const cable = `cable-${mark}`
  const both = [alice, bob]
  const remove = () => {
    for (const { name } of both) ip('netns', 'delete', name)
  }
  const mend = () => {
    for (const { name } of both) {
      ip('-n', name, 'link', 'set', cable, 'up')
      ip('-n', name, 'route', 'replace', 'default', 'dev', cable)
    }
  }
  for (const { name } of both) ip('netns', 'add', name)
  try {
    ip('link', 'add', cable, 'netns', alice.name, 'type', 'veth', 'peer', cable, 'netns', bob.name)
    for (const { name, address } of both) {
      ip('-n', name, 'address', 'add', `${address}/24`, 'dev', cable)
      ip('-n', name, 'link', 'set', 'lo', 'up')
    }
    mend()
  } catch (error) {
    remove()
    throw error
  }
  return { alice, bob, cut: () => ip('-n', alice.name, 'link', 'set', cable, 'down'), mend, remove }
}

function ip(...words: string[]): void {
  execFileSync('ip', words)
}
