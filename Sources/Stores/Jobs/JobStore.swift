package import Database
package import Domain

/// The jobs of an organization, with the contacts that each was started for.
package struct JobStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    private static let columns: SQL = """
        id, kind, state, actor, summary, parameters, total, progress, is_cancel_requested, problem, created_at,
        started_at, finished_at
        """

    /// Keeps a job that waits for its turn, for these contacts.
    package func insert(_ job: Job, contacts: [ContactID]) throws {
        try connection.execute(
            """
            INSERT INTO jobs (org_id, id, kind, state, actor, summary, parameters, total, done, progress,
                is_cancel_requested, created_at, attempts, leased_until)
            VALUES (\(organization.rawValue), \(job.id.rawValue), \(job.kind.rawValue), \(job.state.rawValue),
                \(job.actor.description), \(job.summary.description), \(job.parameters.description), \(job.total), 0,
                \(job.progress.json.description), 0, \(job.createdAt.milliseconds), 0, 0)
            """
        )
        let parts = stride(from: 0, to: contacts.count, by: FrozenContacts.partSize).map { start in
            contacts[start..<min(start + FrozenContacts.partSize, contacts.count)]
        }
        try connection.execute(
            StaticText("INSERT INTO job_contacts (org_id, job_id, part, ids) VALUES (?, ?, ?, ?)"),
            rows: parts.enumerated().map { index, part in
                [
                    .integer(organization.rawValue), .integer(job.id.rawValue), .integer(Int64(index)),
                    .blob(FrozenContacts.bytes(of: part)),
                ]
            }
        )
    }

    package func find(_ id: JobID) throws -> Job? {
        try connection.first(
            "SELECT \(Self.columns) FROM jobs WHERE org_id = \(organization.rawValue) AND id = \(id.rawValue)",
            Self.read
        )
    }

    /// Jobs, newest first.
    package func all(before id: JobID? = nil, limit: Int) throws -> [Job] {
        let isBefore: SQL = id.map { "AND id < \($0.rawValue)" } ?? ""
        return try connection.all(
            """
            SELECT \(Self.columns) FROM jobs WHERE org_id = \(organization.rawValue) \(isBefore)
            ORDER BY id DESC LIMIT \(limit)
            """,
            Self.read
        )
    }

    /// The jobs that wait or run.
    package func unfinished() throws -> [Job] {
        try connection.all(
            "SELECT \(Self.columns) FROM jobs WHERE org_id = \(organization.rawValue) AND finished_at IS NULL",
            Self.read
        )
    }

    /// Asks a job to end. False where it is over already.
    package func requestCancel(_ id: JobID) throws -> Bool {
        try connection.execute(
            """
            UPDATE jobs SET is_cancel_requested = 1
            WHERE org_id = \(organization.rawValue) AND id = \(id.rawValue) AND finished_at IS NULL
            """
        ) == 1
    }

    /// The contacts of a job from one on, in ascending order of their place.
    package func contacts(of id: JobID, from place: Int, limit: Int) throws -> [ContactID] {
        var found: [ContactID] = []
        var place = place
        while found.count < limit {
            let bytes = try connection.first(
                """
                SELECT ids FROM job_contacts WHERE org_id = \(organization.rawValue) AND job_id = \(id.rawValue)
                AND part = \(place / FrozenContacts.partSize)
                """
            ) { try $0.blob(0) }
            guard let bytes else { break }
            let ids = FrozenContacts.ids(in: bytes, from: place % FrozenContacts.partSize, limit: limit - found.count)
            guard !ids.isEmpty else { break }
            found += ids
            place += ids.count
        }
        return found
    }

    /// Keeps how far a job is, and prolongs the lease. False where another process has it now: then nothing counts.
    package func advance(_ job: Job, heldBy holder: [UInt8], until: Instant) throws -> Bool {
        try connection.execute(
            """
            UPDATE jobs SET done = \(job.progress.done), progress = \(job.progress.json.description),
                leased_until = \(until.milliseconds)
            WHERE org_id = \(organization.rawValue) AND id = \(job.id.rawValue) AND lease_holder = \(holder)
                AND finished_at IS NULL
            """
        ) == 1
    }

    /// Ends a job and lets go of what it needed to run.
    package func finish(_ job: Job, heldBy holder: [UInt8], at now: Instant) throws {
        try connection.execute(
            """
            UPDATE jobs SET state = \(job.state.rawValue), problem = \(job.problem?.json.description), parameters = \(JSON.null.description),
                finished_at = \(now.milliseconds), lease_holder = NULL
            WHERE org_id = \(organization.rawValue) AND id = \(job.id.rawValue) AND lease_holder = \(holder)
            """
        )
        try connection.execute(
            "DELETE FROM job_contacts WHERE org_id = \(organization.rawValue) AND job_id = \(job.id.rawValue)"
        )
    }

    /// Lets another try begin later.
    package func giveBack(_ job: Job, heldBy holder: [UInt8], until: Instant) throws {
        try connection.execute(
            """
            UPDATE jobs SET lease_holder = NULL, leased_until = \(until.milliseconds)
            WHERE org_id = \(organization.rawValue) AND id = \(job.id.rawValue) AND lease_holder = \(holder)
            """
        )
    }

    private static func read(_ row: any Row) throws -> Job {
        guard let kind = Job.Kind(rawValue: try row.text(1)), let state = Job.State(rawValue: try row.text(2)),
            let actor = Actor(try row.text(3))
        else { throw DatabaseError(kind: .unexpectedValue, message: "a job has a kind, a state or an actor unknown") }
        var job = Job(
            id: JobID(rawValue: try row.integer(0)),
            kind: kind,
            actor: actor,
            summary: try JSON(parsing: row.text(4)),
            parameters: try JSON(parsing: row.text(5)),
            total: Int(try row.integer(6)),
            createdAt: Instant(milliseconds: try row.integer(10))
        )
        job.state = state
        job.progress = JobProgress(json: try JSON(parsing: row.text(7)))
        job.isCancelRequested = try row.boolean(8)
        job.problem = try row.textIfAny(9).map(Self.problem)
        job.startedAt = try row.integerIfAny(11).map(Instant.init(milliseconds:))
        job.finishedAt = try row.integerIfAny(12).map(Instant.init(milliseconds:))
        return job
    }
}

extension JobStore {
    /// A problem as it is kept: a phrase, or the text alone of before there were any.
    private static func problem(_ text: String) -> Phrase {
        (try? JSON(parsing: text)).flatMap(Phrase.init(json:)) ?? Phrase(verbatim: text)
    }
}

/// The ids of contacts as a job keeps them: little-endian, eight bytes each.
enum FrozenContacts {
    /// Contacts in one row.
    static let partSize = 10_000

    static func bytes(of ids: some Collection<ContactID>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ids.count * 8)
        for id in ids {
            withUnsafeBytes(of: id.rawValue.littleEndian) { bytes += $0 }
        }
        return bytes
    }

    static func ids(in bytes: [UInt8], from start: Int, limit: Int) -> [ContactID] {
        let end = min(bytes.count / 8, start + limit)
        guard start < end else { return [] }
        return (start..<end).map { index in
            var value: Int64 = 0
            for offset in (0..<8).reversed() {
                value = value << 8 | Int64(bytes[index * 8 + offset])
            }
            return ContactID(rawValue: value)
        }
    }
}
