import RosterKernels

/// How the rows of one part are found that match a question.
indirect enum Plan: Sendable {
    case everybody
    case nobody
    case all([Plan])
    case any([Plan])
    case not(Plan)
    case leaf(any Leaf)

    /// All of several: the cheap and selective first, nothing after one that nobody passes.
    static func and(_ plans: [Plan]) -> Plan {
        var parts: [Plan] = []
        for plan in plans {
            switch plan {
            case .everybody: break
            case .nobody: return .nobody
            case .all(let inner): parts += inner
            case .any, .not, .leaf: parts.append(plan)
            }
        }
        if parts.isEmpty { return .everybody }
        if parts.count == 1 { return parts[0] }
        return .all(parts.sorted { ($0.share - 1) / $0.cost < ($1.share - 1) / $1.cost })
    }

    /// Any of several: the cheap ones that many pass first, as the others need not look at those any more.
    static func or(_ plans: [Plan]) -> Plan {
        var parts: [Plan] = []
        for plan in plans {
            switch plan {
            case .nobody: break
            case .everybody: return .everybody
            case .any(let inner): parts += inner
            case .all, .not, .leaf: parts.append(plan)
            }
        }
        if parts.isEmpty { return .nobody }
        if parts.count == 1 { return parts[0] }
        return .any(parts.sorted { $0.share / $0.cost > $1.share / $1.cost })
    }

    static func opposite(_ plan: Plan) -> Plan {
        switch plan {
        case .everybody: .nobody
        case .nobody: .everybody
        case .not(let inner): inner
        case .all, .any, .leaf: .not(plan)
        }
    }

    var cost: Double {
        switch self {
        case .everybody, .nobody: 0.01
        case .all(let plans), .any(let plans): plans.reduce(0.01) { $0 + $1.cost }
        case .not(let plan): plan.cost + 0.01
        case .leaf(let leaf): max(0.01, leaf.cost)
        }
    }

    var share: Double {
        switch self {
        case .everybody: 1
        case .nobody: 0
        case .all(let plans): plans.reduce(1) { $0 * $1.share }
        case .any(let plans): 1 - plans.reduce(1) { $0 * (1 - $1.share) }
        case .not(let plan): 1 - plan.share
        case .leaf(let leaf): leaf.share
        }
    }

    /// The pieces of scratch memory that running it takes, of a chunk's words each.
    var scratch: Int {
        switch self {
        case .everybody, .nobody, .leaf: 0
        case .all(let plans): 1 + (plans.map(\.scratch).max() ?? 0)
        case .any(let plans): 2 + (plans.map(\.scratch).max() ?? 0)
        case .not(let plan): plan.scratch
        }
    }

    /// Writes the rows of a chunk that are set in the mask and match; the three memories are apart.
    func run(
        _ chunk: ChunkRows,
        within mask: UnsafePointer<UInt64>,
        into out: UnsafeMutablePointer<UInt64>,
        scratch: UnsafeMutablePointer<UInt64>
    ) {
        let words = chunk.words
        switch self {
        case .everybody: out.update(from: mask, count: words)
        case .nobody: out.update(repeating: 0, count: words)
        case .leaf(let leaf):
            leaf.write(chunk, within: mask, into: out)
            kith_and(out, mask, words)
        case .not(let plan):
            plan.run(chunk, within: mask, into: out, scratch: scratch)
            for word in 0..<words { out[word] = mask[word] & ~out[word] }
        case .all(let plans):
            out.update(from: mask, count: words)
            for plan in plans {
                plan.run(chunk, within: out, into: scratch, scratch: scratch + Chunk.words)
                out.update(from: scratch, count: words)
                guard kith_any(out, words) else { return }
            }
        case .any(let plans):
            let rest = scratch + Chunk.words
            rest.update(from: mask, count: words)
            out.update(repeating: 0, count: words)
            for plan in plans {
                plan.run(chunk, within: rest, into: scratch, scratch: scratch + 2 * Chunk.words)
                kith_or(out, scratch, words)
                kith_and_not(rest, scratch, words)
                guard kith_any(rest, words) else { return }
            }
        }
    }
}

extension Plan {
    /// The number of live rows that match.
    func count(in live: LivePart) -> Int {
        switch self {
        case .everybody: return live.live.count
        case .nobody: return 0
        case .all, .any, .not, .leaf: break
        }
        var sum = 0
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: (scratch + 1) * Chunk.words) { memory in
            guard let out = memory.baseAddress else { return }
            forEachChunk(of: live) { chunk, mask in
                run(chunk, within: mask, into: out, scratch: out + Chunk.words)
                sum += kith_count(out, chunk.words)
            }
        }
        return sum
    }

    /// The live rows that match.
    func rows(in live: LivePart) -> Bitmap {
        Bitmap(rows: live.part.rows) { words in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: (scratch + 1) * Chunk.words) { memory in
                guard let scratch = memory.baseAddress else { return }
                forEachChunk(of: live) { chunk, mask in
                    run(chunk, within: mask, into: words + chunk.firstWord, scratch: scratch)
                }
            }
        }
    }

    private func forEachChunk(of live: LivePart, _ body: (ChunkRows, UnsafePointer<UInt64>) -> Void) {
        for (index, piece) in live.live.pieces.enumerated() where piece.count > 0 {
            body(ChunkRows(index, of: live.part.rows), piece.words.start)
        }
    }
}
