/** Retraining by itself, the comparison that decided on a candidate, and how many records were scored in each month. */
export const migration0003 = {
  number: 3,
  name: 'retrain',
  sql: `
CREATE TABLE model_retrain (
  model_id INTEGER PRIMARY KEY REFERENCES model(id) ON DELETE CASCADE,
  -- null: nobody has said, so that the first publication switches it on
  automatic INTEGER CHECK (automatic IN (0, 1)), tried_at INTEGER
) STRICT;
CREATE TABLE version_comparison (
  version_id INTEGER PRIMARY KEY REFERENCES model_version(id) ON DELETE CASCADE, comparison TEXT NOT NULL
) STRICT;
CREATE TABLE usage_month (
  entity TEXT NOT NULL CHECK (entity IN ('lead','opportunity')), month TEXT NOT NULL, records INTEGER NOT NULL,
  PRIMARY KEY (entity, month)
) STRICT, WITHOUT ROWID;
INSERT INTO usage_month (entity, month, records)
  SELECT entity, strftime('%Y-%m', scored_at / 1000, 'unixepoch'), count(*) FROM score GROUP BY 1, 2;
`,
} as const
