import HTTP

extension Failure {
    /// Does what a body asks for; the places of errors of one area are then moved to where the body has what is meant.
    static func moving<Area: AnsweredError, Result>(
        _ area: Area.Type,
        to place: (String) -> String,
        _ work: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await work()
        } catch let error as Area {
            var failure = error.failure
            failure.places = failure.places.map { found in
                var moved = found
                moved.pointer = found.pointer.map(place)
                return moved
            }
            throw failure
        }
    }
}
