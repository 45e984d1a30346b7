/// The colours that a tag can be shown in. The raw value is what is stored.
package enum TagColour: String, CaseIterable, Hashable, Sendable {
    case gray, red, orange, amber, yellow, lime, green, teal, cyan, blue, purple, pink
}
