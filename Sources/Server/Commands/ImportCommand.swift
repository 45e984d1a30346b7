import ArgumentParser
import Domain
import Formats
import Foundation
import Kith
import Synchronization

extension Import.Kind: ExpressibleByArgument {}
extension Import.Mode: ExpressibleByArgument {}

extension TextEncoding: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(argument)
    }
}

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take a CSV file of contacts in.",
        discussion: """
            kith import contacts.csv --organization demo --kind members --map id=memberId --create-properties

            The file is CSV with names of columns in its first line; commas, semicolons or tabs are found by themselves, and so \
            is how its letters are written. Columns go to the keys and properties of their names, or where --map says. People who are \
            known already, by member id, e-mail or phone, are updated. A blank cell changes nothing. Bad rows are \
            refused one by one, the rest goes in. Where a person stands in the file more than once, the first row \
            counts and later ones add what it left out. The same file again changes nothing.
            """
    )

    @Argument(help: "The file.")
    var file: String

    @OptionGroup var organization: OrganizationOption

    @Option(help: "Whom the file is of.")
    var kind: Import.Kind

    @Option(
        name: .customLong("map"),
        help: ArgumentHelp("The key that a column goes to; an empty one leaves it out.", valueName: "column=key")
    )
    var mapping: [String] = []

    @Flag(help: "Make properties of columns that no property has the name of; their types are guessed.")
    var createProperties = false

    @Option(help: ArgumentHelp("A tag for the contacts that the file makes or changes.", valueName: "name"))
    var tag: String?

    @Option(
        help: ArgumentHelp(
            "How its letters are written, where that is not found out: utf-8, utf-16le, utf-16be, cp949 (EUC-KR), shift_jis, "
                + "windows-1252 or macroman.",
            valueName: "name"
        )
    )
    var encoding: TextEncoding?

    @Option(help: "Whether to create and update, only create, or only update.")
    var mode: Import.Mode = .upsert

    @Flag(help: "Also take rows that have a name alone.")
    var namesAlone = false

    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false

    @Option(
        help: ArgumentHelp("Write refused rows here, with what to mend; it can be imported again.", valueName: "file")
    )
    var refused: String?

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        _ = try pairs()
    }

    /// Keys never hold an equals sign; names of columns may.
    private func pairs() throws -> [(column: String, key: String)] {
        try mapping.map { text in
            guard let sign = text.lastIndex(of: "="), sign > text.startIndex else {
                throw ValidationError("--map wants COLUMN=KEY, such as --map id=memberId, not “\(text)”.")
            }
            return (String(text[..<sign]), String(text[text.index(after: sign)...]))
        }
    }

    func run() async throws {
        let started = ContinuousClock.now
        let options = ImportOptions(
            path: file,
            kind: kind,
            encoding: encoding,
            mode: mode,
            mapping: try pairs(),
            createsProperties: createProperties,
            tag: tag,
            takesNamesAlone: namesAlone,
            isDryRun: dryRun,
            refusedPath: refused
        )
        let progress = ImportProgressBar(isJSON: output.json, started: started)
        let result: ImportResult
        do {
            result = try await database.withKith { kith in
                let caller = try await organization.caller(kith)
                return try await kith.imports.run(options, by: caller) { progress.show($0) }
            }
            progress.end()
        } catch {
            progress.end()
            let isAboutFile = error is CSVError || error is ImportError
            let kept =
                dryRun || progress.rows == 0
                ? "" : "\nThe first \(progress.rows) rows are kept. The same file again goes on where this one ended."
            throw CommandFailure("\(isAboutFile ? "\(file): " : "")\(error)\(kept)")
        }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        if output.json {
            Terminal.print(result.json(seconds: seconds).description)
        } else {
            Terminal.print(result.words(isDryRun: dryRun, refusedPath: refused, seconds: seconds))
        }
    }
}

/// Shows how far an import is: a bar on a terminal, a line for each batch in JSON.
private final class ImportProgressBar: Sendable {
    private let isJSON: Bool
    private let started: ContinuousClock.Instant
    private let shownAt = Mutex(ContinuousClock.now - .seconds(1))
    private let rowsDone = Mutex(0)

    /// How many rows are done with for good.
    var rows: Int { rowsDone.withLock { $0 } }

    init(isJSON: Bool, started: ContinuousClock.Instant) {
        self.isJSON = isJSON
        self.started = started
    }

    func show(_ progress: ImportProgress) {
        rowsDone.withLock { $0 = progress.counts.rows }
        if isJSON {
            Terminal.print(progress.json.description)
            return
        }
        let now = ContinuousClock.now
        let isDue = shownAt.withLock { shown in
            guard now - shown > .milliseconds(100) else { return false }
            shown = now
            return true
        }
        guard isDue else { return }
        let share = Double(progress.counts.rows) / Double(max(1, progress.rows))
        let filled = Int(share * 30)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        let rate = Double(progress.counts.rows) / max(0.001, (now - started) / .seconds(1))
        let left = Double(progress.rows - progress.counts.rows) / max(1, rate)
        Terminal.show(
            "\(bar) \(Int(share * 100)) %  \(progress.counts.rows) of \(progress.rows) rows  "
                + "\(Int(rate)) rows/s  \(Int(left.rounded(.up))) s left"
        )
    }

    func end() {
        if !isJSON {
            Terminal.show("")
        }
    }
}

extension ImportProgress {
    /// A line for scripts: every row up to `line` is kept for good once it is printed.
    fileprivate var json: JSON {
        .object([
            "line": .integer(Int64(line)),
            "rows": .integer(Int64(counts.rows)),
            "of": .integer(Int64(rows)),
            "seq": seq.map(JSON.integer),
        ])
    }
}

extension ImportResult {
    fileprivate func json(seconds: Double) -> JSON {
        .object([
            "created": .integer(Int64(counts.created)),
            "updated": .integer(Int64(counts.updated)),
            "unchanged": .integer(Int64(counts.unchanged)),
            "merged": .integer(Int64(counts.merged)),
            "skipped": .integer(Int64(counts.skipped)),
            "refused": .integer(Int64(counts.refused)),
            "encoding": .string(encoding.rawValue),
            "seconds": .number((seconds * 1_000).rounded() / 1_000),
            "refusals": refusals.isEmpty ? nil : .array(refusals.map(\.json)),
            "ignored": columns.ignored.isEmpty ? nil : .array(columns.ignored.map { .string($0.column) }),
            "newProperties": columns.newProperties.isEmpty
                ? nil
                : .array(
                    columns.newProperties.map { .object(["key": .string($0.key), "type": .string($0.type.rawValue)]) }
                ),
        ])
    }

    fileprivate func words(isDryRun: Bool, refusedPath: String?, seconds: Double) -> String {
        var lines = [
            isDryRun ? "Nothing was changed. This would be:" : "Done in \(Double(Int(seconds * 10)) / 10) s.",
            Terminal.table(
                [
                    ["created", "\(counts.created)"],
                    ["updated", "\(counts.updated)"],
                    ["unchanged", "\(counts.unchanged)"],
                    ["merged", "\(counts.merged)  rows of people who stand in the file more than once"],
                    ["skipped", "\(counts.skipped)  rows that the mode leaves out"],
                    ["refused", "\(counts.refused)"],
                ].filter { !["merged", "skipped"].contains($0[0]) || !$0[1].hasPrefix("0 ") }
            ),
        ]
        if encoding != .utf8 {
            lines.append("Read as \(encoding.rawValue): say another one with --encoding if letters look wrong.")
        }
        for property in columns.newProperties {
            lines.append("New property: \(property.key) (\(property.type.rawValue))")
        }
        for column in columns.ignored {
            lines.append("Left out: the column “\(column.column)”, since \(column.reason)")
        }
        for refusal in refusals.prefix(10) {
            let column = refusal.column.map { ", column “\($0)”" } ?? ""
            lines.append("Refused: line \(refusal.line)\(column): \(refusal.reason)")
        }
        if counts.refused > min(10, refusals.count) {
            lines.append("… and \(counts.refused - min(10, refusals.count)) more.")
        }
        if counts.refused > 0 {
            lines.append(
                refusedPath.map { "The refused rows are in \($0): mend them there and import that file." }
                    ?? "Run it again with --refused FILE to have the refused rows in a file that can be mended."
            )
        }
        return lines.joined(separator: "\n")
    }
}

extension ImportRefusal {
    fileprivate var json: JSON {
        .object([
            "line": .integer(Int64(line)), "column": column.map(JSON.string), "reason": .string(reason.description),
        ])
    }
}
