/** Rule scoring models: versions, scores with what each group gave, what is due again, and what follows sales-readiness. */
export const migration0002 = {
  number: 2,
  name: 'rules',
  sql: `
CREATE TABLE rule_model (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  state TEXT NOT NULL CHECK (state IN ('draft','going_live','live','stopping','stopped','error')),
  error TEXT, job_id INTEGER, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, updated_by INTEGER REFERENCES user(id)
) STRICT;
CREATE TABLE rule_version (
  id INTEGER PRIMARY KEY, model_id INTEGER NOT NULL REFERENCES rule_model(id) ON DELETE CASCADE, number INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','live','retired')),
  tree TEXT NOT NULL, layout TEXT NOT NULL DEFAULT '{}', revision INTEGER NOT NULL DEFAULT 1,
  saved_at INTEGER NOT NULL, published_at INTEGER,
  UNIQUE (model_id, number)
) STRICT;
CREATE UNIQUE INDEX rule_version_draft ON rule_version (model_id) WHERE state = 'draft';
CREATE UNIQUE INDEX rule_version_live ON rule_version (model_id) WHERE state = 'live';

CREATE TABLE rule_score (
  model_id INTEGER NOT NULL REFERENCES rule_model(id) ON DELETE CASCADE, lead_id INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE,
  version_id INTEGER NOT NULL REFERENCES rule_version(id) ON DELETE CASCADE,
  score INTEGER NOT NULL, total REAL NOT NULL, grade TEXT,
  scored_at INTEGER NOT NULL, next_change_at INTEGER,
  contributions TEXT NOT NULL,
  PRIMARY KEY (model_id, lead_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_score_value ON rule_score (model_id, score);
CREATE INDEX rule_score_lead ON rule_score (lead_id);
CREATE INDEX rule_score_due ON rule_score (next_change_at) WHERE next_change_at IS NOT NULL;
CREATE TABLE rule_score_history (
  id INTEGER PRIMARY KEY, model_id INTEGER NOT NULL REFERENCES rule_model(id) ON DELETE CASCADE, lead_id INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE,
  version_id INTEGER NOT NULL, score INTEGER NOT NULL, grade TEXT, scored_at INTEGER NOT NULL, contributions TEXT NOT NULL
) STRICT;
CREATE INDEX rule_score_history_lead ON rule_score_history (model_id, lead_id, scored_at);
CREATE TABLE rule_dirty (lead_id INTEGER PRIMARY KEY REFERENCES lead(id) ON DELETE CASCADE, since INTEGER NOT NULL) STRICT;

CREATE TABLE rule_ready (
  lead_id INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE, model_id INTEGER NOT NULL REFERENCES rule_model(id) ON DELETE CASCADE,
  since INTEGER NOT NULL,
  PRIMARY KEY (lead_id, model_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE notice (
  id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES user(id), lead_id INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE,
  sentence TEXT NOT NULL, at INTEGER NOT NULL, seen_at INTEGER
) STRICT;
CREATE INDEX notice_user ON notice (user_id, at);
CREATE TABLE task (
  id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE, owner_id INTEGER REFERENCES user(id),
  subject TEXT NOT NULL, due_on TEXT NOT NULL, created_at INTEGER NOT NULL, done_at INTEGER
) STRICT;
CREATE INDEX task_lead ON task (lead_id);
`,
} as const
