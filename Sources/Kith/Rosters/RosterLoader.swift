import Crypto
import Database
import Domain
import Foundation
import Roster
import Stores

/// Brings the contacts of one organization into memory: from a file where there is a good one, else from their rows.
struct RosterLoader: Sendable {
    struct Loaded {
        let roster: Roster
        let reading: PropertyReading
        let isFromFile: Bool
    }

    /// Where more contacts have changed, all are read anew.
    private static let mostChanged = 50_000
    /// Where more was committed since a file was written, it is of no use.
    private static let mostCommits: Int64 = 100_000
    private static let changesAtOnce = 1_000

    let organization: OrganizationID
    let engine: any Engine
    let catalogues: CatalogueShelf
    /// Where its file is; nil where none is kept.
    let place: RosterPlace?

    /// `willReadRows` is told where there is no good file.
    func load(willReadRows: () -> Void) async throws -> Loaded {
        if let place {
            do {
                if let loaded = try await loadFromFile(place) { return loaded }
            } catch is RosterFileError {
                // Whatever is wrong with it, it is written anew.
            }
            try place.forget()
        }
        willReadRows()
        return try await loadFromRows()
    }

    private func loadFromRows() async throws -> Loaded {
        try await engine.read { [organization, catalogues] connection in
            let catalogue = try catalogues.catalogue(of: organization, connection)
            let seq = try ChangeStore(organization, connection).newest()
            let building = PartBuilding()
            try ContactStore(organization, connection).forEach(in: catalogue) { building.add($0) }
            return Loaded(
                roster: Roster(building.finished(), seq: seq),
                reading: PropertyReading(catalogue),
                isFromFile: false
            )
        }
    }

    /// Nil where there is no file, or one that does not belong to the database as it is.
    private func loadFromFile(_ place: RosterPlace) async throws -> Loaded? {
        guard let heading = try await place.heading(), heading.organization == organization else { return nil }
        let reading = try await engine.read { [organization, catalogues] connection -> PropertyReading? in
            let newest = try ChangeStore(organization, connection).newest()
            let reading = PropertyReading(try catalogues.catalogue(of: organization, connection))
            // After a restore the same place in the feed may be another commit's.
            guard heading.seq <= newest, newest - heading.seq <= Self.mostCommits, heading.reading == reading.text,
                heading.mark == (try Self.mark(heading.seq, of: organization, connection))
            else { return nil }
            return reading
        }
        guard let reading else { return nil }
        let roster = try await place.roster()
        guard roster.snapshot.seq == heading.seq else { return nil }
        // Nobody sees it before it knows all that was committed before the start.
        let current = try await engine.read { connection in try catchUp(roster, reading, connection) { _ in } }
        return current.map { Loaded(roster: roster, reading: $0, isFromFile: true) }
    }

    /// Writes the file; returns whether it is there now.
    func save(
        _ snapshot: RosterSnapshot,
        _ reading: PropertyReading,
        ticket: Int,
        isWanted: @escaping @Sendable () -> Bool
    ) async throws -> Bool {
        guard let place else { return false }
        let seq = snapshot.seq
        let mark = try await engine.read { connection in
            try removesPeople(after: seq, connection) ? nil : Self.mark(seq, of: organization, connection)
        }
        guard let mark else { return false }
        let heading = RosterFile.Heading(organization: organization, seq: seq, mark: mark, reading: reading.text)
        guard try await place.write(snapshot, heading, ticket: ticket, isWanted: isWanted) else { return false }
        // Another process may have deleted people, and removed the file, just before it was put in its place.
        if try await engine.read({ try removesPeople(after: seq, $0) }) {
            try place.forget()
            return false
        }
        return true
    }

    /// Applies all changes that a transaction sees at once: it reads the contacts as they are after the last of them.
    ///
    /// Returns as what properties are read now, or nil where the roster must be loaded anew. `willApply` is told
    /// before the roster changes: what it says holds for the contacts before and after.
    func catchUp(
        _ roster: Roster,
        _ reading: PropertyReading,
        _ connection: any Connection,
        willApply: (PropertyReading) -> Void
    ) throws -> PropertyReading? {
        let changes = ChangeStore(organization, connection)
        let newest = try changes.newest()
        var seq = roster.snapshot.seq
        var contacts: Set<ContactID> = []
        var removed: Set<ContactID> = []
        while seq < newest {
            let page = try changes.changes(after: seq, limit: Self.changesAtOnce)
            // What was trimmed from the feed can only be read from the rows.
            guard let last = page.last, page.first?.seq == seq + 1 else { return nil }
            for change in page {
                contacts.formUnion(change.what.contacts)
                removed.formUnion(change.what.removed)
            }
            guard contacts.count + removed.count <= Self.mostChanged else { return nil }
            seq = last.seq
        }
        guard seq > roster.snapshot.seq else { return reading }
        let catalogue = try catalogues.catalogue(of: organization, connection)
        guard let reading = reading.updated(to: catalogue) else { return nil }
        let changed = try ContactStore(organization, connection).contacts(ids: Array(contacts), in: catalogue)
        removed.formUnion(contacts.subtracting(changed.map(\.id)))
        // A file has the values of those who are gone, and must not outlive them.
        if !removed.isEmpty { try place?.forget() }
        willApply(reading)
        roster.apply(seq: seq, changed: changed, removed: Array(removed))
        return reading
    }

    private func removesPeople(after seq: Int64, _ connection: any Connection) throws -> Bool {
        var seq = seq
        while true {
            let page = try ChangeStore(organization, connection).changes(after: seq, limit: Self.changesAtOnce)
            guard let last = page.last else { return false }
            if page.contains(where: { !$0.what.removed.isEmpty }) { return true }
            seq = last.seq
        }
    }

    /// What tells a change from another that has its place; nil where the feed does not have it.
    private static func mark(
        _ seq: Int64,
        of organization: OrganizationID,
        _ connection: any Connection
    ) throws -> String? {
        guard let change = try ChangeStore(organization, connection).changes(after: seq - 1, limit: 1).first,
            change.seq == seq
        else { return nil }
        let hash = SHA256.hash(data: Data("\(change.what.json)".utf8))
        return "\(change.at.milliseconds) \(Data(hash).base64EncodedString())"
    }
}
