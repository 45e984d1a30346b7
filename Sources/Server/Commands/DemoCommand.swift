import ArgumentParser
import Domain
import Kith
import Web

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Make an organization with sample contacts to try Kith with.",
        discussion:
            "Prints a one-time sign-in link of its owner; then run kith serve. Made once: again it changes nothing."
    )

    @Option(help: "How many contacts to make.")
    var contacts = 10_000

    @Option(help: "The address under which Kith is served.")
    var address = ServeSettings().address

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard Samples.limits.contains(contacts) else {
            throw ValidationError("The demo has 1 to 1000000 contacts.")
        }
    }

    func run() async throws {
        let link = try await database.withKith { kith -> String? in
            guard try await !kith.organizations.all().contains(where: { $0.key.description == "demo" }) else {
                return nil
            }
            let made = try await kith.organizations.create(
                key: try OrganizationKey("demo"),
                settings: try OrganizationSettings(name: "Demo Inc.", country: "KR", timeZone: "Asia/Seoul"),
                owner: try ManagerEmail("owner@example.com")
            )
            try await kith.samples.take(contacts, by: .console(made.organization.id))
            return address + Link.welcome(token: made.owner.linkToken).path
        }
        guard let link else {
            output.answer("The demo is there already; run kith serve.", .object(["made": .boolean(false)]))
            return
        }
        output.answer(
            "Made the organization demo with \(contacts) contacts. Open this link to choose a password:\n\n    \(link)\n",
            .object(["made": .boolean(true), "link": .string(link)])
        )
    }
}
