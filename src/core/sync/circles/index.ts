// Circles that both ends of a link of their group are in.
export { openCircleChannels } from './circle-channels.ts'
