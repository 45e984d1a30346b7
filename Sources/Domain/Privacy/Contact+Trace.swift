extension Contact {
    /// What stays of a person who is made anonymous: an anonymous contact under another id, of which nobody can say whose
    /// it was.
    ///
    /// Of times their day alone, as a moment is known elsewhere, too.
    package func trace(as id: ContactID, in zone: Zone) -> Contact {
        var trace = Contact(id: id, kind: .anonymous, enteredAt: zone.noon(of: enteredAt))
        for key in [BuiltInKey.country, .language] { trace.facts[key] = facts[key] }
        for key in [BuiltInKey.createdAt, .lastSeenAt] {
            if case .datetime(let moment)? = facts[key] { trace.facts[key] = .datetime(zone.noon(of: moment)) }
        }
        return trace
    }
}

extension Zone {
    /// Noon of the day that a clock in this zone shows.
    package func noon(of instant: Instant) -> Instant {
        start(of: day(of: instant)) + Self.millisecondsPerDay / 2
    }
}
