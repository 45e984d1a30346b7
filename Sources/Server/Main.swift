import ArgumentParser

@main
struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kith",
        abstract: "The place where a company keeps everyone it talks to.",
        discussion: """
            A first walk through it:

              kith organization create demo --name "Demo Inc." --country KR --time-zone Asia/Seoul
              kith manager create ada@example.com --organization demo --role owner
              kith import contacts.csv --organization demo --kind members --map id=memberId --create-properties
              kith count --organization demo --filter 'plan = pro and tags: vip'
              kith serve

            Everything is kept in the folder ./data, or where --data or --database say. \
            Exit status: 0 done, 1 failed, 64 wrong usage.
            """,
        version: ServeApplication.version,
        subcommands: [
            ServeCommand.self,
            ImportCommand.self,
            CountCommand.self,
            QueryCommand.self,
            OrganizationCommand.self,
            ManagerCommand.self,
            KeyCommand.self,
            SecretCommand.self,
            MigrateCommand.self,
            BackupCommand.self,
            RestoreCommand.self,
            CheckCommand.self,
            DemoCommand.self,
        ]
    )
}
