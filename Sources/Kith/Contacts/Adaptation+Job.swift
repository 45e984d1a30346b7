import Database
package import Domain
import Stores

/// What became of an adaptation when it began.
package struct Adapting: Sendable {
    /// How many contacts it concerns.
    package let contacts: Int
    /// Who lets them follow; nil where all of them have followed.
    package let job: Job?

    static let none = Adapting(contacts: 0, job: nil)
}

extension Kith {
    /// Lets contacts follow in a transaction that has locked the organization: few at once, and many by a job.
    ///
    /// Whoever calls it rings `jobBell` once it is committed.
    func adapt(_ adaptation: Adaptation, by caller: Caller, in transaction: Transaction) throws -> Adapting {
        let catalogue = try transaction.catalogue(of: caller.organization)
        let ids = try ContactSweepStore(caller.organization, transaction.connection)
            .ids(adaptation.contacts, in: catalogue)
        guard ids.count > ContactSweep.batchSize else {
            let organization = caller.organization
            try ContactSweep(kith: self, organization: organization, adaptation: adaptation, actor: caller.actor)
                .rewrite(ids, in: transaction)
            try finish(adaptation, of: caller.organization, in: transaction)
            return Adapting(contacts: ids.count, job: nil)
        }
        let job = Job(
            id: try transaction.nextID(),
            kind: adaptation.kind,
            actor: caller.actor,
            summary: adaptation.summary(in: catalogue),
            parameters: adaptation.parameters,
            total: ids.count,
            createdAt: transaction.now
        )
        try JobStore(caller.organization, transaction.connection).insert(job, contacts: ids)
        return Adapting(contacts: ids.count, job: job)
    }

    /// Ends what all contacts have followed, in a transaction that has locked the organization.
    func finish(_ adaptation: Adaptation, of organization: OrganizationID, in transaction: Transaction) throws {
        switch adaptation {
        // Nobody got a former option meanwhile, as there was none; but pages show that it is done.
        case .options: transaction.note(Changed(catalogue: true), in: organization)
        case .rewriting(let rewriting): _ = try properties.settle(rewriting, of: organization, in: transaction)
        case .tag(let id, let replacement): try tags.drop(id, replacement, of: organization, in: transaction)
        }
    }

    /// What jobs are at, or will be.
    func adaptations(of organization: OrganizationID, _ connection: any Connection) throws -> [Adaptation] {
        try JobStore(organization, connection).unfinished().compactMap { Adaptation($0) }
    }
}

extension Adaptation {
    var kind: Job.Kind {
        switch self {
        case .options: .replaceOptions
        case .rewriting: .rewriteProperty
        case .tag(_, into: nil): .deleteTag
        case .tag: .mergeTags
        }
    }

    /// In names of properties and tags.
    func summary(in catalogue: Catalogue) -> JSON {
        switch self {
        case .options(_, let key): .object(["property": .string(key)])
        case .rewriting(let rewriting): .object(["property": .string(rewriting.key)])
        case .tag(let id, let replacement):
            .object([
                "tag": catalogue.tags[id].map { .string($0.name.text) },
                "into": replacement.flatMap { catalogue.tags[$0] }.map { .string($0.name.text) },
            ])
        }
    }

    var parameters: JSON {
        switch self {
        case .options(let replacements, let key):
            let members = replacements.sorted { $0.key < $1.key }.map { former, option in
                JSON.Member(former, option.map(JSON.string) ?? .null)
            }
            return .object(["property": .string(key), "replacements": .object(members)])
        case .rewriting(let rewriting):
            return .object([
                "property": .string(rewriting.key), "type": .string(rewriting.type.rawValue),
                "formerType": .string(rewriting.formerType.rawValue), "archived": .boolean(rewriting.isArchived),
            ])
        case .tag(let id, let replacement):
            return .object([
                "tag": .string(id.description), "into": replacement.map { .string($0.description) },
            ])
        }
    }

    /// Nil for a job of another kind, and for one that is over.
    init?(_ job: Job) {
        let parameters = job.parameters
        switch job.kind {
        case .editContacts, .deleteContacts, .takeImportBack, .deleteUnheard, .anonymiseUnheard: return nil
        case .replaceOptions:
            guard let key = parameters["property"]?.string, let members = parameters["replacements"]?.object else {
                return nil
            }
            let replacements = members.map { ($0.key, $0.value.string) }
            self = .options(Dictionary(replacements) { first, _ in first }, of: key)
        case .rewriteProperty:
            guard let key = parameters["property"]?.string, let isArchived = parameters["archived"]?.boolean,
                let type = parameters["type"]?.string.flatMap(PropertyType.init),
                let formerType = parameters["formerType"]?.string.flatMap(PropertyType.init)
            else { return nil }
            self = .rewriting(
                Rewriting(key: key, type: type, formerType: formerType, isArchived: isArchived)
            )
        case .mergeTags, .deleteTag:
            guard let id = parameters["tag"]?.string.flatMap({ TagID($0) }) else { return nil }
            self = .tag(id, into: parameters["into"]?.string.flatMap { TagID($0) })
        }
    }
}
