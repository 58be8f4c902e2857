// Messages of members that change a document.
export { openRemoteUpdates, type RemoteUpdates } from './remote-updates.ts'
