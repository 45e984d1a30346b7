import Domain
import Testing

@Suite("A contact")
struct ContactTests {
    private func contact(_ profile: [String: Value] = [:]) -> Contact {
        Contact(
            id: ContactID(rawValue: 33),
            kind: .lead,
            profile: profile,
            enteredAt: Instant(milliseconds: 0)
        )
    }

    @Test("the shown name is the first that is known")
    func showsName() throws {
        var contact = contact()
        #expect(contact.shownName == "Visitor 0011")
        contact.memberID = try MemberID("m-1")
        #expect(contact.shownName == "m-1")
        contact.profile[ProfileKey.mobileNumber] = .text("+821012345678")
        #expect(contact.shownName == "+821012345678")
        contact.profile[ProfileKey.email] = .text("ada@example.com")
        #expect(contact.shownName == "ada@example.com")
        contact.profile[ProfileKey.lastName] = .text("Lovelace")
        #expect(contact.shownName == "Lovelace")
        contact.profile[ProfileKey.firstName] = .text("Ada")
        #expect(contact.shownName == "Ada Lovelace")
        contact.profile[ProfileKey.name] = .text("Countess")
        #expect(contact.shownName == "Countess")
    }

    @Test("booleans and counts of built-in keys always have a value, others only when recorded")
    func hasInitialValues() {
        let contact = contact()
        for key in BuiltInKey.allCases {
            switch key.type {
            case .boolean: #expect(contact[key] == .boolean(false))
            case .number: #expect(contact[key] == .number(0))
            default: #expect((contact[key] != nil) == (key == .id || key == .kind), "\(key)")
            }
        }
    }

    @Test("keys that have a place of their own are read from it")
    func readsPlaces() throws {
        var contact = contact()
        contact.kind = .member
        contact.memberID = try MemberID("m-1")
        contact.importTags = ["spring"]
        contact.facts[.sessionsCount] = .number(3)
        contact.profile["plan"] = .text("pro")
        #expect(contact[.id] == .text("0000000000011"))
        #expect(contact[.member] == .boolean(true))
        #expect(contact[.kind] == .text("member"))
        #expect(contact[.memberId] == .text("m-1"))
        #expect(contact[.userImportTags] == .list(["spring"]))
        #expect(contact[.builtIn(.sessionsCount)] == .number(3))
        #expect(contact[.profile("plan")] == .text("pro"))
        #expect(contact[.profile("plans")] == nil)
        #expect(contact[.tags] == nil)
    }
}
