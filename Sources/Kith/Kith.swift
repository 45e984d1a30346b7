package import Database
package import Domain
import Roster
import Stores

/// What Kith can do, on one database. The verbs are grouped by what they are about: `kith.managers.invite(…)`.
package final class Kith: Sendable {
    package let engine: any Engine
    /// The clock of the machine. Times, ids and randomness come from outside, so that tests can hold them.
    package let now: @Sendable () -> Instant
    package let randomBytes: @Sendable (Int) -> [UInt8]

    private let node: NodeLease
    let catalogues = CatalogueShelf()
    package let rosters: Rosters
    let backupFolder: BackupFolder?
    let setUpToken = SetUpToken()
    let jobBell = JobBell()
    let keyShelf = KeyShelf()
    let secret: InstanceSecret
    let lateNotes = LateNotes()
    let passwords: PasswordHashing
    let signInAttempts: SignInAttempts
    let subjectVisits = SubjectVisits()
    let pictures = PictureMaking()

    package init(
        engine: any Engine,
        now: @escaping @Sendable () -> Instant,
        randomBytes: @escaping @Sendable (Int) -> [UInt8],
        secret: InstanceSecret = .none,
        rosterFolder: RosterFolder? = nil,
        backupFolder: BackupFolder? = nil,
        passwordCost: PasswordCost = .usual
    ) {
        self.engine = engine
        self.now = now
        self.randomBytes = randomBytes
        self.secret = secret
        self.backupFolder = backupFolder
        node = NodeLease(engine: engine, now: now, holder: randomBytes(16))
        rosters = Rosters(engine: engine, catalogues: catalogues, folder: rosterFolder)
        passwords = PasswordHashing(cost: passwordCost, randomBytes: randomBytes)
        signInAttempts = SignInAttempts()
    }

    /// Runs the body in one read-write transaction, again from scratch where it lost a race.
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await commit(body).result
    }

    /// The same, and says which place in the change feed the transaction has.
    package func commit<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Committed<Result> {
        try await node.prepare()
        let claim = Claim.current
        let committed = try await engine.write { [now, node, catalogues, secret] connection in
            let transaction = Transaction(
                connection: connection,
                now: now(),
                node: node,
                catalogues: catalogues,
                secret: secret
            )
            try claim?.make(in: transaction)
            let result = try body(transaction)
            return Committed(
                result: result,
                places: try transaction.appendChanges(),
                removals: transaction.removals
            )
        }
        claim?.committed()
        for (organization, seq) in committed.places {
            rosters.committed(
                seq,
                in: organization,
                removesPeople: committed.removals.contains(organization)
            )
            CommitReceipt.current?.note(seq)
        }
        return committed
    }

    /// Runs the body in a read-only transaction that sees one state of the database throughout.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await engine.read(body)
    }

    /// Reads with what a caller's organization has defined, as the caller sees it, and what knows its contacts.
    func readContacts<Result: Sendable>(
        by caller: Caller,
        _ body: @escaping @Sendable (ContactReading) throws -> Result
    ) async throws -> Result {
        let organization = caller.organization
        let snapshot = await rosters.snapshot(of: organization)
        let shelf = rosters.segments(of: organization)
        let events = rosters.events(of: organization)
        return try await engine.read { [catalogues, now] connection in
            let (catalogue, seq) = try catalogues.read(organization, connection)
            let index = ContactIndex(of: organization, connection, snapshot: snapshot, events: events, knowing: seq)
            let reading = ContactReading(
                connection: connection,
                catalogue: catalogue.seen(by: caller),
                index: index,
                segments: {
                    guard let snapshot = index.snapshot else { return nil }
                    let store = ContactStore(organization, connection)
                    return try shelf?.segments(in: catalogue, of: seq, at: now(), seq: snapshot.seq, store)
                }
            )
            return try body(reading)
        }
    }

    /// What an organization has defined, as a read sees it. Throws `OrganizationError.unknown`.
    func catalogue(of organization: OrganizationID, _ connection: any Connection) throws -> Catalogue {
        try catalogues.catalogue(of: organization, connection)
    }

    /// Writes down what was left for later, and gives back the node that made ids. The engine belongs to the caller, and is closed after this.
    package func close() async {
        // The engine would be kept open until it is made.
        backupFolder?.cancel()
        try? await writeLateNotes()
        await node.release()
    }
}
