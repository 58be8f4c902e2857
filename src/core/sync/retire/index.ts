// Documents that were retired, or whose content this device dropped.
export { openRetirements, type Retirements } from './announce.ts'
export { type BodylessMessages, openBodylessMessages, Unsettled } from './bodyless-messages.ts'
export { openRetireOffice, type RetireOffice } from './office.ts'
export { readRetireBody, type RetireRecord, writeRetireBody } from './record.ts'
export { openTombstones, type Retirement, type Tombstones } from './tombstones.ts'
