// Gives two machines' worth of network on one: namespaces joined by a cable that can be cut, or by
// two cables with a router between. For root only, as making namespaces is.
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

/**
 * With `routed` the two are on networks of their own: what one calls out on hers does not reach the
 * other, but an address does.
 */
export function networkPair({ routed = false } = {}): NetworkPair {
  const mark = randomBytes(3).toString('hex')
  const alice = { name: `alice-${mark}`, address: '10.77.0.1' }
  const bob = { name: `bob-${mark}`, address: routed ? '10.78.0.2' : '10.77.0.2' }
  const router = `router-${mark}`
  const cable = `cable-${mark}`
  const both = [alice, bob]
  const all = [...both.map(({ name }) => name), ...(routed ? [router] : [])]
  const gateway = (address: string): string => address.replace(/\d+$/, '254')
  const remove = () => {
    for (const name of all) ip('netns', 'delete', name)
  }
  const mend = () => {
    for (const { name, address } of both) {
      ip('-n', name, 'link', 'set', cable, 'up')
      const way = routed ? ['via', gateway(address)] : ['dev', cable]
      ip('-n', name, 'route', 'replace', 'default', ...way)
    }
  }
  const layCable = (from: string, to: string, end = cable): void =>
    ip('link', 'add', cable, 'netns', from, 'type', 'veth', 'peer', end, 'netns', to)
  for (const name of all) ip('netns', 'add', name)
  try {
    if (routed) {
      ip('netns', 'exec', router, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward')
      for (const { name, address } of both) {
        layCable(name, router, name)
        ip('-n', router, 'address', 'add', `${gateway(address)}/24`, 'dev', name)
        ip('-n', router, 'link', 'set', name, 'up')
      }
    } else layCable(alice.name, bob.name)
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
