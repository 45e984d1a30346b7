/// What somebody signed in with, by what it called itself: a browser and a system, or a program.
///
/// Whoever signs in writes that text, so it proves nothing; only names known here, or of plain letters, come of it.
struct SignInDevice: Hashable, Sendable {
    let browser: String?
    let system: String?

    init(_ userAgent: String?) {
        let text = userAgent ?? ""
        let known = Self.browsers.first { text.contains($0.sign) }?.name
        browser = known ?? Self.program(text)
        system = Self.systems.first { text.contains($0.sign) }?.name
    }

    func name(in words: Words) -> String {
        switch (browser, system) {
        case (let browser?, let system?): words("account.device", ["browser": browser, "system": system])
        case (let name?, nil), (nil, let name?): name
        case (nil, nil): words["account.device.unknown"]
        }
    }

    /// Most call themselves Chrome and Safari as well, so those come last.
    private static let browsers: [(sign: String, name: String)] = [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"), ("Vivaldi/", "Vivaldi"),
        ("SamsungBrowser/", "Samsung Internet"), ("Whale/", "Whale"), ("KAKAOTALK", "KakaoTalk"), ("NAVER(", "NAVER"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]

    private static let systems: [(sign: String, name: String)] = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
        ("Windows", "Windows"), ("Macintosh", "Mac"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
    ]

    private static let longestProgram = 40

    /// Such as `curl` of `curl/8.5.0`.
    private static func program(_ text: String) -> String? {
        let name = text.prefix { $0 != "/" && $0 != " " }
        let isPlain = name.utf8.allSatisfy { byte in
            byte < 128 && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        }
        guard isPlain, (1...longestProgram).contains(name.utf8.count), name != "Mozilla" else { return nil }
        return String(name)
    }
}
