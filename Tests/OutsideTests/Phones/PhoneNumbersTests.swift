import Domain
import Testing

@testable import Outside

@Suite("Phone numbers")
struct PhoneNumbersTests {
    private let phones = PhoneNumbers()

    @Test(
        "any spelling of a number is that number",
        arguments: [
            ("010-1234-5678", "KR", "+821012345678"), ("+82 10 1234 5678", "", "+821012345678"),
            ("+82 10 1234 5678", "US", "+821012345678"), ("01012345678", "kr", "+821012345678"),
            ("1012345678", "KR", "+821012345678"), ("+82 (0)10-1234-5678", "JP", "+821012345678"),
            ("０１０－１２３４－５６７８", "KR", "+821012345678"), ("+٨٢١٠١٢٣٤٥٦٧٨", "", "+821012345678"),
            ("\u{202A}+82 10\u{A0}1234\u{2011}5678\u{202C}", "", "+821012345678"),
            ("tel:+82-10-1234-5678", "", "+821012345678"),
            ("0082 10 1234 5678", "KR", "+821012345678"), ("00821012345678", "DE", "+821012345678"),
            ("010.1234.5678", "KR", "+821012345678"), (" 010 1234 5678\n", "KR", "+821012345678"),
            ("02-312-3456", "KR", "+8223123456"), ("1588-1234", "KR", "+8215881234"),
            ("(415) 555-2671", "US", "+14155552671"), ("1-415-555-2671", "CA", "+14155552671"),
            ("+1 (415) 555‑2671", "KR", "+14155552671"), ("020 7946 0958", "GB", "+442079460958"),
            ("+44 (0)20 7946 0958", "", "+442079460958"), ("０９０ー１２３４ー５６７８", "JP", "+819012345678"),
            ("06 12 34 56 78", "FR", "+33612345678"), ("8 (912) 345-67-89", "RU", "+79123456789"),
            ("02 1234 5678", "IT", "+390212345678"), ("030/1234567", "DE", "+49301234567"),
        ]
    )
    func spellings(text: String, country: String, e164: String) {
        #expect(phones.read(text, country: country) == .number(e164: e164, qualified: true))
    }

    @Test(
        "a number of possible length that the plan does not know is kept, unqualified",
        arguments: [
            ("010-0000-0000", "KR", "+821000000000"), ("+1 555 555 5555", "", "+15555555555"),
            ("03-0000-0000", "JP", "+81300000000"),
        ]
    )
    func unqualified(text: String, country: String, e164: String) {
        #expect(phones.read(text, country: country) == .number(e164: e164, qualified: false))
    }

    @Test(
        "what cannot be a number is refused, and says why",
        arguments: [
            ("", "KR", PhoneProblem.empty), ("  - ", "KR", .empty), ("+", "KR", .empty),
            ("call me", "KR", .letters("c")), ("010-1234-567a", "KR", .letters("a")),
            ("1-800-FLOWERS", "US", .letters("F")),
            ("010-1234-5678 (mom)", "KR", .letters("m")), ("없음", "KR", .letters("없")), ("*123#", "KR", .letters("*")),
            ("anna@example.com", "KR", .letters("a")), ("010+1234", "KR", .letters("+")),
            ("02-312-3456 x12", "KR", .extension), ("+1 415 555 2671 ext. 12", "", .extension),
            ("415-555-2671 #3", "US", .extension), ("02-312-3456 내선 12번", "KR", .extension),
            ("+14155552671,,123", "", .extension), ("tel:+14155552671;ext=5", "", .extension),
            ("8.21012E+11", "KR", .shortenedBySpreadsheet), ("8,21012e11", "KR", .shortenedBySpreadsheet),
            ("010-1234-5678", "", .noCountry), ("010-1234-5678", "ZZ", .noCountry),
            ("010-1234-5678", "Korea", .noCountry),
            ("+999 1234 5678", "KR", .unknownCountryCode), ("+0 10 1234 5678", "KR", .unknownCountryCode),
            ("1", "KR", .tooShort), ("+82 1", "", .tooShort), ("12", "KR", .tooShort), ("415 555", "US", .tooShort),
            ("555-2671", "US", .noAreaCode), ("010-1234-5678-1234-5678", "KR", .tooLong),
            ("+1 415 555 26711", "", .tooLong),
            ("010-1234-5678 / 010-2345-6789 / 010-3456-7890", "KR", .tooLong), ("+45 1234567", "", .tooShort),
        ]
    )
    func refused(text: String, country: String, problem: PhoneProblem) {
        #expect(phones.read(text, country: country) == .refused(problem))
    }

    @Test("every refusal is a sentence that helps")
    func sentences() {
        let problems: [PhoneProblem] = [
            .empty, .letters("x"), .extension, .shortenedBySpreadsheet, .noCountry, .unknownCountryCode, .noAreaCode,
            .tooShort, .tooLong, .wrongLength,
        ]
        for problem in problems {
            #expect(problem.description.hasSuffix("."))
            #expect(problem.description.count < 130)
        }
        #expect(Set(problems.map(\.description)).count == problems.count)
    }

    @Test("a number in E.164 is read as itself whatever the country")
    func stable() {
        for text in ["+821012345678", "+14155552671", "+390212345678", "+442079460958", "+5511912345678"] {
            for country in ["", "KR", "US", "IT", "BR"] {
                #expect(phones.read(text, country: country) == .number(e164: text, qualified: true))
            }
        }
    }

    @Test("many threads read at once")
    func threads() async {
        await withTaskGroup(of: Int.self) { group in
            for start in 0..<8 {
                group.addTask { [phones] in
                    (0..<500).count { offset in
                        let line = String(10_000_000 + start * 1000 + offset)
                        let read = phones.read("010" + line, country: "KR")
                        return read == .number(e164: "+8210" + line, qualified: true)
                    }
                }
            }
            for await count in group {
                #expect(count == 500)
            }
        }
    }

    @Test("the quick way reads what the library's parser reads, in each of its countries")
    func quickWay() {
        let plans = [
            ("KR", "82", "0"), ("JP", "81", "0"), ("US", "1", ""), ("GB", "44", "0"), ("DE", "49", "0"),
            ("FR", "33", "0"),
            ("CN", "86", "0"), ("IN", "91", "0"), ("VN", "84", "0"), ("AE", "971", "0"), ("AU", "61", "0"),
            ("ES", "34", ""),
            ("BR", "55", "0"), ("RU", "7", "8"), ("TW", "886", "0"), ("SG", "65", ""), ("TH", "66", "0"),
            ("ID", "62", "0"),
            ("HK", "852", ""), ("NL", "31", "0"), ("PH", "63", "0"), ("MY", "60", "0"),
        ]
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        for (country, code, trunk) in plans {
            var qualified = 0
            for _ in 0..<1500 {
                let length = Int.random(in: 7...11, using: &random)
                let digits = (0..<length).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
                for text in ["+\(code)\(digits)", trunk + digits] {
                    let quick = phones.read(text, country: country)
                    #expect(quick == phones.parse(text, country: country), "\(text) in \(country), seed \(seed)")
                    if case .number(_, true) = quick { qualified += 1 }
                }
            }
            #expect(qualified > 20, "\(country)")
        }
    }
}

/// A small generator that repeats: SplitMix64.
private struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
