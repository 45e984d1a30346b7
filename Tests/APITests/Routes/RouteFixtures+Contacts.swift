import Database
import Domain
import Foundation
import Kith
import TestSupport
import Testing

extension RouteFixture {
    static let ofContacts: [String: RouteFixture] = [
        "GET /contacts": RouteFixture(query: "?email=ada@example.com"),
        "POST /contacts/search": RouteFixture(body: { [:] }),
        "POST /contacts": RouteFixture(body: { ["profile": ["email": .string(word("c") + "@example.com")]] }),
        "GET /contacts/{contact}": ofOne(),
        "PATCH /contacts/{contact}": ofOne(body: { ["profile": ["company": "Bolt"]] }),
        "DELETE /contacts/{contact}": ofOne(),
        "PUT /contacts/{contact}/erasure": ofOne(),
        "PUT /contacts/{contact}/block": ofOne(),
        "DELETE /contacts/{contact}/block": ofOne(),
        "GET /contacts/{contact}/avatar": RouteFixture(things: pictured, remove: removeContact),
        "PUT /contacts/{contact}/avatar": RouteFixture(
            things: contact,
            remove: removeContact,
            file: SamplePicture.jpeg.bytes
        ),
        "DELETE /contacts/{contact}/avatar": RouteFixture(things: pictured, remove: removeContact),
        "POST /contacts/{contact}/tags": ofOne(body: { ["names": ["vip"]] }),
        "POST /contacts/{contact}/tag-removals": ofOne(body: { ["names": ["vip"]] }),
        "POST /contacts/{contact}/touches": ofOne(body: { ["platform": "web"] }),
        "POST /contacts/{contact}/personal-texts": ofOne(body: { ["text": "Hello {{name}}"] }),
        "GET /contacts/{contact}/events": ofOne(),
        "GET /contacts/{contact}/subject-data": ofOne(also: [.seeContacts]),
        "POST /contacts/{contact}/subject-links": ofOne(also: [.seeContacts]),
        "GET /subject-links": RouteFixture(also: [.seeContacts]),
        "DELETE /subject-links/{link}": RouteFixture(things: subjectLink, remove: removeSubjectLink),
        "PUT /members/{memberId}": RouteFixture(
            things: { _, _ in ["memberId": word("m")] },
            body: { ["profile": ["name": "Ada"]] },
            also: [.createContacts],
            namesAreOwn: true
        ),

        "POST /merges": RouteFixture(things: mergeable, body: { ["primary": "{primary}", "others": ["{other}"]] }),
        "GET /duplicates": RouteFixture(),
        "PUT /duplicates/{first}/{second}/dismissal": RouteFixture(things: pair, remove: removePair),
        "POST /duplicate-searches": RouteFixture(),
        "GET /data-quality": RouteFixture(),
        "GET /analytics": RouteFixture(),

        "POST /bulk-changes": RouteFixture(
            body: { ["filter": "name = nobody", "change": ["blocked": true]] },
            also: [.editContacts]
        ),
        "GET /jobs": RouteFixture(),
        "GET /jobs/{job}": RouteFixture(things: job, remove: removeJob),
        "PUT /jobs/{job}/cancellation": RouteFixture(things: job, remove: removeJob, also: [.editContacts]),
        "POST /imports/{import}/reversals": RouteFixture(things: imported, remove: removeImport),
    ]

    private static func ofOne(
        body: @escaping @Sendable () -> JSON? = { nil },
        also: Set<Permission> = []
    ) -> RouteFixture {
        RouteFixture(things: contact, remove: removeContact, body: body, also: also)
    }

    @Sendable private static func contact(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        ["contact": try await api.contact(word("c") + "@example.com", by: caller).description]
    }

    @Sendable private static func pictured(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        let contact = try await api.contact(word("c") + "@example.com", by: caller)
        _ = try await api.kith.avatars.put(SamplePicture.jpeg.bytes, of: contact, by: caller)
        return ["contact": contact.description]
    }

    @Sendable private static func subjectLink(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        let contact = try await api.contact(word("c") + "@example.com", by: caller)
        return ["link": try await api.kith.privacy.makeLink(for: contact, by: caller).link.id.description]
    }

    private static let removeSubjectLink = removing("link") { (api, caller, id: SubjectLinkID) in
        try await api.kith.privacy.revokeLink(id, by: caller)
    }

    private static let removeContact = removing("contact") { (api, caller, id: ContactID) in
        try await api.kith.contacts.delete(id, by: caller)
    }

    @Sendable private static func mergeable(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        [
            "primary": try await api.contact(word("c") + "@example.com", by: caller).description,
            "other": try await api.contact(word("c") + "@example.com", by: caller).description,
        ]
    }

    /// Two contacts with one e-mail, in the order in which they are kept.
    @Sendable private static func pair(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        let input = ContactInput(profile: ["email": .string(word("c") + "@example.com")])
        let first = try await api.kith.contacts.create(input, by: caller).contact.id
        let second = try await api.kith.contacts.create(input, addsAnyway: true, by: caller).contact.id
        return ["first": first.description, "second": second.description]
    }

    private static let removePair = removing("second") { (api, caller, id: ContactID) in
        try await api.kith.contacts.delete(id, by: caller)
    }

    @Sendable private static func job(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        let change = BulkChange.edit(ContactInput(flags: [.blocked: true]))
        return ["job": try await api.kith.bulkChanges.start(change, on: .named([]), by: caller).id.description]
    }

    /// No verb removes jobs.
    private static let removeJob = removing("job") { (api, caller, id: JobID) in
        _ = try await api.kith.engine.write { try $0.execute("DELETE FROM jobs WHERE id = \(id.rawValue)") }
    }

    @Sendable private static func imported(_ api: ServedAPI, _ caller: Caller) async throws -> [String: String] {
        ["import": try await api.imported("email\n\(word("c"))@example.com\n", by: caller).description]
    }

    /// No verb removes imports.
    private static let removeImport = removing("import") { (api, caller, id: ImportID) in
        _ = try await api.kith.engine.write { try $0.execute("DELETE FROM imports WHERE id = \(id.rawValue)") }
    }
}

extension ServedAPI {
    /// Imports leads from a file of these lines; returns the import's id.
    func imported(_ text: String, by caller: Caller? = nil) async throws -> ImportID {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let caller = caller ?? console
        _ = try await kith.imports.run(ImportOptions(path: file.path, kind: .leads), by: caller)
        let found = try await kith.contacts.search(ContactQuestion(sort: "-createdAt", limit: 1), by: caller)
        return try #require(found.contacts.first?.lastImport)
    }
}
