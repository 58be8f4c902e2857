// A display server, once for each worker, and the name of its display.
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { atWorkerEnd } from '#tests/worker-end'

const words = ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp']

async function begin(): Promise<string> {
  const server = spawn('Xvfb', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  atWorkerEnd(() => void server.kill('SIGKILL'))
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
  // Neither keeps the worker from its end.
  server.unref()
  return `:${number}`
}

export const display = await begin()
