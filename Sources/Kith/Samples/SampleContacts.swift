import Domain
import Foundation

/// Makes up contacts for the demo, the same ones each time but for their dates.
struct SampleContacts {
    private let now: Instant
    private var state: UInt64 = 20_261_121

    init(now: Instant) {
        self.now = now
    }

    private static let korean = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임"]
    private static let koreanGiven = ["민준", "서연", "도윤", "지우", "하준", "서현", "지호", "하은", "현우", "수빈"]
    private static let given = ["Ada", "Grace", "Linus", "Mary", "José", "Zoë", "Jürgen", "Anna", "Ken", "Ruth"]
    private static let family = ["Smith", "Müller", "García", "Tanaka", "Nguyen", "Rossi", "Kowalski", "Silva"]
    private static let countries = [
        ("KR", "+8210", "Seoul"), ("US", "+1415555", "San Francisco"), ("DE", "+49151", "Berlin"),
    ]
    private static let plans = ["free", "free", "free", "basic", "basic", "pro", "enterprise"]
    private static let tags = ["vip", "newsletter", "trial", "product/shoes", "product/bags", "churned", "재구매"]
    private static let companies = ["", "", "Hanbit Labs", "Nova Trading", "Blue Studio", "Vertex Foods"]

    mutating func csv(count: Int) -> Data {
        var lines = [
            "memberId,name,email,mobileNumber,country,city,tags,lastSeenAt,createdAt,sessionsCount,plan,company,lifetimeValue"
        ]
        lines.reserveCapacity(count + 1)
        for number in 1...count {
            lines.append(line(number))
        }
        return Data(lines.joined(separator: "\n").utf8)
    }

    private mutating func line(_ number: Int) -> String {
        let (country, prefix, city) = pick(Self.countries)
        let name =
            country == "KR" ? pick(Self.korean) + pick(Self.koreanGiven) : "\(pick(Self.given)) \(pick(Self.family))"
        let seen = now - Int64(below(400 * 86_400)) * 1_000
        let created = seen - Int64(below(700 * 86_400)) * 1_000
        let tags = Set((0..<below(4)).map { _ in pick(Self.tags) }).sorted().joined(separator: ",")
        return [
            "demo-\(number)", name, "contact\(number)@example.com",
            "\(prefix)\(String(10_000_000 + below(90_000_000)).prefix(country == "US" ? 4 : 8))", country, city,
            "\"\(tags)\"", seen.description, created.description, "\(1 + below(60))", pick(Self.plans),
            pick(Self.companies), "\(below(1_000)).\(10 + below(90))",
        ].joined(separator: ",")
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// A number by SplitMix64, so that the demo looks alike everywhere.
    private mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
