/** The ways in which an item of an agenda moves. */
export type ItemMove = 'up' | 'down' | 'deeper' | 'shallower' | 'remove'
