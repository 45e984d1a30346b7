import Crypto
package import Domain
import Foundation

extension Property {
    /// Another one as soon as anything of it was edited: whoever edits says by it what they saw.
    package var stamp: String {
        let parts: JSON = .object([
            "name": .string(name), "type": .string(type.rawValue), "options": .array(options.map(JSON.string)),
            "default": .string(defaultValue.map { "\($0)" } ?? ""), "once": .boolean(isWriteOnce),
            "contacts": .boolean(isHiddenInContacts), "inbox": .boolean(isHiddenInInbox),
            "archived": .boolean(isArchived),
        ])
        return Data(SHA256.hash(data: Data(parts.description.utf8)).prefix(12)).base64EncodedString()
    }
}
