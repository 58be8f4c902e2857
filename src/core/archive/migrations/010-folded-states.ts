// A folded state says in which encoding it is. Earlier ones are plain updates.
export const foldedStates = `
ALTER TABLE snapshots ADD COLUMN coding TEXT NOT NULL DEFAULT 'update';
`
