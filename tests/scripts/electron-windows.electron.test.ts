import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { electronWindows } from '#tests/electron-windows'

test('windows have the size and look that were asked for, and share nothing', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>Served</title>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const windows = await electronWindows()
  onTestFinished(() => windows.close())

  const facts = () => ({
    width: innerWidth,
    height: innerHeight,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    still: matchMedia('(prefers-reduced-motion: reduce)').matches,
    zone: new Date(0).getTimezoneOffset(),
    kept: localStorage.getItem('kept'),
  })
  const first = await windows.open()
  await first.goto(address)
  await first.evaluate(() => localStorage.setItem('kept', 'by the first'))
  expect(await first.evaluate(facts)).toEqual({
    width: 1440,
    height: 900,
    dark: false,
    still: true,
    zone: 0,
    kept: 'by the first',
  })

  const second = await windows.open({ width: 1024, height: 700, scheme: 'dark' })
  await second.goto(address)
  expect(await second.evaluate(facts)).toEqual({
    width: 1024,
    height: 700,
    dark: true,
    still: true,
    zone: 0,
    kept: null,
  })
})
