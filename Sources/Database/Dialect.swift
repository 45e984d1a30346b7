/// The engine that a statement is written for.
package enum Dialect: String, Sendable, CaseIterable {
    case sqlite
    case postgres
}
