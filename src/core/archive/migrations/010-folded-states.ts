// A folded state says in which encoding it is. Those of before are plain updates.
export const foldedStates = `
ALTER TABLE snapshots ADD COLUMN coding TEXT NOT NULL DEFAULT 'update';
`
