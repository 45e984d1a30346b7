import ArgumentParser
import Domain
import Kith

struct CountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Print how many contacts match.",
        discussion: "kith count --organization demo --filter 'plan = pro and tags: vip'"
    )

    @OptionGroup var organization: OrganizationOption
    @OptionGroup var question: QuestionOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let asked = try question.question()
        let tally = try await question.explaining {
            try await database.withKith { kith in
                try await kith.contacts.tally(asked, by: organization.caller(kith))
            }
        }
        output.answer(
            "\(tally.count)",
            .object([
                "count": .integer(Int64(tally.count)),
                "missing": tally.missing.map { .integer(Int64($0.count)) },
            ])
        )
        try question.report(tally.missing)
    }
}

struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "List the contacts that match.",
        discussion: "kith query --organization demo --filter 'tags: vip' --search 'kim' --sort -lastSeenAt --limit 50"
    )

    @OptionGroup var organization: OrganizationOption
    @OptionGroup var question: QuestionOptions

    @Option(help: "The key to sort by, with - before it for the greatest first.")
    var sort = "-lastSeenAt"

    @Option(help: "The most contacts to list, up to \(ContactQuestion.limits.upperBound).")
    var limit = 50

    @Option(help: "Where to go on: what the page before ended with.")
    var cursor: String?

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var asked = try question.question()
        asked.sort = sort
        asked.limit = limit
        asked.cursor = cursor
        let answer = try await question.explaining {
            try await database.withKith { kith in
                try await kith.contacts.search(asked, by: organization.caller(kith))
            }
        }
        show(answer)
        try question.report(answer.missing)
    }

    private func show(_ answer: ContactAnswer) {
        if output.json {
            for contact in answer.contacts {
                Terminal.print(contact.json(in: answer.catalogue).description)
            }
            return
        }
        let heading = ["NAME", "E-MAIL", "PHONE", "TAGS", "LAST SEEN"]
        Terminal.print(Terminal.table([heading] + answer.contacts.map { $0.cells(in: answer.catalogue) }))
        Terminal.say(
            "\n\(answer.contacts.count) of \(answer.count ?? 0). \(answer.filter.sentence(in: answer.catalogue))"
        )
        if answer.hasMore, let next = answer.cursorAfter {
            Terminal.say("The next page: --cursor '\(next)'")
        }
    }
}

extension Contact {
    /// The cells of one line of a table.
    fileprivate func cells(in catalogue: Catalogue) -> [String] {
        [
            shownName.description, email ?? "", mobileNumber ?? "", tagNames(in: catalogue).joined(separator: ", "),
            self[.lastSeenAt]?.text ?? "",
        ].map { String($0.prefix(60)).replacing("\n", with: " ") }
    }

    fileprivate func tagNames(in catalogue: Catalogue) -> [String] {
        tags.compactMap { catalogue.tags[$0]?.name.text }.sorted()
    }

    /// All keys that have a value, under the names that filters use; times in ISO 8601.
    func json(in catalogue: Catalogue) -> JSON {
        var members: [JSON.Member] = []
        for key in BuiltInKey.allCases {
            if key == .tags {
                members.append(JSON.Member("tags", .array(tagNames(in: catalogue).map(JSON.string))))
            } else if let value = self[key] {
                members.append(JSON.Member(key.rawValue, value.shownJSON))
            }
        }
        let shown = catalogue.shownProperties.compactMap { property in
            profile[property.key].map { JSON.Member(property.key, $0.shownJSON) }
        }
        members.append(JSON.Member("profile", .object(shown)))
        return .object(members)
    }
}

extension Value {
    /// The value as programs read it: times as ISO 8601 instead of the stored milliseconds.
    fileprivate var shownJSON: JSON {
        if case .datetime(let instant) = self { .string(instant.description) } else { json }
    }
}
