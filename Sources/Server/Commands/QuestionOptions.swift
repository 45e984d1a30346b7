import ArgumentParser
import Domain
import Foundation
import Kith

/// The filter and the search that choose contacts.
struct QuestionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Which contacts, such as 'plan = pro and tags: vip'.",
            discussion: """
                country in (KR, JP) · company is empty · ltv between 100 and 200 · lastSeenAt within last 7d · \
                name contains son · tags: any(a, b) · not (…) · and binds tighter than or
                """
        )
    )
    var filter = ""

    @Option(help: "Words that must all be found somewhere in the contact.")
    var search = ""

    @Option(
        help: ArgumentHelp(
            "A file of terms, of which one must lead to the contact; - reads the standard input.",
            discussion: "Up to 100,000, between commas, white space or lines; quotes keep what separates.",
            valueName: "file"
        )
    )
    var terms: String?

    @Option(help: "The key in which the terms are looked for. Member id, e-mail, phone and id otherwise.")
    var key: String?

    @Flag(help: "Find terms within values, too.")
    var contained = false

    @Option(help: ArgumentHelp("The file to write the terms to that lead to nobody, one a line.", valueName: "file"))
    var missing: String?

    mutating func validate() throws {
        guard terms == nil else { return }
        if key != nil { throw ValidationError("--key says where --terms are looked for.") }
        if contained { throw ValidationError("--contained says how --terms are looked for.") }
        if missing != nil { throw ValidationError("--missing is for those of --terms that lead to nobody.") }
    }

    func question() throws -> ContactQuestion {
        ContactQuestion(filter: filter, search: search, terms: try termQuestion())
    }

    private func termQuestion() throws -> TermQuestion? {
        guard let terms else { return nil }
        let source = terms == "-" ? "the standard input" : terms
        let bytes: Data
        do {
            // One byte more than are taken, so that more are refused and not cut off.
            let file = terms == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: terms))
            bytes = try file.read(upToCount: PastedTerms.mostBytes + 1) ?? Data()
        } catch {
            throw CommandFailure("\(source) cannot be read: \(error.localizedDescription)")
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw CommandFailure("\(source) is not UTF-8, or longer than \(PastedTerms.mostBytes) bytes")
        }
        return TermQuestion(try PastedTerms(keywords: text), key: key, match: contained ? .contained : .exact)
    }

    /// Says how many terms found nobody, and writes them where that is asked for.
    func report(_ missing: [String]?) throws {
        guard let missing else { return }
        Terminal.say("\(missing.count) of the terms lead to nobody.")
        guard let file = self.missing else { return }
        do {
            try Data(missing.map { PastedTerms.keyword($0) + "\n" }.joined().utf8).write(to: URL(filePath: file))
        } catch {
            throw CommandFailure("\(file) cannot be written: \(error.localizedDescription)")
        }
    }

    /// Runs what asks by the filter, and shows on a failure which part of it is wrong.
    func explaining<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let error as FilterError {
            throw CommandFailure("\(error)" + (error.marked(in: filter).map { "\n\n\($0)" } ?? ""))
        }
    }
}
