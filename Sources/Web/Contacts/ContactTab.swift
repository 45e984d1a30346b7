import Domain
import Foundation
import Hummingbird

/// The parts of a contact's page, each with an address of its own.
package enum ContactTab: String, CaseIterable, Sendable {
    case overview, conversations, activity, properties, tags, social
}

/// Which contact a request is about, and what of it is to be shown.
struct ContactPlace: Sendable {
    let tab: ContactTab
    /// In the tab of activity: the kind that is shown alone.
    let kind: TimelineEvent.Kind?
    /// Whether it stands beside the list.
    let isPanel: Bool

    init(_ request: Request, isPanel: Bool) {
        let parameters = Link.parameters(request.uri.query)
        tab = parameters["tab"].flatMap(ContactTab.init) ?? .overview
        kind = parameters["kind"].flatMap(TimelineEvent.Kind.init)
        self.isPanel = isPanel
    }

    init(_ tab: ContactTab, isPanel: Bool) {
        self.tab = tab
        kind = nil
        self.isPanel = isPanel
    }
}

extension ManagerExchange {
    /// The contact of the address. What cannot be an id is nobody's.
    func contactID() throws(ContactError) -> ContactID {
        guard let id = parameters.get("id").flatMap({ ContactID($0) }) else { throw .unknown }
        return id
    }

    /// The key of the address, such as `profile.company`.
    func propertyKey() throws(PropertyError) -> PropertyKey {
        let text = parameters.get("key")?.removingPercentEncoding ?? ""
        guard let key = PropertyKey(text) else { throw .unknown(text) }
        return key
    }
}
