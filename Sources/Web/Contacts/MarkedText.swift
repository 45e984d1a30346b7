import Domain
import Foundation
import Mustache

/// Marks in texts what a search found.
struct MarkedText: Sendable {
    struct Piece: Sendable, Hashable, MustacheParent {
        let text: String
        let isMarked: Bool

        func child(named name: String) -> Any? {
            switch name {
            case "text": text
            case "isMarked": isMarked
            default: nil
            }
        }
    }

    private let words: [String]

    /// Each word of a search is marked in each of the spellings in which it is looked for.
    init(search: String) {
        words = Search(search).words.flatMap(\.spellings)
    }

    var isEmpty: Bool { words.isEmpty }

    private static let mostSigns = 24

    /// The first mark, with some of what stands before it and after it.
    static func around(_ pieces: [Piece]) -> [Piece] {
        guard let first = pieces.firstIndex(where: \.isMarked) else { return [] }
        return pieces[max(0, first - 1)...min(first + 1, pieces.count - 1)].map { piece in
            guard !piece.isMarked, piece.text.count > mostSigns else { return piece }
            let isBefore = piece == pieces[max(0, first - 1)]
            let text = isBefore ? "…\(piece.text.suffix(mostSigns))" : "\(piece.text.prefix(mostSigns))…"
            return Piece(text: text, isMarked: false)
        }
    }

    func plain(_ text: String) -> [Piece] { [Piece(text: text, isMarked: false)] }

    func pieces(of text: String) -> [Piece] {
        guard !words.isEmpty, text.utf8.count <= 10_000 else { return plain(text) }
        let isFound = found(in: Array(text))
        var pieces: [Piece] = []
        var start = text.startIndex
        var offset = 0
        for index in text.indices {
            if offset > 0, isFound[offset] != isFound[offset - 1] {
                pieces.append(Piece(text: String(text[start..<index]), isMarked: isFound[offset - 1]))
                start = index
            }
            offset += 1
        }
        if start < text.endIndex {
            pieces.append(Piece(text: String(text[start...]), isMarked: isFound[offset - 1]))
        }
        return pieces
    }

    /// Which characters are part of a word. Folding may lengthen a character, so the way back goes over bytes.
    private func found(in characters: [Character]) -> [Bool] {
        var folded: [UInt8] = []
        var owner: [Int] = []
        for (index, character) in characters.enumerated() {
            let bytes = String(character).folded().utf8
            folded.append(contentsOf: bytes)
            owner.append(contentsOf: repeatElement(index, count: bytes.count))
        }
        var isFound = [Bool](repeating: false, count: characters.count)
        for word in words.map({ Array($0.utf8) }) where !word.isEmpty {
            var start = 0
            while start + word.count <= folded.count {
                if folded[start..<(start + word.count)].elementsEqual(word) {
                    for character in owner[start]...owner[start + word.count - 1] { isFound[character] = true }
                    start += word.count
                } else {
                    start += 1
                }
            }
        }
        return isFound
    }
}
