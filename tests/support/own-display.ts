// A display for one test file, so that windows of several files can be open at once: each has a
// clipboard and a focus of its own. For BARAZA_DISPLAYS (vitest.config.ts).
import { spawn } from 'node:child_process'
import process from 'node:process'
import type { Readable } from 'node:stream'
import { afterAll } from 'vitest'

const words = ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp']
const server = spawn('Xvfb', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })

const number = await new Promise<string>((resolve, reject) => {
  let said = ''
  ;(server.stdio[3] as Readable).on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (said.includes('\n')) resolve(said.trim())
  })
  server.once('error', cause =>
    reject(new Error('Xvfb, of the package xvfb, is needed', { cause })),
  )
  server.once('exit', code => reject(new Error(`Xvfb ended with exit code ${code}`)))
})

process.env['DISPLAY'] = `:${number}`
// What was said of another display.
delete process.env['XAUTHORITY']
delete process.env['WAYLAND_DISPLAY']

process.once('exit', () => server.kill('SIGKILL'))
afterAll(() => void server.kill())
