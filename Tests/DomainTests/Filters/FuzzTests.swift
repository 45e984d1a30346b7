import Domain
import TestSupport
import Testing

@Suite("Filters from anywhere")
struct FuzzTests {
    private static let seeds: [UInt64] = (0..<8).map { SplitMix64.seedOfRun &+ $0 }

    /// Reads a text to the end or to an error, and says whether the error lies inside the text.
    private func isPlaced(_ text: String, in catalogue: Catalogue) -> Bool {
        do {
            _ = try FilterExpression(parsing: text).resolved(in: catalogue)
            return true
        } catch {
            guard case .text(let range) = error.place, range.upperBound <= text.unicodeScalars.count else {
                return false
            }
            return error.marked(in: text, width: 20)?.split(separator: "\n").count ?? 0 <= 2
                && !error.reason.description.isEmpty
        }
    }

    private func isPlaced(json text: [UInt8], in catalogue: Catalogue) -> Bool {
        do {
            let json = try JSON(parsing: text)
            _ = try FilterExpression(json: json).resolved(in: catalogue)
            return true
        } catch let error as JSONError {
            return (0...text.count).contains(error.offset)
        } catch let error as FilterError {
            guard case .json(let pointer) = error.place else { return false }
            return pointer.isEmpty || pointer.hasPrefix("/")
        } catch {
            return false
        }
    }

    @Test("soup of bytes and of words is read or refused inside the text", arguments: seeds)
    func readsSoup(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let words = [
            "plan", "ltv", "tags", "segment", "event", "=", "!=", ">=", "and", "or", "not", "(", ")", ",", "\"", "\\",
            ":",
            "any", "in", "between", "within", "last", "7d", "is", "empty", "pro", "5", ".", "sum", "2026-11-21", " ",
            " ", " ",
            "\u{301}", "\r\n", "민", "🎉", "\u{0}",
        ]
        for _ in 0..<700 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let soup = String(decoding: bytes, as: UTF8.self)
            #expect(isPlaced(soup, in: ConditionTable.catalogue), "seed \(seed): \(soup.debugDescription)")
            #expect(isPlaced(json: bytes, in: ConditionTable.catalogue), "seed \(seed): \(bytes)")
            let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in words.randomElement(using: &random) ?? ""
            }.joined()
            #expect(isPlaced(text, in: ConditionTable.catalogue), "seed \(seed): \(text.debugDescription)")
        }
    }

    @Test("a filter with a few bytes changed is read or refused inside the text", arguments: seeds)
    func readsMutations(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var generator = RandomFilters(seed: seed)
        for _ in 0..<500 {
            let filter = generator.filter()
            let text = mutated(Array(filter.description.utf8), &random)
            let readable = String(decoding: text, as: UTF8.self)
            #expect(isPlaced(readable, in: generator.catalogue), "seed \(seed): \(readable.debugDescription)")
            let json = mutated(Array(filter.json.description.utf8), &random)
            #expect(
                isPlaced(json: json, in: generator.catalogue),
                "seed \(seed): \(String(decoding: json, as: UTF8.self))"
            )
        }
    }

    private func mutated(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let position = Int.random(in: 0...bytes.count, using: &random)
            let sign = Array("()\"\\,:=<> {}[]0a".utf8).randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.insert(sign, at: position)
            case 1 where position < bytes.count: bytes.remove(at: position)
            case 2 where position < bytes.count: bytes[position] = sign
            default: bytes = Array(bytes.prefix(position))
            }
        }
        return bytes
    }
}
