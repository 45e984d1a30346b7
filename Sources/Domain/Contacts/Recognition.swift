/// Which contact a trusted source speaks of: the rules of "Who is who".
///
/// Member id, e-mail and phone select a contact in this order. A weaker one never overrides a stronger one: where the
/// record's member id or e-mail differs from the found contact's own, the record is of somebody else, who keeps the
/// shared e-mail or phone as a value, without identity.
package struct Recognition: Hashable, Sendable {
    /// The contact that is meant, or nil for somebody new.
    package var contact: Contact?
    /// A lead that turns out to be the same person: its e-mail arrives with a member id.
    package var absorbed: Contact?
    /// Who owns an e-mail or a phone that the record names, where that is somebody else.
    package var sharing: [Sharing]

    package struct Sharing: Hashable, Sendable {
        package var owner: ContactID
        package var evidence: DuplicatePair.Evidence
    }

    /// Decides by what the arrival's identities lead to, but for the contact itself where that is known already.
    package init(of arrival: Arrival, as known: Contact? = nil, leadingTo found: (Identity.Kind) -> Contact?) {
        let byMemberID = arrival.memberID == nil ? nil : found(.memberID)
        let byEmail = arrival.email == nil ? nil : found(.email)
        let byPhone = arrival.phone == nil ? nil : found(.phone)
        let byRow = arrival.rowDigest == nil ? nil : found(.importedRow)

        contact =
            known ?? byMemberID
            ?? byEmail.flatMap { arrival.agrees(withMemberIDOf: $0) ? $0 : nil }
            ?? byPhone.flatMap { arrival.agrees(withMemberIDOf: $0) && arrival.agrees(withEmailOf: $0) ? $0 : nil }
            ?? byRow
        sharing = []
        if let byEmail, byEmail.id != contact?.id {
            if arrival.memberID != nil, contact != nil, byEmail.memberID == nil {
                absorbed = byEmail
            } else {
                sharing.append(Sharing(owner: byEmail.id, evidence: .email))
            }
        }
        if let byPhone, byPhone.id != contact?.id, byPhone.id != absorbed?.id {
            sharing.append(Sharing(owner: byPhone.id, evidence: .phone))
        }
    }
}

extension Arrival {
    fileprivate func agrees(withMemberIDOf contact: Contact) -> Bool {
        memberID == nil || contact.memberID == nil || memberID == contact.memberID
    }

    fileprivate func agrees(withEmailOf contact: Contact) -> Bool {
        guard let email, let theirs = contact.email else { return true }
        return email.key == theirs.folded()
    }
}
