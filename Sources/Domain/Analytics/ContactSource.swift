/// How a contact came to be, as the first entry of its timeline says that made it.
package enum ContactSource: String, CaseIterable, Hashable, Sendable {
    /// A manager wrote it down.
    case manager
    /// A file brought it.
    case imported = "import"
    /// A program sent it.
    case api
    /// The command line.
    case console
    /// Kith itself.
    case kith
    /// Its timeline does not say.
    case unknown

    /// Nil for events that make nobody.
    package init?(_ event: TimelineEvent) {
        switch event.kind {
        case .imported: self = .imported
        case .created:
            switch event.actor {
            case .manager: self = .manager
            case .key: self = .api
            case .console: self = .console
            case .kith: self = .kith
            case .contact: self = .unknown
            }
        case .changed, .unified, .merged, .tracked: return nil
        }
    }
}
