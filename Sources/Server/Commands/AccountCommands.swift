import ArgumentParser
import Domain
import Kith
import Web

struct OrganizationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organization",
        abstract: "Make and list organizations, and say how large they may grow.",
        subcommands: [Create.self, List.self, CapacityCommand.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an organization.",
            discussion: "kith organization create demo --name \"Demo Inc.\" --country KR --time-zone Asia/Seoul"
        )

        @Argument(help: "A short name of small letters, digits and hyphens; commands and addresses use it.")
        var key: String

        @Option(help: "The name that people see.")
        var name: String

        @Option(help: "Two letters, such as KR. Phones without a country's code are of this country.")
        var country: String

        @Option(help: "A zone such as Asia/Seoul: days, weeks and months begin by it.")
        var timeZone: String

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let organization = try await database.withKith { kith in
                let settings = try OrganizationSettings(name: name, country: country, timeZone: timeZone)
                return try await kith.organizations.create(key: try OrganizationKey(key), settings: settings)
            }
            output.answer(
                "Made the organization \(organization.key) (\(organization.name)).",
                .object([
                    "organization": .string(organization.key.description), "id": .string(organization.id.description),
                ])
            )
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all organizations.")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let organizations = try await database.withKith { try await $0.organizations.all() }
            if !output.json, organizations.isEmpty {
                Terminal.say("There is no organization yet; make one with kith organization create.")
            }
            for organization in organizations {
                output.answer(
                    "\(organization.key)  \(organization.name)",
                    .object([
                        "organization": .string(organization.key.description),
                        "name": .string(organization.name),
                        "id": .string(organization.id.description),
                    ])
                )
            }
        }
    }
}

struct ManagerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manager",
        abstract: "Invite managers.",
        subcommands: [Create.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a manager and print a one-time sign-in link.",
            discussion: "The link works once, for seven days. Whoever opens it chooses the password."
        )

        @Argument(help: "The e-mail address to sign in with.")
        var email: String

        @OptionGroup var organization: OrganizationOption

        @Option(help: "The name that colleagues see.")
        var name: String?

        @Option(help: "The role, such as owner or basic.")
        var role = "basic"

        @Option(help: "The address under which Kith is served.")
        var address = ServeSettings().address

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let invitation = try await database.withKith { kith in
                let caller = try await organization.caller(kith)
                return try await kith.managers.invite(email: email, name: name, role: role, by: caller)
            }
            let link = address + Link.welcome(token: invitation.linkToken).path
            output.answer(link, .object(["email": .string(email), "link": .string(link)]))
        }
    }
}

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make keys for programs.",
        subcommands: [Create.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key and print its secret, this once.",
            discussion: "Scopes: \(Scope.list)."
        )

        @OptionGroup var organization: OrganizationOption

        @Option(help: "What the key is for.")
        var name: String

        @Option(help: "What it may do: scopes joined by commas, or all.")
        var scopes: String

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let made = try await database.withKith { kith in
                let caller = try await organization.caller(kith)
                return try await kith.keys.create(name: name, scopes: try Scope.read(scopes), by: caller)
            }
            output.answer(
                made.secret,
                .object(["id": .string(made.key.id.description), "secret": .string(made.secret)])
            )
        }
    }
}
