/// One of several things that can be chosen: in a select, a menu, or a list to tick.
struct Choice: Sendable {
    let value: String
    let title: String
    let isChosen: Bool
}
