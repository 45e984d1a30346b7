package import Domain

extension Instant {
    /// ISO 8601 in UTC, always with milliseconds: of one length, so that texts sort like moments.
    package var json: JSON {
        let text = description
        return .string(milliseconds % 1_000 == 0 ? text.dropLast() + ".000Z" : text)
    }
}

extension Identifier {
    package var json: JSON { .string(description) }
}

extension Value {
    /// The value as the API says it: moments as text, all else as it is stored.
    package var apiJSON: JSON {
        if case .datetime(let instant) = self { instant.json } else { json }
    }
}
