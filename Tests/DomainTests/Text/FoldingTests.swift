import Testing

@testable import Domain

@Suite("Folding")
struct FoldingTests {
    @Test(
        "text compares as case folding says, in every locale alike",
        arguments: [
            ("", ""), ("anna", "anna"), ("ANNA Smith@Example.COM", "anna smith@example.com"),
            ("STRASSE", "strasse"), ("Straße", "strasse"), ("STRAẞE", "strasse"),
            ("İstanbul", "i\u{307}stanbul"), ("ISPARTA ı", "isparta ı"),
            ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("Σίσυφος", "σίσυφοσ"), ("ᾳ", "αι"), ("ᾼ", "αι"), ("ﬃ", "ffi"), ("ŉ", "ʼn"),
            ("ИВАН Ёлкин", "иван ёлкин"), ("Կարեն ԵՒ և", "կարեն եւ եւ"),
            ("김철수", "김철수"), ("田中 太郎", "田中 太郎"), ("ｶﾅ", "ｶﾅ"), ("ガ", "ガ"), ("ＡＢＣ１２", "ａｂｃ１２"),
            ("Ꮳꮃꭹ", "ᏣᎳᎩ"), ("ᏸ", "Ᏸ"), ("Nguyễn THỊ", "nguyễn thị"), ("𐐀", "𐐨"), ("👩‍💻 A", "👩‍💻 a"), ("K Å Ω", "k å ω"),
        ]
    )
    func folds(text: String, expected: String) {
        #expect(Array(text.folded().unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("text that came decomposed folds as the same text composed")
    func decomposed() {
        let name = "\u{1100}\u{1175}\u{11B7}\u{110E}\u{1165}\u{11AF}\u{1109}\u{116E}"
        #expect(Array(name.folded().unicodeScalars) == Array("김철수".unicodeScalars))
        #expect(Array("JU\u{308}RGEN".folded().utf8) == Array("jürgen".utf8))
        #expect(Array("カ\u{3099}".folded().utf8) == Array("ガ".utf8))
    }

    @Test("folds each scalar as Python does, and newer ones as their own properties say")
    func everyScalar() throws {
        let expected = try CaseFoldingFixture.table()
        #expect(expected.count == 1530)
        var wrong: [String] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let folded = Array(Folding.foldedScalars(of: scalar))
            if let age = scalar.properties.age, age.major <= 14 {
                if folded != expected[value] ?? [scalar] { wrong.append(String(value, radix: 16)) }
            } else if (folded != [scalar]) != scalar.properties.changesWhenCaseFolded {
                wrong.append(String(value, radix: 16))
            }
        }
        #expect(wrong == [])
    }

    @Test("the quick way says for each scalar, alone and between others, what the thorough way says")
    func quickAgreesScalarByScalar() {
        var wrong: [String] = []
        var quick = 0
        for value in UInt32(0x80)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "A\(scalar)\(scalar)b"
            if let folded = quickly(text) {
                quick += 1
                if folded.unicodeScalars.elementsEqual(Folding.thorough(text).unicodeScalars) == false {
                    wrong.append(String(value, radix: 16))
                }
            }
        }
        #expect(wrong == [])
        #expect(quick > 40_000)
    }

    @Test("the quick way agrees with the thorough way on random text, and folding twice changes nothing more")
    func randomText() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let marks =
            "\u{301}\u{308}\u{323}\u{327}\u{345}\u{3099}\u{11A8}\u{1161}\u{94D}\u{93C}\u{E38}\u{E48}\u{F73}\u{F71}"
        let scalars = Array((marks + "aAzZßıİſΣςЖёが각가अกﾞＡ𐐀é").unicodeScalars)
        for _ in 0..<20_000 {
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...7, using: &random) {
                if let scalar = scalars.randomElement(using: &random) { view.append(scalar) }
            }
            let text = String(view)
            let thorough = Folding.thorough(text)
            let folded = text.folded()
            if !folded.unicodeScalars.elementsEqual(thorough.unicodeScalars)
                || !folded.folded().unicodeScalars.elementsEqual(folded.unicodeScalars)
            {
                Issue.record("\(text.debugDescription) folds unevenly; seed \(seed)")
                return
            }
        }
    }

    @Test("composes as Python does")
    func composition() throws {
        for line in CompositionFixture.cases.split(whereSeparator: \.isWhitespace) {
            let sides = try line.split(separator: "=").map { try scalars(hexadecimal: $0) }
            #expect(Array(String(view(sides[0])).composed().unicodeScalars) == sides[1], "\(line)")
        }
    }

    @Test("finds NUL")
    func nul() {
        #expect("a\0b".containsNUL)
        #expect(!"ab".containsNUL)
        #expect("A\0É".folded() == "a\0é")
    }

    private func quickly(_ text: String) -> String? {
        switch Folding.quick(text) {
        case .unchanged: text
        case .changed(let folded): folded
        case .unsure: nil
        }
    }
}

extension Folding {
    fileprivate static func quick(_ text: String) -> Quick {
        var text = text
        return text.withUTF8 { quick($0) }
    }
}
