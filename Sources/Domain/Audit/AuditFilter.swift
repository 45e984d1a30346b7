/// Which entries of the audit log are asked for: those that everything given is true of.
package struct AuditFilter: Hashable, Sendable {
    package var actor: Actor?
    package var action: AuditEntry.Action?
    package var subject: String?
    /// The earliest moment, included.
    package var from: Instant?
    /// The latest moment, left out.
    package var to: Instant?

    package init(
        actor: Actor? = nil,
        action: AuditEntry.Action? = nil,
        subject: String? = nil,
        from: Instant? = nil,
        to: Instant? = nil
    ) {
        self.actor = actor
        self.action = action
        self.subject = subject
        self.from = from
        self.to = to
    }
}
