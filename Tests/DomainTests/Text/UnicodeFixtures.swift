import Testing

/// Reads `41_301` as scalars.
func scalars(hexadecimal text: some StringProtocol) throws -> [Unicode.Scalar] {
    try text.split(separator: "_").map { part in
        try #require(UInt32(part, radix: 16).flatMap { Unicode.Scalar($0) })
    }
}

func view(_ scalars: [Unicode.Scalar]) -> String.UnicodeScalarView {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return view
}

extension CaseFoldingFixture {
    /// The fixture by scalar.
    static func table() throws -> [UInt32: [Unicode.Scalar]] {
        var table: [UInt32: [Unicode.Scalar]] = [:]
        for run in runs.split(whereSeparator: \.isWhitespace) {
            let match = try #require(run.wholeMatch(of: /([0-9A-F]+)-([0-9A-F]+)\/([0-9A-F]+)([+-])([0-9A-F]+)/))
            let first = try #require(UInt32(match.1, radix: 16))
            let last = try #require(UInt32(match.2, radix: 16))
            let step = try #require(UInt32(match.3, radix: 16))
            let delta = try #require(UInt32(match.5, radix: 16))
            for value in stride(from: first, through: last, by: Int(step)) {
                let folded = match.4 == "+" ? value + delta : value - delta
                table[value] = [try #require(Unicode.Scalar(folded))]
            }
        }
        for expansion in expansions.split(whereSeparator: \.isWhitespace) {
            let sides = try expansion.split(separator: "=").map { try scalars(hexadecimal: $0) }
            table[sides[0][0].value] = sides[1]
        }
        return table
    }
}

/// A small generator that repeats: SplitMix64.
struct SeededRandom: RandomNumberGenerator {
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
