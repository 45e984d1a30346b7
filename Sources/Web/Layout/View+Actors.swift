import Domain

extension View {
    /// Who did something; `name` is what they are called now, nil for who is gone.
    func name(of actor: Actor, _ name: String?) -> String {
        switch actor {
        case .manager: name ?? words["activity.former-manager"]
        case .key: name.map { words("activity.key", ["name": $0]) } ?? words["activity.former-key"]
        case .console: words["activity.console"]
        case .contact: words["activity.person"]
        case .kith: "Kith"
        }
    }
}
