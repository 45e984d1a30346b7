import Domain

/// What is done about a manager after one question. The raw value stands in addresses.
package enum ManagerAction: String, CaseIterable, Sendable {
    case link
    case sessions
    case twoStep = "two-step"
    case removal

    var icon: String {
        switch self {
        case .link: "link"
        case .sessions: "log-out"
        case .twoStep: "shield"
        case .removal: "trash-2"
        }
    }

    /// Whether it is offered, by the rules of the verbs. What is one's own has a place among one's own settings.
    func isFor(_ caller: Caller, of manager: Manager, _ role: Role?) -> Bool {
        let isOneself = caller.actor == .manager(manager.id)
        let isWithin = caller.isOwner || role?.isOwner == false
        return switch self {
        case .link: isWithin && !isOneself && role?.permissions.isSubset(of: caller.permissions) == true
        case .sessions: isWithin && !isOneself
        case .twoStep: caller.isOwner && !isOneself && manager.hasTOTP
        case .removal: isWithin
        }
    }
}
