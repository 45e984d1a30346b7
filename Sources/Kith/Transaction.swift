package import Database
package import Domain
import Stores

/// What a verb works with: a connection inside a transaction, the moment, and new ids.
///
/// It is valid only within the closure that received it. Verbs that take one can be put together in one transaction.
package struct Transaction {
    package let connection: any Connection
    /// When the transaction began: what is written in it bears this time.
    package let now: Instant
    private let node: NodeLease
    private let catalogues: CatalogueShelf
    private let secret: InstanceSecret
    private let ledger = Ledger()

    /// What the transaction has changed so far.
    private final class Ledger {
        var changed: [OrganizationID: (what: Changed, managedUsers: Int)] = [:]
        /// The places of the catalogues that it goes by.
        var catalogues: [OrganizationID: Int64] = [:]
    }

    init(connection: any Connection, now: Instant, node: NodeLease, catalogues: CatalogueShelf, secret: InstanceSecret)
    {
        self.connection = connection
        self.now = now
        self.node = node
        self.catalogues = catalogues
        self.secret = secret
    }

    /// Makes an id that no process ever made or will make. Throws `NodeError`.
    package func nextID<Subject>() throws(NodeError) -> Identifier<Subject> {
        try Identifier(rawValue: node.nextID())
    }

    /// What an organization has defined, with what this transaction has defined.
    ///
    /// Where it changes before the commit, the transaction begins anew: nothing is written by what holds no more.
    package func catalogue(of organization: OrganizationID) throws -> Catalogue {
        if ledger.changed[organization]?.what.catalogue == true {
            return try Catalogue(of: organization, connection)
        }
        let (catalogue, seq) = try catalogues.read(organization, connection)
        ledger.catalogues[organization] = min(ledger.catalogues[organization] ?? seq, seq)
        return catalogue
    }

    /// Notes what was changed, and how many managed users there are more. The change feed has it once the body ends.
    package func note(_ changed: Changed, managedUsers: Int = 0, in organization: OrganizationID) {
        let sofar = ledger.changed[organization] ?? (Changed(), 0)
        ledger.changed[organization] = (sofar.what + changed, sofar.managedUsers + managedUsers)
    }

    /// What is kept of an id that led to a deleted contact.
    func tombstone(of identity: Identity, in organization: OrganizationID) -> [UInt8] {
        Tombstones.hash(identity, in: organization, secret: secret)
    }

    /// How many managed users the transaction has made so far, which are not counted in the database yet.
    func managedUsersNoted(in organization: OrganizationID) -> Int {
        ledger.changed[organization]?.managedUsers ?? 0
    }

    /// Writes down who did what. The audit log is for what an organization must be able to account for.
    package func audit(
        _ action: AuditEntry.Action,
        of subject: String? = nil,
        _ data: KeyValuePairs<String, JSON?> = [:],
        by caller: Caller
    ) throws {
        try audit(action, of: subject, data, by: caller.actor, from: caller.address, in: caller.organization)
    }

    /// The same for what is known to have happened before the transaction, or by somebody who is no caller yet.
    func audit(
        _ action: AuditEntry.Action,
        of subject: String?,
        _ data: KeyValuePairs<String, JSON?> = [:],
        by actor: Actor,
        from address: String?,
        at moment: Instant? = nil,
        in organization: OrganizationID
    ) throws {
        let entry = AuditEntry(
            id: try nextID(),
            at: moment ?? now,
            actor: actor,
            address: address,
            action: action,
            subject: subject,
            data: .object(data)
        )
        try AuditStore(organization, connection).append(entry)
    }

    /// The organizations of which it has deleted people, or merged them into others.
    var removals: Set<OrganizationID> { Set(ledger.changed.filter { !$1.what.removed.isEmpty }.keys) }

    /// Says in the change feed what the transaction changed: its last statement, as `ChangeStore.append` wants it.
    func appendChanges() throws -> [OrganizationID: Int64] {
        var places: [OrganizationID: Int64] = [:]
        for (organization, changed) in ledger.changed where !changed.what.isEmpty || changed.managedUsers != 0 {
            places[organization] = try ChangeStore(organization, connection).append(
                changed.what,
                managedUsers: changed.managedUsers,
                knowing: ledger.catalogues[organization],
                at: now
            )
        }
        return places
    }
}

/// What a transaction gave, once it is committed.
package struct Committed<Result: Sendable>: Sendable {
    package let result: Result
    /// Its places in the change feeds of those organizations of which it changed something.
    package let places: [OrganizationID: Int64]
    /// The organizations of which it has deleted people.
    let removals: Set<OrganizationID>

    /// Its place in the feed of the one organization that it is about; nil where it changed nothing.
    package var seq: Int64? { places.values.max() }
}
