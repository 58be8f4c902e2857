// The address where the server of the local network listens, and where others can call it.
import { once } from 'node:events'
import { isIP, type Server } from 'node:net'
import type { Interface } from './addresses.ts'

/** Listens at the given host, else everywhere, with IPv6 where the machine has it. */
export const listen = async (
  opened: Server,
  { port, host }: { port: number; host: string | undefined },
): Promise<void> => {
  const hosts = host === undefined ? ['::', '0.0.0.0'] : [host]
  for (const [index, at] of hosts.entries()) {
    opened.listen({ port, host: at })
    try {
      await once(opened, 'listening')
      return
    } catch (error) {
      if (index === hosts.length - 1) throw error
    }
  }
}

/** Where others can call it: at the given host, unless that one stands for all. */
export const callable = (
  host: string | undefined,
  interfaces: () => readonly Interface[],
): readonly Interface[] => {
  const family = isIP(host ?? '')
  if (host === undefined || family === 0 || host === '::' || host === '0.0.0.0') return interfaces()
  return [{ address: host, family: family === 6 ? 'IPv6' : 'IPv4', internal: false }]
}
