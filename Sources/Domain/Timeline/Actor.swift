/// Who or what did something, as the timeline and the audit log keep it.
package enum Actor: Hashable, Sendable {
    /// A manager who was signed in.
    case manager(ManagerID)
    /// A program with a key.
    case key(KeyID)
    /// Whoever runs the command line on the machine itself.
    case console
    /// The person whom a contact is about.
    case contact(ContactID)
    /// Kith itself, for what follows from a rule (retention, unification).
    case kith
}

extension Actor: LosslessStringConvertible {
    /// The stored form, such as `manager:06J3Q8X5M2K40`.
    package var description: String {
        switch self {
        case .manager(let id): "manager:\(id)"
        case .key(let id): "key:\(id)"
        case .console: "console"
        case .contact(let id): "contact:\(id)"
        case .kith: "kith"
        }
    }

    package init?(_ description: String) {
        let parts = description.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("manager", 2):
            guard let id = ManagerID(parts[1]) else { return nil }
            self = .manager(id)
        case ("key", 2):
            guard let id = KeyID(parts[1]) else { return nil }
            self = .key(id)
        case ("contact", 2):
            guard let id = ContactID(parts[1]) else { return nil }
            self = .contact(id)
        case ("console", 1): self = .console
        case ("kith", 1): self = .kith
        default: return nil
        }
    }
}
