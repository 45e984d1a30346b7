package enum Organization {}
package typealias OrganizationID = Identifier<Organization>
package enum Manager {}
package typealias ManagerID = Identifier<Manager>
package enum Key {}
package typealias KeyID = Identifier<Key>
extension String { package func folded() -> String { lowercased() } }
