import Domain
import Kith

/// Keys that came from outside and are no property, and whether such keys become one by themselves.
struct UnregisteredKeyList: Sendable {
    struct Row: Sendable {
        let key: String
        let type: String
        /// What its last value looked like.
        let shape: String
        let count: String
        let time: ShownTime
        let registration: String
        let dismissal: String
    }

    let rows: [Row]
    let isEmpty: Bool
    let collects: Bool
    let link = Link.unregisteredKeys.path
    let collection = Link.keyCollection.path

    init(in view: View) async throws {
        let properties = view.site.kith.properties
        collects = try await properties.collectsUnknownKeys(by: view.caller)
        rows = try await properties.unregisteredKeys(by: view.caller).map { key in
            Row(
                key: key.key,
                type: view.words["type.\(key.type.rawValue)"],
                shape: key.shape,
                count: view.count("properties.seen", key.count),
                time: view.region.time(key.lastSeenAt),
                registration: Link.keyRegistration(key.key).path,
                dismissal: Link.keyDismissal(key.key).path
            )
        }
        isEmpty = rows.isEmpty
    }
}
