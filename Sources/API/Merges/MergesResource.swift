import Domain
package import Hummingbird
import Kith

/// Several contacts made one.
package struct MergesResource: Sendable {
    let kith: Kith

    /// `POST /merges`: with `dryRun` it says what a merge would make, else it is done.
    package func create(_ request: Request, _ exchange: CallerExchange) async throws -> Response {
        let wanted = try await exchange.body(of: request) { fields in
            (
                primary: fields.id("primary") as ContactID,
                others: fields.ids("others", atMost: 1_000) as [ContactID],
                isDryRun: fields.optionalBoolean("dryRun") ?? false
            )
        }
        if wanted.isDryRun { try exchange.caller.require(.seeContacts) }
        let contacts = kith.contacts
        let merged =
            wanted.isDryRun
            ? try await contacts.previewMerge(of: wanted.others, into: wanted.primary, by: exchange.caller)
            : try await contacts.merge(wanted.others, into: wanted.primary, by: exchange.caller)
        guard exchange.caller.may(.seeContacts) else { return .done }
        exchange.subject.note(merged.primary.id)
        let contact = wanted.isDryRun ? merged.merge.result : merged.primary
        return .json(
            .object([
                "dryRun": .boolean(wanted.isDryRun),
                "contact": contact.json(in: merged.catalogue),
                "lost": .array(merged.merge.losses.map(\.json)),
            ])
        )
    }
}

extension Merge.Loss {
    fileprivate var json: JSON {
        .object([
            "contact": contact.id.json,
            "values": .object(values.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.apiJSON) }),
        ])
    }
}
