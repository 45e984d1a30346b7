/// Things to tick that are about the same: permissions of a role, scopes of a key.
struct TickGroup: Sendable {
    struct Tick: Sendable {
        let value: String
        let title: String
        let isChosen: Bool
        let isChoosable: Bool
        /// Why it cannot be chosen; a list of one or none.
        let hints: [String]
    }

    let name: String
    let ticks: [Tick]
}
