import { describe, expect, it } from 'vitest'
import { Listeners } from '#shared/listeners'

describe('listeners', () => {
  it('hear a value until they are removed', () => {
    const listeners = new Listeners<number>()
    const heard: string[] = []
    const stop = listeners.add(value => heard.push(`first ${value}`))
    listeners.add(value => heard.push(`second ${value}`))
    listeners.tell(1)
    stop()
    listeners.tell(2)
    expect(heard).toEqual(['first 1', 'second 1', 'second 2'])
  })

  it('hear a value where `tell` is passed on as a function', () => {
    const { add, tell } = new Listeners<number>()
    const heard: number[] = []
    add(value => heard.push(value))
    tell(1)
    expect(heard).toEqual([1])
  })

  it('begin with the first and end with the last', () => {
    const said: string[] = []
    const listeners = new Listeners(() => {
      said.push('begun')
      return () => said.push('ended')
    })
    const first = listeners.add(() => {})
    const second = listeners.add(() => {})
    first()
    expect(said).toEqual(['begun'])
    second()
    second()
    expect(said).toEqual(['begun', 'ended'])
    listeners.add(() => {})
    expect(said).toEqual(['begun', 'ended', 'begun'])
  })

  it('do not keep one that was added while the beginning failed', () => {
    const heard: string[] = []
    let isBroken = true
    const listeners = new Listeners(() => {
      if (isBroken) throw new Error('broken')
      heard.push('begun')
      return () => heard.push('ended')
    })
    expect(() => listeners.add(() => heard.push('first'))).toThrow('broken')
    isBroken = false
    const stop = listeners.add(() => heard.push('second'))
    listeners.tell()
    stop()
    expect(heard).toEqual(['begun', 'second', 'ended'])
  })

  it('count one that is added twice once', () => {
    const said: string[] = []
    const listeners = new Listeners(() => {
      said.push('begun')
      return () => said.push('ended')
    })
    const same = (): void => void said.push('heard')
    const stop = listeners.add(same)
    listeners.add(same)
    listeners.tell()
    stop()
    expect(said).toEqual(['begun', 'heard', 'ended'])
  })
})
