/// What a trusted source (a manager, a server's key, an import, a verified webhook) says of one person.
package struct Arrival: Hashable, Sendable {
    package var memberID: MemberID?
    package var email: EmailAddress?
    /// E.164.
    package var phone: String?
    /// Whether the numbering plan knows the phone.
    package var isPhoneQualified: Bool
    /// The digest by which a row with a name alone is known again.
    package var rowDigest: String?
    /// Values of properties; an absent key says nothing.
    package var profile: [String: Value]
    /// What a former system recorded, taken only into contacts that come to be.
    package var history: [BuiltInKey: Value]
    /// The opt-outs that the person has made; those not named stay as they are.
    package var optOuts: Set<BuiltInKey>
    package var tags: [TagName]

    package init(
        memberID: MemberID? = nil,
        email: EmailAddress? = nil,
        phone: String? = nil,
        isPhoneQualified: Bool = false,
        rowDigest: String? = nil,
        profile: [String: Value] = [:],
        history: [BuiltInKey: Value] = [:],
        optOuts: Set<BuiltInKey> = [],
        tags: [TagName] = []
    ) {
        self.memberID = memberID
        self.email = email
        self.phone = phone
        self.isPhoneQualified = isPhoneQualified
        self.rowDigest = rowDigest
        self.profile = profile
        self.history = history
        self.optOuts = optOuts
        self.tags = tags
    }

    /// What it says that a contact does not know yet: values that are there stay.
    package func adding(to contact: Contact) -> Arrival {
        var rest = self
        rest.profile = profile.filter { contact.profile[$0.key] == nil }
        if rest.profile[ProfileKey.email] == nil {
            rest.email = nil
        }
        if rest.profile[ProfileKey.mobileNumber] == nil {
            rest.phone = nil
        }
        return rest
    }

    /// What may lead to a contact, the strongest first.
    package var identities: [Identity] {
        [
            memberID.map { Identity(.memberID, $0.text) },
            email.map { Identity(.email, $0.key) },
            phone.map { Identity(.phone, $0) },
            rowDigest.map { Identity(.importedRow, $0) },
        ].compactMap(\.self)
    }
}
