/// A sign that a person is on the company's website or in its app.
package struct Touch: Hashable, Sendable {
    package enum Platform: String, CaseIterable, Hashable, Sendable {
        case web
        case mobile
    }

    package let platform: Platform
    package let at: Instant
    /// What it says of the person's device and place: keys of `Platform.facts`.
    package let facts: [BuiltInKey: Value]

    package init(_ platform: Platform, at: Instant, facts: [BuiltInKey: Value] = [:]) {
        self.platform = platform
        self.at = at
        self.facts = facts
    }

    /// A session is over after so many milliseconds without a sign.
    package static let sessionTimeout: Int64 = 30 * 60_000
}

extension Touch.Platform {
    /// The keys that a sign from here can say, beside its time.
    package var facts: [BuiltInKey] {
        switch self {
        case .web: Self.ofPlace + [.webBrowser, .webBrowserName, .webOS, .webOSName, .webDevice]
        case .mobile: Self.ofPlace + [.mobileOS, .mobileOSName, .mobileDevice, .mobileAppName, .mobileAppVersion]
        }
    }

    fileprivate static let ofPlace: [BuiltInKey] = [.language, .country, .city, .timeZone]

    fileprivate var lastSeen: BuiltInKey {
        switch self {
        case .web: .webLastSeenAt
        case .mobile: .mobileLastSeenAt
        }
    }

    fileprivate var sessions: BuiltInKey {
        switch self {
        case .web: .webSessionsCount
        case .mobile: .mobileSessionsCount
        }
    }
}

extension Contact {
    /// The contact once it was there: on the website and in the app it has sessions of their own, which add up.
    ///
    /// A sign that comes late changes nothing: newer ones are known, and whether it began a session is not.
    package func touched(by touch: Touch) -> Contact {
        let platform = touch.platform
        let last = moment(platform.lastSeen)
        guard last.map({ $0 < touch.at }) ?? true else { return self }
        var touched = self
        let isNewest = moment(.lastSeenAt).map { $0 <= touch.at } ?? true
        for (key, value) in touch.facts where isNewest || !Touch.Platform.ofPlace.contains(key) {
            touched.facts[key] = value
        }
        touched.facts[platform.lastSeen] = .datetime(touch.at)
        for key in [BuiltInKey.lastSeenAt, .lastActivityAt] {
            touched.facts[key] = .datetime(max(moment(key) ?? touch.at, touch.at))
        }
        if last.map({ touch.at.milliseconds - $0.milliseconds > Touch.sessionTimeout }) ?? true {
            for key in [BuiltInKey.sessionsCount, platform.sessions] {
                touched.facts[key] = .number(count(key) + 1)
            }
        }
        return touched
    }

    private func moment(_ key: BuiltInKey) -> Instant? {
        if case .datetime(let instant)? = facts[key] { instant } else { nil }
    }

    private func count(_ key: BuiltInKey) -> Double {
        if case .number(let count)? = facts[key] { count } else { 0 }
    }
}
