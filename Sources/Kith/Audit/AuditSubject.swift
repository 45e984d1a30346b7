import Domain

/// How the audit log names what something was done to: its kind and its id.
extension Identifier<Manager> {
    var subject: String { "manager:\(self)" }
}

extension Identifier<Role> {
    var subject: String { "role:\(self)" }
}

extension Identifier<Key> {
    var subject: String { "key:\(self)" }
}

extension Identifier<Organization> {
    var subject: String { "organization:\(self)" }
}
