import ArgumentParser
import Domain
import Kith

/// `kith organization capacity`
struct CapacityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capacity",
        abstract: "Say how many managed users an organization may have, or show it.",
        discussion: """
            Owners add to what is included. At the limit, creating by hand and importing are refused; whoever comes from \
            outside is still taken in. Without an option it shows what is.
            """
    )

    @Argument(help: "The short name of the organization.")
    var organization: String

    @Option(help: "So many are included.")
    var included: Int?

    @Flag(help: "There is no limit.")
    var unlimited = false

    @Option(help: "Add so many.")
    var add: Int?

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard included == nil || !unlimited else { throw ValidationError("Either --included or --unlimited.") }
    }

    func run() async throws {
        let usage = try await database.withKith { kith in
            let caller = Caller.console(try await kith.organizations.find(key: organization).id)
            if included != nil || unlimited { _ = try await kith.subscription.setIncluded(included, by: caller) }
            if let add { _ = try await kith.subscription.addCapacity(add, by: caller) }
            return try await kith.subscription.usage(by: caller)
        }
        let limit = usage.capacity.map { "\($0) (\(usage.included ?? 0) included, \(usage.added) added)" }
        output.answer(
            "Managed users: \(usage.used) of \(limit ?? "any number").",
            .object([
                "included": usage.included.map { .integer(Int64($0)) } ?? .null,
                "added": .integer(Int64(usage.added)),
                "used": .integer(Int64(usage.used)),
                "free": usage.free.map { .integer(Int64($0)) } ?? .null,
            ])
        )
    }
}
