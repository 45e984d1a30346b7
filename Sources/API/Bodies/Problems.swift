import Domain
import HTTP

/// What is wrong with one request, collected so that all of it can be said at once.
final class Problems {
    private(set) var places: [Failure.Place] = []

    func note(_ place: Failure.Place) {
        places.append(place)
    }

    /// Runs a reading, and throws what it found wrong. A rule that fails because of it is not spoken of.
    func checked<Result>(_ read: () throws -> Result) throws -> Result {
        do {
            let result = try read()
            guard places.isEmpty else { throw Failure(places: places) }
            return result
        } catch {
            throw places.isEmpty ? error : Failure(places: places)
        }
    }
}

/// Thrown where reading cannot go on, after what is wrong was noted.
struct UnreadableField: Error {}

/// Asks whether another name was meant: `; did you mean “name”?`, or nothing where none is near.
func nearest(to name: String, among known: some Collection<String>) -> String {
    let wanted = name.lowercased()
    let limit = wanted.count < 3 ? 0 : 2
    let near = known.map { ($0, editDistance(wanted, $0.lowercased(), atMost: limit)) }
        .filter { $0.1 <= limit }
        .min { ($0.1, $0.0) < ($1.1, $1.0) }
    return near.map { "; did you mean “\($0.0)”?" } ?? ""
}
