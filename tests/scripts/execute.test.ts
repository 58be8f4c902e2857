// Programs that a command runs: their words are shown, or only where they failed.
import process from 'node:process'
import { expect, onTestFinished, test, vi } from 'vitest'
import { executeIn } from '../../scripts/execute.ts'

/** All that is written to the error stream from now on. */
function heardErrors(): string[] {
  const heard: string[] = []
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    heard.push(String(text))
    return true
  })
  onTestFinished(() => spy.mockRestore())
  return heard
}

const program = (code: number): string[] => [
  '-e',
  `console.log('a line of a build'); process.exitCode = ${code}`,
]

test('quietly, a program that worked shows nothing, and one that failed all it said', async () => {
  const heard = heardErrors()
  const quietly = executeIn(process.cwd(), true)
  expect(await quietly(process.execPath, program(0))).toBe(0)
  expect(heard.join('')).toBe('')
  expect(await quietly(process.execPath, program(3))).toBe(3)
  expect(heard.join('')).toContain('a line of a build')
})
