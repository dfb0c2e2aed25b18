"""The tables of an audit's store, one SQLite file (WAL).

Offsets are code points of the document's text, half-open. `document`, `child` and `parent` are the
SHA-256 of a file's bytes: what is read once is known by its content, whatever the file is called.

meta         key, value: `schema` (number of this layout), `folder` (the folder audited last)
files        a row for each file of the folder, by its path within it; `state` is present or
             removed; `size` and `mtime` (ns) tell whether it must be hashed again
documents    a row for each content: `version` of planparse that read it, `status` read or failed,
             what the paper says of itself, `payload` the whole PlanDocument (zlib, JSON),
             `lines` fingerprints of its lines (8 bytes each), `signature` what near-copies share
records      every target, deadline, contact, assignment, reference and task with its place;
             `text` is what it is about, `fields` the rest as JSON. Views named after the kinds
             (`targets`, `deadlines`, …) show the fields as columns
sections     the outline: label, title, path of labels ("III > 2"), role, place
citations    numbered documents that a plan cites; `number_key` is free of spelling; `replaces` is 1
             where the plan says that it takes the cited one's place
signatures   bands of the fingerprints' MinHash: near-copies share one
links        who implements whom: `kind` is implements, based_on, cites, replaces, annex_of,
             version_of, same_paper or copy_of; `parent` NULL where the cited plan is not in the
             collection, `state` is found, absent or ambiguous
pairs        a row for each comparison made, with its counts
coverage     each target and task of a parent (and each local one) in one child, with both places
findings     what is worth a look: `rule` (see `planparse explain`), the place in the `document`,
             `other` the other document of a pair, `path` where a file could not become a document;
             `scope` is file, document, pair or collection
"""

SCHEMA = 2

TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
  path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL, sha256 TEXT,
  state TEXT NOT NULL, checked_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_content ON files (sha256, state);
CREATE TABLE IF NOT EXISTS documents (
  sha256 TEXT PRIMARY KEY, version TEXT NOT NULL, status TEXT NOT NULL, media_type TEXT,
  pages INTEGER, doc_type TEXT, number TEXT, number_key TEXT, issuer TEXT, issuer_key TEXT,
  superior TEXT, place TEXT, issued_on TEXT, title TEXT, title_key TEXT, period_start TEXT,
  period_end TEXT, signer TEXT, is_draft INTEGER, payload BLOB, lines BLOB);
CREATE INDEX IF NOT EXISTS documents_by_number ON documents (number_key);
CREATE INDEX IF NOT EXISTS documents_by_title ON documents (issuer_key, title_key);
CREATE TABLE IF NOT EXISTS records (
  document TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, start INTEGER NOT NULL,
  end INTEGER NOT NULL, section TEXT, quote TEXT NOT NULL, text TEXT NOT NULL, fields TEXT NOT NULL,
  PRIMARY KEY (document, kind, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sections (
  document TEXT NOT NULL, id TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
  role TEXT NOT NULL, level INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (document, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS citations (
  document TEXT NOT NULL, seq INTEGER NOT NULL, number TEXT NOT NULL, number_key TEXT NOT NULL,
  date TEXT, doc_type TEXT, issuer TEXT, relation TEXT NOT NULL, replaces INTEGER NOT NULL,
  annexed INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL,
  PRIMARY KEY (document, seq)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS signatures (
  band INTEGER NOT NULL, value INTEGER NOT NULL, document TEXT NOT NULL,
  PRIMARY KEY (band, value, document)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS signatures_by_document ON signatures (document);
CREATE TABLE IF NOT EXISTS links (
  child TEXT NOT NULL, kind TEXT NOT NULL, parent TEXT, state TEXT NOT NULL, number TEXT NOT NULL,
  date TEXT, issuer TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL,
  UNIQUE (child, kind, parent, number, date));
CREATE INDEX IF NOT EXISTS links_by_parent ON links (parent, kind);
CREATE TABLE IF NOT EXISTS pairs (
  child TEXT NOT NULL, parent TEXT NOT NULL, version TEXT NOT NULL, citation TEXT NOT NULL,
  targets INTEGER NOT NULL, targets_met INTEGER NOT NULL, targets_missing INTEGER NOT NULL,
  tasks INTEGER NOT NULL, tasks_met INTEGER NOT NULL, tasks_missing INTEGER NOT NULL,
  copied REAL NOT NULL, PRIMARY KEY (child, parent)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pairs_by_parent ON pairs (parent);
CREATE TABLE IF NOT EXISTS coverage (
  child TEXT NOT NULL, parent TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL,
  status TEXT NOT NULL, parent_record TEXT, parent_start INTEGER, parent_end INTEGER,
  parent_quote TEXT, child_record TEXT, child_start INTEGER, child_end INTEGER, child_quote TEXT,
  score REAL NOT NULL, reasons TEXT NOT NULL, explanation TEXT NOT NULL,
  PRIMARY KEY (parent, child, seq)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS findings (
  id INTEGER PRIMARY KEY, scope TEXT NOT NULL, document TEXT, other TEXT, path TEXT,
  rule TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL, start INTEGER, end INTEGER,
  line INTEGER, quote TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS findings_by_document ON findings (document, scope);
CREATE INDEX IF NOT EXISTS findings_by_scope ON findings (scope, path);
CREATE INDEX IF NOT EXISTS findings_by_rule ON findings (rule);
CREATE VIEW IF NOT EXISTS present AS
  SELECT d.*, f.path FROM documents d JOIN
  (SELECT sha256 AS content, min(path) AS path FROM files WHERE state = 'present' GROUP BY sha256) f
  ON d.sha256 = f.content;
"""

_FIELDS = {
    "targets": ("target", "value value_max unit comparator by baseline per direction inferred"),
    "deadlines": ("deadline", "start end recurrence report_to inferred"),
    "contacts": ("contact", "number kind service inferred"),
    "assignments": ("assignment", "body role inferred"),
    "cited": ("reference", "number date doc_type issuer relation inferred"),
    "tasks": ("task", ""),
}


def make_views() -> str:
    """Return the SQL of a view for each kind of records, with the kind's fields as columns."""
    statements = []
    for name, (kind, fields) in _FIELDS.items():
        columns = "".join(
            f", json_extract(fields, '$.{field}') AS "
            + (f'"{field}_date"' if field in ("start", "end") else f'"{field}"')
            for field in fields.split()
            if not (kind == "contact" and field == "kind")
        )
        statements.append(
            f"CREATE VIEW IF NOT EXISTS {name} AS SELECT document, id, start, end, section, quote,"
            f" text{columns} FROM records WHERE kind = '{kind}';"
        )
    return "\n".join(statements)
