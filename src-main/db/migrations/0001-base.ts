/** The first schema: catalog, people, records, interactions, processes, history, models, scores, jobs. */
export const migration0001 = {
  number: 1,
  name: 'base',
  sql: `
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE catalog_table (
  name TEXT PRIMARY KEY, label TEXT NOT NULL, label_plural TEXT NOT NULL,
  built_in INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE catalog_column (
  table_name TEXT NOT NULL REFERENCES catalog_table(name), name TEXT NOT NULL, label TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('text','integer','decimal','number','boolean','date','datetime','option','lookup')),
  scale INTEGER NOT NULL DEFAULT 0,
  known_when TEXT NOT NULL CHECK (known_when IN ('creation','history','snapshot','after_outcome')),
  personal INTEGER NOT NULL DEFAULT 0, built_in INTEGER NOT NULL DEFAULT 0, read_only INTEGER NOT NULL DEFAULT 0,
  lookup_table TEXT REFERENCES catalog_table(name),
  source TEXT,
  position INTEGER NOT NULL,
  PRIMARY KEY (table_name, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE catalog_option (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, value TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (table_name, column_name, value),
  FOREIGN KEY (table_name, column_name) REFERENCES catalog_column(table_name, name) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
  id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, file_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('applying','applied','undone','failed')),
  mapping TEXT NOT NULL, read_rows INTEGER NOT NULL DEFAULT 0, inserted INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0, rejects_file TEXT,
  created_columns TEXT NOT NULL DEFAULT '[]', started_at INTEGER NOT NULL, finished_at INTEGER, job_id INTEGER
) STRICT;

CREATE TABLE import_mapping (name TEXT PRIMARY KEY, mapping TEXT NOT NULL, saved_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE business_unit (
  id INTEGER PRIMARY KEY, external_id TEXT, name TEXT NOT NULL, parent_id INTEGER REFERENCES business_unit(id),
  created_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER
) STRICT;

CREATE TABLE user (
  id INTEGER PRIMARY KEY, external_id TEXT, name TEXT NOT NULL, email TEXT, manager TEXT, region TEXT,
  role TEXT NOT NULL DEFAULT 'seller' CHECK (role IN ('admin','marketer','seller')), active INTEGER NOT NULL DEFAULT 1,
  business_unit_id INTEGER REFERENCES business_unit(id),
  created_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER
) STRICT;

CREATE TABLE account (
  id INTEGER PRIMARY KEY, external_id TEXT, name TEXT NOT NULL, industry TEXT, employees INTEGER, annual_revenue INTEGER,
  website TEXT, phone TEXT, city TEXT, country TEXT,
  parent_id INTEGER REFERENCES account(id),
  owner_id INTEGER REFERENCES user(id), business_unit_id INTEGER REFERENCES business_unit(id),
  created_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER
) STRICT;

CREATE TABLE contact (
  id INTEGER PRIMARY KEY, external_id TEXT, first_name TEXT, last_name TEXT,
  name TEXT GENERATED ALWAYS AS (coalesce(nullif(trim(coalesce(first_name,'') || ' ' || coalesce(last_name,'')), ''), email, external_id)) VIRTUAL,
  email TEXT, phone TEXT, job_title TEXT, city TEXT, country TEXT,
  account_id INTEGER REFERENCES account(id),
  consent_level INTEGER CHECK (consent_level BETWEEN 1 AND 5),
  owner_id INTEGER REFERENCES user(id), business_unit_id INTEGER REFERENCES business_unit(id),
  created_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER
) STRICT;

CREATE TABLE lead (
  id INTEGER PRIMARY KEY, external_id TEXT, first_name TEXT, last_name TEXT,
  name TEXT GENERATED ALWAYS AS (coalesce(nullif(trim(coalesce(first_name,'') || ' ' || coalesce(last_name,'')), ''), email, company, external_id)) VIRTUAL,
  topic TEXT, company TEXT, job_title TEXT, email TEXT, phone TEXT, website TEXT, city TEXT, country TEXT,
  industry TEXT, source TEXT, annual_revenue INTEGER, employees INTEGER,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open','qualified','disqualified')), status TEXT,
  sales_ready INTEGER NOT NULL DEFAULT 0, consent_level INTEGER CHECK (consent_level BETWEEN 1 AND 5),
  parent_contact_id INTEGER REFERENCES contact(id), parent_account_id INTEGER REFERENCES account(id),
  owner_id INTEGER REFERENCES user(id), business_unit_id INTEGER REFERENCES business_unit(id),
  created_at INTEGER, closed_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER
) STRICT;

CREATE TABLE opportunity (
  id INTEGER PRIMARY KEY, external_id TEXT, topic TEXT,
  name TEXT GENERATED ALWAYS AS (coalesce(topic, external_id)) VIRTUAL,
  account_id INTEGER REFERENCES account(id), contact_id INTEGER REFERENCES contact(id), lead_id INTEGER REFERENCES lead(id),
  source TEXT, estimated_close TEXT, estimated_revenue INTEGER, actual_revenue INTEGER, budget INTEGER,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open','won','lost')), status TEXT,
  owner_id INTEGER REFERENCES user(id), business_unit_id INTEGER REFERENCES business_unit(id),
  created_at INTEGER, closed_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER
) STRICT;

CREATE TABLE interaction (
  id INTEGER PRIMARY KEY, external_id TEXT, type TEXT NOT NULL,
  occurred_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
  contact_id INTEGER REFERENCES contact(id), lead_id INTEGER REFERENCES lead(id), opportunity_id INTEGER REFERENCES opportunity(id),
  asset TEXT, journey TEXT, channel TEXT, url TEXT, value REAL, resource TEXT, detail TEXT,
  created_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER
) STRICT;

CREATE TABLE process (
  id INTEGER PRIMARY KEY, external_id TEXT, name TEXT NOT NULL,
  entity TEXT NOT NULL CHECK (entity IN ('lead','opportunity')),
  created_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER
) STRICT;
CREATE TABLE process_stage (
  id INTEGER PRIMARY KEY, external_id TEXT, process_id INTEGER NOT NULL REFERENCES process(id), name TEXT NOT NULL, position INTEGER NOT NULL,
  created_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER
) STRICT;
CREATE TABLE process_run (
  id INTEGER PRIMARY KEY, external_id TEXT, process_id INTEGER NOT NULL REFERENCES process(id),
  lead_id INTEGER REFERENCES lead(id), opportunity_id INTEGER REFERENCES opportunity(id),
  active_stage_id INTEGER REFERENCES process_stage(id),
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active','finished','abandoned')),
  started_at INTEGER, ended_at INTEGER,
  created_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER
) STRICT;
CREATE TABLE process_stage_visit (
  id INTEGER PRIMARY KEY, external_id TEXT, process_run_id INTEGER NOT NULL REFERENCES process_run(id), process_stage_id INTEGER NOT NULL REFERENCES process_stage(id),
  entered_at INTEGER NOT NULL, left_at INTEGER,
  created_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER
) STRICT;

CREATE TABLE field_change (
  id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, record_id INTEGER NOT NULL, column_name TEXT NOT NULL,
  old_value ANY, new_value ANY, changed_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
  user_id INTEGER REFERENCES user(id), import_id INTEGER
) STRICT;

CREATE TABLE audit_log (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, user_id INTEGER REFERENCES user(id), action TEXT NOT NULL,
  subject TEXT NOT NULL, detail TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE model (
  id INTEGER PRIMARY KEY, entity TEXT NOT NULL CHECK (entity IN ('lead','opportunity')), name TEXT NOT NULL UNIQUE,
  config TEXT NOT NULL, priority INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, created_by INTEGER REFERENCES user(id)
) STRICT;
CREATE TABLE model_version (
  id INTEGER PRIMARY KEY, model_id INTEGER NOT NULL REFERENCES model(id) ON DELETE CASCADE, number INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('training','trained','published','retired','failed','cancelled')),
  config TEXT NOT NULL, artifact TEXT, report TEXT, grade_cuts TEXT NOT NULL DEFAULT '[]', grades_sentence TEXT NOT NULL DEFAULT '',
  out_of_fold BLOB, trained_at INTEGER, published_at INTEGER, job_id INTEGER,
  UNIQUE (model_id, number)
) STRICT;
CREATE UNIQUE INDEX model_version_published ON model_version (model_id) WHERE state = 'published';

CREATE TABLE score (
  entity TEXT NOT NULL, record_id INTEGER NOT NULL, model_id INTEGER NOT NULL REFERENCES model(id) ON DELETE CASCADE,
  version_id INTEGER NOT NULL REFERENCES model_version(id) ON DELETE CASCADE,
  score REAL NOT NULL, probability REAL NOT NULL, grade TEXT, trend TEXT NOT NULL DEFAULT 'not_enough_info',
  scored_at INTEGER NOT NULL,
  bins BLOB NOT NULL,
  PRIMARY KEY (entity, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX score_by_value ON score (entity, score);

CREATE TABLE score_history (
  id INTEGER PRIMARY KEY, entity TEXT NOT NULL, record_id INTEGER NOT NULL, model_id INTEGER NOT NULL, version_id INTEGER NOT NULL,
  score REAL NOT NULL, probability REAL NOT NULL, grade TEXT, scored_at INTEGER NOT NULL, bins BLOB NOT NULL
) STRICT;
CREATE INDEX score_history_record ON score_history (entity, record_id, scored_at);

CREATE TABLE job (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, input TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued','running','done','failed','cancelled')),
  progress TEXT, result TEXT, error TEXT, attempts INTEGER NOT NULL DEFAULT 0, max_attempts INTEGER NOT NULL DEFAULT 3,
  due_at INTEGER NOT NULL, created_at INTEGER NOT NULL, started_at INTEGER, finished_at INTEGER,
  user_id INTEGER REFERENCES user(id)
) STRICT;
CREATE INDEX job_due ON job (due_at) WHERE state IN ('queued','running');

CREATE UNIQUE INDEX user_external ON user (external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX account_external ON account (external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX contact_external ON contact (external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX lead_external ON lead (external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX opportunity_external ON opportunity (external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX interaction_external ON interaction (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX account_name ON account (name);
CREATE INDEX contact_account ON contact (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX lead_open ON lead (state, created_at);
CREATE INDEX lead_owner ON lead (owner_id, state);
CREATE INDEX lead_contact ON lead (parent_contact_id) WHERE parent_contact_id IS NOT NULL;
CREATE INDEX lead_account ON lead (parent_account_id) WHERE parent_account_id IS NOT NULL;
CREATE INDEX opportunity_open ON opportunity (state, created_at);
CREATE INDEX opportunity_owner ON opportunity (owner_id, state);
CREATE INDEX opportunity_account ON opportunity (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX interaction_lead ON interaction (lead_id, type, occurred_at) WHERE lead_id IS NOT NULL;
CREATE INDEX interaction_contact ON interaction (contact_id, type, occurred_at) WHERE contact_id IS NOT NULL;
CREATE INDEX interaction_opportunity ON interaction (opportunity_id, type, occurred_at) WHERE opportunity_id IS NOT NULL;
CREATE INDEX process_run_lead ON process_run (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX process_run_opportunity ON process_run (opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX process_stage_visit_run ON process_stage_visit (process_run_id, entered_at);
CREATE INDEX field_change_record ON field_change (table_name, record_id, column_name, changed_at);
CREATE INDEX field_change_import ON field_change (import_id) WHERE import_id IS NOT NULL;
`,
} as const
