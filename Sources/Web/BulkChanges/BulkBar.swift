import Domain
import Kith

/// What can be done with the contacts that are ticked, at the foot of their list.
struct BulkBar: Sendable {
    struct Action: Sendable {
        let name: String
        let title: String
        let icon: String
        let link: String
        let isBad: Bool
    }

    let actions: [Action]
    let merges: Bool
    let merge = Link.newMerge(ids: [], primary: nil).path
    let mostMerged = Merge.most
    // Scripts put numbers in the places of these.
    let ticked: String
    let all: String
    let allBut: String
    let tickAll: String
    let full: String

    /// Nil for whoever may do nothing of it.
    init?(in view: View) {
        actions = BulkAction.allCases.filter { view.caller.may($0.permission) }.map { action in
            Action(
                name: action.rawValue,
                title: view.words["bulk.action.\(action.rawValue)"],
                icon: action.icon,
                // Nothing is to be filled in for a deletion.
                link: (action == .delete ? Link.bulkRehearsals : .bulkDrafts).path,
                isBad: action == .delete
            )
        }
        merges = view.caller.may(.mergeContacts)
        guard merges || !actions.isEmpty else { return nil }
        ticked = view.words["bulk.ticked"]
        all = view.words["bulk.all"]
        allBut = view.words["bulk.all-but"]
        tickAll = view.words["bulk.tick-all"]
        full = view.words["bulk.full"]
    }
}
