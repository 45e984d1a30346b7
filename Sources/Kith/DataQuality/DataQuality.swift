package import Domain
import Stores

extension Kith {
    package var dataQuality: DataQuality { DataQuality(kith: self) }
}

/// What of an organization's contacts wants mending.
package struct DataQualityReport: Sendable {
    /// Something that a filter finds.
    package struct Finding: Sendable {
        package enum Kind: String, CaseIterable, Sendable {
            case unverifiedEmails
            case unverifiedPhones
            /// Contacts unheard of for a year.
            case unheardOf
            case withoutName
        }

        package let kind: Kind
        /// The filter that finds them.
        package let filter: String
        package let count: Int
    }

    package let findings: [Finding]
    /// How many contacts have an e-mail that cannot be one, and the first of them.
    package let invalidEmails: (count: Int, first: [ContactID])
    package let companies: [CompanySpellings]
}

/// Verbs about the quality of what is known of contacts.
package struct DataQuality: Sendable {
    private static let mostNamed = 100
    private static let mostCompanies = 50

    let kith: Kith

    package func report(by caller: Caller) async throws -> DataQualityReport {
        try caller.require(.seeContacts)
        var findings: [DataQualityReport.Finding] = []
        for kind in DataQualityReport.Finding.Kind.allCases {
            let count = try await kith.contacts.count(ContactQuestion(filter: kind.filter), by: caller)
            findings.append(.init(kind: kind, filter: kind.filter, count: count))
        }
        let (invalid, companies) = try await kith.read { connection in
            let store = SameValueStore(caller.organization, connection)
            var invalid = (count: 0, first: [ContactID]())
            try store.forEachUnverifiedEmail { id, email in
                if (try? EmailAddress(email)) == nil {
                    invalid.count += 1
                    if invalid.first.count < Self.mostNamed { invalid.first.append(id) }
                }
            }
            return (invalid, try store.companies())
        }
        return DataQualityReport(
            findings: findings,
            invalidEmails: invalid,
            companies: CompanySpellings.all(in: companies, most: Self.mostCompanies)
        )
    }
}

extension DataQualityReport.Finding.Kind {
    fileprivate var filter: String {
        switch self {
        case .unverifiedEmails: "profile.email is not empty and emailQualified = false"
        case .unverifiedPhones: "profile.mobileNumber is not empty and mobileNumberQualified = false"
        case .unheardOf: "lastActivityAt not within last 1y and createdAt not within last 1y"
        case .withoutName:
            "profile.name is empty and profile.firstName is empty and profile.lastName is empty"
        }
    }
}
