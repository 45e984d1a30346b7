import Domain
import Testing

@testable import Kith

@Suite("A window of attempts")
struct AttemptWindowTests {
    private static let start = Instant(milliseconds: 1_795_262_260_000)

    @Test("so many are let through, then one as each of them leaves the window")
    func slides() {
        var window = AttemptWindow(most: 3, milliseconds: 1_000)
        for step in 0..<3 { #expect(window.count("a", at: Self.start + Int64(step) * 100) == nil) }
        #expect(window.count("a", at: Self.start + 300) == 700)
        #expect(window.count("b", at: Self.start + 300) == nil)
        #expect(window.count("a", at: Self.start + 1_000) == nil)
        #expect(window.count("a", at: Self.start + 1_000) == 100)
    }

    @Test("what is refused does not count, so waiting helps")
    func refusedIsFree() {
        var window = AttemptWindow(most: 1, milliseconds: 1_000)
        _ = window.count("a", at: Self.start)
        for step in 1..<10 { #expect(window.count("a", at: Self.start + Int64(step) * 100) != nil) }
        #expect(window.count("a", at: Self.start + 1_000) == nil)
    }

    @Test("however many names come, few are remembered, and the latest of them are")
    func bounded() {
        var window = AttemptWindow(most: 1, milliseconds: 1_000_000)
        for step in 0..<50_000 { _ = window.count("\(step)", at: Self.start + Int64(step)) }
        #expect((1...AttemptWindow.mostNames).contains(window.names))
        #expect(window.count("49999", at: Self.start + 50_000) != nil)
    }
}
