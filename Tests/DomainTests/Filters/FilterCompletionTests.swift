import Domain
import TestSupport
import Testing

@Suite("What can come next in a filter")
struct FilterCompletionTests {
    /// The text up to where the writer is, and the first choices.
    private static let cases: [(text: String, choices: [String])] = [
        ("", ["birthday", "colors"]),
        ("pl", ["plan"]),
        ("PL", ["plan"]),
        ("lastS", ["lastSeenAt", "web.lastSeenAt"]),
        ("Lifetime", ["ltv"]),
        ("seg", ["segment:"]),
        ("ev", ["event("]),
        ("former", []),
        ("nothing-like-it", []),
        // Comparisons.
        ("plan ", ["=", "!=", "in (", "not in ("]),
        ("plan i", ["in (", "is not empty", "is empty"]),
        ("plan not", ["not in (", "not contains", "not starts with"]),
        ("ltv >", [">", ">="]),
        ("ltv <", ["<", "<="]),
        ("tags ", [":", "=", "!="]),
        ("lastSeenAt within", ["within last", "within next"]),
        ("nobody ", []),
        // Values.
        ("plan = ", ["free", "pro", "enterprise", "\"Größe XL\""]),
        ("plan=", ["="]),
        ("plan=p", ["pro", "enterprise"]),
        ("plan = \"gr", ["\"Größe XL\""]),
        ("plan = \"pro\"", []),
        ("plan IN (fr", ["free"]),
        ("plan in ", ["("]),
        ("plan in (free, ", ["free", "pro"]),
        ("plan in (free ", [",", ")"]),
        ("plan not in (free, pro) ", ["and", "or"]),
        ("subscriber = ", ["true", "false"]),
        ("country = K", ["KE", "KG"]),
        ("tags: ", ["\"0\"", "Straße"]),
        ("tags:product", ["product", "product/hats"]),
        ("tags: any(vip, prod", ["product"]),
        ("tags:any( vip ", [",", ")"]),
        ("nickname = ", []),
        ("lastSeenAt within last ", ["1d", "7d", "30d"]),
        ("lastSeenAt within  last 3", ["30d"]),
        ("lastSeenAt within last 7d ", ["and", "or"]),
        ("ltv between 1 ", ["and"]),
        ("ltv between 1 an", ["and"]),
        ("ltv between 1 and 2 ", ["and", "or"]),
        ("segment: big", ["\"Big Pros\"", "\"Big spenders\""]),
        ("segment: \"Not", ["\"Not big\""]),
        // What joins them.
        ("plan = pro ", ["and", "or"]),
        ("plan = pro a", ["and"]),
        ("plan is empty", ["is empty"]),
        ("plan is empty ", ["and", "or"]),
        ("(plan = pro ", ["and", "or", ")"]),
        ("(plan = pro) ", ["and", "or"]),
        ("() ", ["and", "or"]),
        ("not (plan = pro and lt", ["ltv"]),
        ("plan = pro or not (tags: vip) and (sub", ["subscriber"]),
        ("plan = pro and ", ["birthday", "colors"]),
        ("plan = pro) ", []),
        ("event(\"Order Completed\") ", []),
    ]

    @Test("the choices are those that fit, the likeliest first", arguments: cases)
    func choices(text: String, choices: [String]) {
        let found = FilterCompletion(of: text, in: ConditionTable.catalogue).choices.map(\.text)
        #expect(Array(found.prefix(max(choices.count, 1))) == choices, "“\(text)” has \(found)")
    }

    @Test(
        "a choice takes the place of what was begun",
        arguments: [("plan = pr", 7), ("tags: any(vip, \"고객", 15), ("plan i", 5)]
    )
    func start(text: String, start: Int) {
        #expect(FilterCompletion(of: text, in: ConditionTable.catalogue).start == start)
    }

    @Test(
        "every choice at every place of a filter leads to a text that can be written on",
        arguments: (0..<5).map { SplitMix64.seedOfRun &+ $0 }
    )
    func leadsOn(seed: UInt64) async {
        var random = SplitMix64(seed: seed)
        var generator = RandomFilters(seed: seed)
        for _ in 0..<20 { _ = generator.contact() }
        for _ in 0..<100 {
            await Task.yield()
            let text = Array(generator.filter().description.unicodeScalars)
            for length in 0...text.count {
                let begun = Array(text.prefix(length))
                let completion = FilterCompletion(of: Self.string(begun), in: generator.catalogue)
                #expect((0...length).contains(completion.start))
                guard random.chance(0.1), !completion.choices.isEmpty else { continue }
                let choice = random.one(of: completion.choices)
                let written = Self.string(begun.prefix(completion.start)) + choice.text + " "
                #expect(Self.canBeWrittenOn(written), "seed \(seed): “\(Self.string(begun))” with “\(choice.text)”")
            }
        }
    }

    @Test("soup of words is answered, too")
    func readsSoup() {
        var random = SplitMix64(seed: SplitMix64.seedOfRun)
        let words = [
            "plan", "ltv", "tags", "segment", "event", "=", "!=", ">=", "and", "or", "not", "(", ")", ",", "\"", "\\",
            ":",
            "any", "in", "between", "within", "last", "7d", "is", "empty", " ", " ", "\u{301}", "\r\n", "민", "\u{0}",
        ]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in random.one(of: words) }.joined()
            let completion = FilterCompletion(of: text, in: ConditionTable.catalogue)
            #expect((0...text.unicodeScalars.count).contains(completion.start))
        }
    }

    /// Whether a text is the beginning of a filter, or one.
    private static func canBeWrittenOn(_ text: String) -> Bool {
        let open = String(repeating: ")", count: openBrackets(text))
        let ends = ["", "x", "7d", "and x", "and x is empty", "x is empty", "is empty", "1 and 2", "x) = 1"]
        return ends.contains { end in
            // The event's own bracket is closed by the end itself.
            [open, String(open.dropFirst())].contains { (try? FilterExpression(parsing: text + end + $0)) != nil }
        }
    }

    private static func openBrackets(_ text: String) -> Int {
        var (count, isQuoted, isEscaped) = (0, false, false)
        for scalar in text.unicodeScalars {
            switch scalar {
            case _ where isEscaped: isEscaped = false
            case "\\" where isQuoted: isEscaped = true
            case "\"": isQuoted.toggle()
            case "(" where !isQuoted: count += 1
            case ")" where !isQuoted: count -= 1
            default: break
            }
        }
        return max(count, 0)
    }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
