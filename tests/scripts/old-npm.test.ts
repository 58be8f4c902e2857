// The first install may run on Node 18 (Ubuntu 24.04), for the pinned Node that comes with it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type Locked = {
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  engines?: { node?: string }
}

const lock = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8'),
) as { packages: Record<string, Locked> }

const isForHere = ({ os, cpu, libc = ['glibc'] }: Locked): boolean =>
  os?.includes('linux') === true && cpu?.includes('x64') === true && libc.includes('glibc')

/** The lowest major version in a range such as `^20.19.0 || >=22.12.0`. */
const least = (range = '>=0'): number =>
  Math.min(...[...range.matchAll(/(?:\^|>=)\s*(\d+)/g)].map(([, major]) => Number(major)))

test('npm leaves out what is optional and wants a newer Node: so nothing that is compiled is', () => {
  const compiled = Object.entries(lock.packages).filter(([, each]) => isForHere(each))
  expect(compiled.length).toBeGreaterThan(3)
  const leftOut = compiled.filter(
    ([, { optional, engines }]) => optional === true && least(engines?.node) > 18,
  )
  expect(leftOut.map(([name]) => name)).toEqual([])
})
