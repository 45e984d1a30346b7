import Domain
import Foundation
import Stores
import TestSupport
import Testing

@Suite("Search in SQL means what the reference means")
struct SearchSQLTests {
    @Test("words, parts of words, phones in any spelling", arguments: TestEngine.allCases)
    func search(_ kind: TestEngine) async throws {
        let vip = Tag(id: TagID(rawValue: 7), name: try TagName("VIP/Gold"))
        let catalogue = Catalogue(tags: [vip])
        let ada = contact(1, ["name": "Ada Smith", "email": "Ada@Example.com", "mobileNumber": "+821012345678"], [vip.id])
        let minjun = contact(2, ["name": "김민준", "company": "Straße & Söhne"], [])
        let expected: [(String, Set<ContactID>)] = [
            ("", [ada.id, minjun.id]),
            ("ada", [ada.id]),
            ("SMITH example", [ada.id]),
            ("ada 민준", []),
            ("민준", [minjun.id]),
            ("준", [minjun.id]),
            ("010-1234-5678", [ada.id]),
            ("+82 10 1234 5678", [ada.id]),
            ("1234", [ada.id]),
            ("gold", [ada.id]),
            ("vip/g smith", [ada.id]),
            ("STRASSE", [minjun.id]),
            ("%", []),
            ("_", []),
            ("'; DROP TABLE contacts; --", []),
        ]
        try await withEngine(kind) { engine in
            let organization = try await StoredOrganization(engine)
            try await organization.insert([(ada, []), (minjun, [])])
            for (text, matches) in expected {
                #expect(try await organization.ids(.everybody, search: text, in: catalogue) == matches, "\(text)")
                let reference = [ada, minjun].filter { Search(text).matches($0, in: catalogue) }
                #expect(Set(reference.map(\.id)) == matches, "\(text)")
            }
        }
    }

    private func contact(_ id: Int64, _ texts: [String: String], _ tags: Set<TagID>) -> Contact {
        Contact(
            id: ContactID(rawValue: id),
            kind: .lead,
            tags: tags,
            profile: texts.mapValues(Value.text),
            enteredAt: Instant(milliseconds: 0)
        )
    }
}
