import Dispatch
import Foundation
import Synchronization

extension Array where Element: Sendable {
    /// The same as `map`, by all cores where it is worth their while: what a row is made of takes as long as storing it.
    func mappedInParallel<Result: Sendable>(
        _ transform: @Sendable (Element) throws -> Result
    ) throws -> [Result] {
        let worthwhile = count / 128
        // Linux is asked for its cores by reading files, which takes longer than the few rows of an edit.
        guard worthwhile > 1 else { return try map(transform) }
        let pieces = Swift.min(ProcessInfo.processInfo.activeProcessorCount, worthwhile)
        guard pieces > 1 else { return try map(transform) }
        let made = Mutex<[Int: Swift.Result<[Result], any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: pieces) { piece in
            let range = (count * piece / pieces)..<(count * (piece + 1) / pieces)
            let result = Swift.Result { try self[range].map(transform) }
            made.withLock { $0[piece] = result }
        }
        return try made.withLock { made in
            try (0..<pieces).flatMap { try made[$0]?.get() ?? [] }
        }
    }
}
