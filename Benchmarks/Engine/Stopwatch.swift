import Domain

/// Asks a question again and again, as `Benchmarks/Peers/measure.py` does, and prints how long it took.
enum Stopwatch {
    /// A question below this many milliseconds is asked often, a slower one seldom.
    private static let quick = 100.0
    private static let quickBudget = 3_000.0
    private static let runs = 30...1_000

    /// The body gives the count and, of a page, its contacts. It must answer the same each time, whatever was done
    /// `before`, which is not measured.
    static func measure(
        _ question: String,
        before prepare: () -> Void = {},
        _ ask: () throws -> (count: Int, page: [ContactID]?)
    ) throws {
        let clock = ContinuousClock()
        let expected = try ask()
        let once = try clock.measure { _ = try ask() }.milliseconds
        let count = once < quick ? min(runs.upperBound, max(runs.lowerBound, Int(quickBudget / once))) : runs.lowerBound
        var times: [Double] = []
        for _ in 0..<count {
            prepare()
            var answer = expected
            times.append(try clock.measure { answer = try ask() }.milliseconds)
            precondition(answer == expected, "\(question) was answered in two ways")
        }
        Timing(question: question, count: expected.count, times: times).print()
    }
}

/// What is known of one question.
struct Timing {
    let question: String
    let count: Int
    let times: [Double]

    func print() {
        let sorted = times.sorted()
        let middle = sorted.count / 2
        let median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        let p99 = sorted[(sorted.count * 99 + 99) / 100 - 1]
        let json = JSON.object([
            "peer": .string("Kith engine"),
            "question": .string(question),
            "count": .integer(Int64(count)),
            "median_ms": .written((median * 10_000).rounded() / 10_000),
            "p99_ms": .written((p99 * 10_000).rounded() / 10_000),
            "runs": .integer(Int64(times.count)),
            "version": .string("Kith's roster, one thread"),
        ])
        Swift.print(json)
    }
}

extension Duration {
    var milliseconds: Double { self / .milliseconds(1) }
}
