// Two machines' worth of network on one: namespaces joined by a cable that can be cut, or by two
// cables with a router between. For root only, who can make namespaces.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'

export type NetworkPair = {
  alice: Network
  bob: Network
  /** Takes the link between the two down, at once. */
  cut(): void
  /** Brings it up again. */
  mend(): void
  /** Packets that Alice's end of the cable has sent, by the kernel's own count. */
  sent(): number
  /** The same packets as they came out at Bob's end. */
  arrived(): number
  remove(): void
}

export type Network = {
  /** Name of the namespace, for launchApp's `network` or `ip netns exec`. */
  name: string
  /** Its only address besides loopback, IPv4. */
  address: string
}

/**
 * Neither has a route to anywhere but to the other. With `routed` the two are on networks of their
 * own: multicast of one does not reach the other, but an address does. With `open` every packet to
 * any address goes out on the cable, and the kernel itself sends none there.
 */
export function networkPair({ routed = false, open = false } = {}): NetworkPair {
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
      if (routed) ip('-n', name, 'route', 'replace', 'default', 'via', gateway(address))
      if (open) ip('-n', name, 'route', 'replace', 'default', 'dev', cable)
    }
  }
  const counted = (name: string, way: 'rx' | 'tx'): number => {
    const said = ip('-n', name, '-s', '-j', 'link', 'show', 'dev', cable)
    const [device] = JSON.parse(said) as { stats64: Record<'rx' | 'tx', { packets: number }> }[]
    if (!device) throw new Error('The cable is not there')
    return device.stats64[way].packets
  }
  const layCable = (from: string, to: string, end = cable): string =>
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
      if (open) {
        for (const setting of ['router_solicitations', 'dad_transmits', 'accept_ra']) {
          const file = `/proc/sys/net/ipv6/conf/${cable}/${setting}`
          ip('netns', 'exec', name, 'sh', '-c', `echo 0 > ${file}`)
        }
      }
      ip('-n', name, 'address', 'add', `${address}/24`, 'dev', cable)
      ip('-n', name, 'link', 'set', 'lo', 'up')
    }
    mend()
  } catch (error) {
    remove()
    throw error
  }
  return {
    alice,
    bob,
    mend,
    remove,
    cut: () => void ip('-n', alice.name, 'link', 'set', cable, 'down'),
    sent: () => counted(alice.name, 'tx'),
    arrived: () => counted(bob.name, 'rx'),
  }
}

function ip(...words: string[]): string {
  return execFileSync('ip', words, { encoding: 'utf8' })
}
