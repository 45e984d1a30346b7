import ArgumentParser
import Domain
import Kith

/// `kith secret`
struct SecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret",
        abstract: "What to do where the installation's secret was lost.",
        subcommands: [Forget.self]
    )

    struct Forget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget the secret, and switch codes off for all managers of all organizations.",
            discussion: """
                Whoever signed in with a code signs in with the password alone, until they switch codes on again. \
                The next kith serve makes a new secret, or takes the one that it is given.
                """
        )

        @Flag(help: "Yes, the secret is lost for good.")
        var lost = false

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard lost else { throw ValidationError("This cannot be undone: say --lost where the secret is lost.") }
        }

        func run() async throws {
            let count = try await database.withKith { try await $0.secrets.forget() }
            output.answer(
                "Forgot the secret; codes were switched off for \(count) manager\(count == 1 ? "" : "s").",
                .object(["managers": .integer(Int64(count))])
            )
        }
    }
}
