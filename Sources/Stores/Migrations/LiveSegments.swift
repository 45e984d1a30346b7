import Database

extension KithSchema {
    /// Who is in the shared segments, who entered and left, and how large they were.
    static let liveSegments: [Migration] = [
        Migration(
            name: "live segments 1",
            tables: """
                -- The one process that watches an organization's segments. `step` goes up with each of its commits: what
                -- another one has planned at a former step is refused.
                CREATE TABLE segment_watches (
                    org_id INTEGER NOT NULL PRIMARY KEY REFERENCES organizations (org_id),
                    lease_holder BLOB,
                    leased_until INTEGER NOT NULL,
                    step INTEGER NOT NULL,
                    seq INTEGER NOT NULL,
                    minute INTEGER NOT NULL,
                    last_move INTEGER NOT NULL
                ) STRICT;

                -- `meaning` is a hash of what the filter says; `checkpoint` the last move that `segment_members` has.
                CREATE TABLE segment_states (
                    org_id INTEGER NOT NULL,
                    segment_id INTEGER NOT NULL,
                    meaning BLOB NOT NULL,
                    seq INTEGER NOT NULL,
                    minute INTEGER NOT NULL,
                    checkpoint INTEGER NOT NULL,
                    PRIMARY KEY (org_id, segment_id),
                    FOREIGN KEY (org_id, segment_id) REFERENCES segments (org_id, id) ON DELETE CASCADE
                ) STRICT;

                -- Those who were in a segment at its checkpoint: parts of at most 65,536 ids, coded as their differences.
                CREATE TABLE segment_members (
                    org_id INTEGER NOT NULL,
                    segment_id INTEGER NOT NULL,
                    part INTEGER NOT NULL,
                    ids BLOB NOT NULL,
                    PRIMARY KEY (org_id, segment_id, part),
                    FOREIGN KEY (org_id, segment_id) REFERENCES segments (org_id, id) ON DELETE CASCADE
                ) STRICT;

                CREATE TABLE segment_moves (
                    org_id INTEGER NOT NULL,
                    place INTEGER NOT NULL,
                    segment_id INTEGER NOT NULL,
                    contact_id INTEGER NOT NULL,
                    has_entered INTEGER NOT NULL,
                    at INTEGER NOT NULL,
                    seq INTEGER NOT NULL,
                    cause TEXT NOT NULL,
                    PRIMARY KEY (org_id, place),
                    FOREIGN KEY (org_id, segment_id) REFERENCES segments (org_id, id) ON DELETE CASCADE,
                    FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id) ON DELETE CASCADE
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX segment_moves_by_segment ON segment_moves (org_id, segment_id, place);
                CREATE INDEX segment_moves_by_contact ON segment_moves (org_id, contact_id);

                CREATE TABLE segment_sizes (
                    org_id INTEGER NOT NULL,
                    segment_id INTEGER NOT NULL,
                    hour INTEGER NOT NULL,
                    contacts INTEGER NOT NULL,
                    PRIMARY KEY (org_id, segment_id, hour),
                    FOREIGN KEY (org_id, segment_id) REFERENCES segments (org_id, id) ON DELETE CASCADE
                ) STRICT, WITHOUT ROWID;
                """
        )
    ]
}
