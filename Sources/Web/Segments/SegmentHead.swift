import Domain
import Kith

/// What stands above the list of a segment, and what can be done with it.
struct SegmentHead: Sendable {
    let name: String
    let description: String
    let isShared: Bool
    let edits: Bool
    let editLink: String
    let copyLink: String
    let deletionLink: String
    /// The address that leads a colleague here.
    let link: String
    /// Where its size over time is shown; saved filters of one's own have none.
    let history: String?
    let isHistory: Bool

    init(_ segment: Segment, isHistory: Bool = false, in view: View) {
        name = segment.name
        description = segment.description
        isShared = segment.owner == nil
        edits = segment.canBeChanged(by: view.caller)
        editLink = Link.segmentForm(segment.id).path
        copyLink = Link.segmentCopy(segment.id).path
        deletionLink = Link.segmentDeletion(segment.id).path
        link = Link.contacts(ContactsState(segment: segment.id.description)).path
        history = isShared ? Link.segmentHistory(segment.id, days: nil).path : nil
        self.isHistory = isHistory
    }
}

extension Segment {
    /// Whether its own manager asks, or one who may change those of everybody.
    func canBeChanged(by caller: Caller) -> Bool {
        owner != nil || caller.may(.manageSegments)
    }
}

extension View {
    /// Why a segment's filter makes no sense any more, marked in its text; nil where it does.
    func problem(of shown: ShownSegment) async throws -> ContactResults.Problem? {
        guard let problem = shown.problem else { return nil }
        let text = shown.segment.filter.description
        var refusal = ContactRefusal(reason: problem.reason, place: nil)
        do throws(any Error) {
            // Kept filters have places of JSON; read again as text they have those of the text that is shown.
            let filter = try FilterExpression(parsing: text)
            let isPersonal = shown.segment.owner != nil
            _ = try await site.kith.segments.preview(filter, isPersonal: isPersonal, by: caller)
        } catch let error as FilterError {
            refusal = ContactRefusal(reason: error.reason, place: error.place)
        }
        return ContactResults.Problem(refusal, in: text, self)
    }
}
