import Foundation

/// Members with numbers, as a file has them.
struct Members {
    private let numbers: Range<Int>

    init(_ numbers: Range<Int>) {
        self.numbers = numbers
    }

    private var text: String {
        let people = numbers.map { "m\($0),Person \($0),p\($0)@example.com,Company \($0 % 10)" }
        return (["memberId,name,email,company"] + people).joined(separator: "\n")
    }

    /// Writes the file, and returns the command that takes them in.
    func importing(in folder: URL) throws -> [String] {
        let file = folder.appending(path: "members-\(numbers.lowerBound).csv")
        try text.write(to: file, atomically: false, encoding: .utf8)
        return ["import", file.path, "--organization", "demo", "--kind", "members", "--json"]
    }
}
