package typealias SegmentID = Identifier<Segment>

/// A saved filter: never a list, evaluated anew each time.
package struct Segment: Hashable, Sendable, Identifiable {
    package let id: SegmentID
    package var name: String
    package var filter: FilterExpression

    package init(id: SegmentID, name: String, filter: FilterExpression) {
        self.id = id
        self.name = name
        self.filter = filter
    }
}
