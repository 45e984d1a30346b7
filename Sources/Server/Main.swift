import ArgumentParser

@main
struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kith",
        abstract: "The place where a company keeps everyone it talks to.",
        version: ServeApplication.version,
        subcommands: [ServeCommand.self]
    )
}
