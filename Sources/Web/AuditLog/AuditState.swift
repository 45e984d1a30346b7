import Domain

/// Which entries of the audit log a page is about, as its address has it.
package struct AuditState: Hashable, Sendable {
    var actor = ""
    var action = ""
    var subject = ""
    /// Days of the organization, such as `2026-11-21`; the last one is included.
    var from = ""
    var to = ""

    package init() {}

    init(_ parameters: [String: String]) {
        actor = parameters["actor"] ?? ""
        action = parameters["action"] ?? ""
        subject = parameters["subject"] ?? ""
        from = parameters["from"] ?? ""
        to = parameters["to"] ?? ""
    }

    init(subject: String) {
        self.subject = subject
    }

    var parameters: [(String, String?)] {
        [("actor", actor), ("action", action), ("subject", subject), ("from", from), ("to", to)]
            .map { ($0, $1.isEmpty ? nil : $1) }
    }

    var isNarrowed: Bool { self != AuditState() }

    /// What the page cannot make sense of is left out, as a link may be old.
    func filter(in zone: Zone) -> AuditFilter {
        AuditFilter(
            actor: Actor(actor),
            action: AuditEntry.Action(rawValue: action),
            subject: subject.isEmpty ? nil : subject,
            from: Day(text: from).map { zone.start(of: $0) },
            to: Day(text: to).map { zone.end(of: $0) }
        )
    }
}

extension Day {
    fileprivate init?(text: String) {
        guard case .day(let day)? = TimeText(text) else { return nil }
        self = day
    }
}
