import Database

extension KithSchema {
    /// Work in the background, and the contacts that it was started for.
    static let jobs: [Migration] = [
        Migration(
            name: "jobs 1",
            tables: """
                CREATE TABLE jobs (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    id INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    state TEXT NOT NULL,
                    actor TEXT NOT NULL,
                    summary JSON NOT NULL,
                    parameters JSON NOT NULL,
                    total INTEGER NOT NULL,
                    done INTEGER NOT NULL,
                    progress JSON NOT NULL,
                    is_cancel_requested INTEGER NOT NULL,
                    problem TEXT,
                    created_at INTEGER NOT NULL,
                    started_at INTEGER,
                    finished_at INTEGER,
                    attempts INTEGER NOT NULL,
                    lease_holder BLOB,
                    leased_until INTEGER NOT NULL,
                    PRIMARY KEY (org_id, id)
                ) STRICT;
                CREATE INDEX jobs_waiting ON jobs (org_id, leased_until) WHERE finished_at IS NULL;

                -- The contacts of a job as they were chosen when it was started: parts of ids, eight bytes each.
                CREATE TABLE job_contacts (
                    org_id INTEGER NOT NULL,
                    job_id INTEGER NOT NULL,
                    part INTEGER NOT NULL,
                    ids BLOB NOT NULL,
                    PRIMARY KEY (org_id, job_id, part),
                    FOREIGN KEY (org_id, job_id) REFERENCES jobs (org_id, id) ON DELETE CASCADE
                ) STRICT;
                """
        )
    ]
}
