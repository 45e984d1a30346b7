import Foundation

/// Random numbers that a seed decides: the same everywhere and for ever (Steele, Lea and Flood 2014).
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The seed of this run: what `KITH_TEST_SEED` says, else a new one. A test prints it.
    package static let seedOfRun: UInt64 =
        ProcessInfo.processInfo.environment["KITH_TEST_SEED"].flatMap { UInt64($0) } ?? .random(in: 1...999_999_999)

    /// Whether something of a probability happens.
    package mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &self) < probability
    }

    /// One of several things, of which there must be one.
    package mutating func one<Element>(of elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    mutating func some<Element>(of elements: [Element], atMost limit: Int) -> [Element] {
        let count = Int.random(in: 0...min(limit, elements.count), using: &self)
        return Array(elements.shuffled(using: &self).prefix(count))
    }
}
