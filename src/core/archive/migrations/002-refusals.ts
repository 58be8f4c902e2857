// Counted at arrival: counting later would read every body.
export const refusals = `
CREATE TABLE refusals (
  group_id BLOB NOT NULL,
  device BLOB NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (group_id, device)
) STRICT, WITHOUT ROWID;
`
