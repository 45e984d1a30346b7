import Domain
import Kith

/// The form of a segment, new or there already: what is filled in, and what is wrong with it.
struct SegmentForm: Sendable {
    /// What the fields hold.
    struct Draft: Sendable {
        var name = ""
        var description = ""
        /// One line of text.
        var filter = ""
        var isShared = false
    }

    let title: String
    let action: String
    let draft: Draft
    /// The version that the manager saw; nil for a new one.
    let version: Int64?
    let isNew: Bool
    let mayShare: Bool
    /// What the list is narrowed by and no segment holds.
    var leavesOut: String?
    var preview: SegmentPreviewPart?
    private(set) var nameProblem: String?
    private(set) var descriptionProblem: String?
    private(set) var filterProblem: String?
    private(set) var problem: String?
    let previewLink = Link.segmentPreview.path

    /// A new one.
    init(_ draft: Draft, in view: View) {
        title = view.words["segment.new"]
        action = Link.segments.path
        mayShare = view.caller.may(.manageSegments)
        var draft = draft
        if !mayShare { draft.isShared = false }
        self.draft = draft
        version = nil
        isNew = true
    }

    /// One that is there: `draft` is what it is to become.
    init(of segment: Segment, _ draft: Draft? = nil, version: Int64? = nil, in view: View) {
        title = view.words["segment.edit"]
        action = Link.segment(segment.id).path
        var draft = draft ?? Draft(segment)
        draft.isShared = segment.owner == nil
        self.draft = draft
        self.version = version ?? segment.version
        isNew = false
        mayShare = false
    }

    /// The same with what is wrong beside its field. Throws the error where it is none of the form's.
    func refused(_ error: any Error, in view: View) throws -> SegmentForm {
        var form = self
        switch error {
        case let error as FilterError: form.filterProblem = view.sentence(error.reason)
        case let error as SegmentError:
            switch error {
            case .badName: form.nameProblem = view.words["segment.bad-name"]
            case .nameTaken: form.nameProblem = view.words["segment.name-taken"]
            case .badDescription:
                let most = view.region.number(Segment.greatestDescriptionLength)
                form.descriptionProblem = view.words("segment.bad-description", ["most": most])
            case .tooMany: form.problem = view.count("segment.too-many", Segment.limit)
            case .tooManyPersonal: form.problem = view.count("segment.too-many-personal", Segment.personalLimit)
            case .changed: form.problem = view.words["segment.changed"]
            case .unknown, .notPersonal, .inUse: throw error
            }
        default: throw error
        }
        return form
    }

    var isRefused: Bool {
        nameProblem != nil || descriptionProblem != nil || filterProblem != nil || problem != nil
    }
}

extension SegmentForm.Draft {
    init(_ segment: Segment) {
        name = segment.name
        description = segment.description
        filter = segment.filter.description
        isShared = segment.owner == nil
    }

    init(_ form: Form) {
        name = form["name"]
        description = form["description"]
        filter = form["filter"]
        isShared = form["visibility"] == "shared"
    }
}

/// What a filter would find, or why it finds nobody.
struct SegmentPreviewPart: Sendable {
    let countText: String?
    let sentence: String?
    let problem: ContactResults.Problem?

    init(_ draft: SegmentForm.Draft, in view: View) async throws {
        do throws(any Error) {
            let filter = try FilterExpression(parsing: draft.filter)
            let preview = try await view.site.kith.segments.preview(
                filter,
                isPersonal: !draft.isShared,
                by: view.caller
            )
            countText = view.count("contacts.matches", preview.count)
            sentence = FilterSentence(in: view, preview.catalogue).text(of: preview.filter)
            problem = nil
        } catch let error as FilterError {
            countText = nil
            sentence = nil
            problem = ContactResults.Problem(
                ContactRefusal(reason: error.reason, place: error.place),
                in: draft.filter,
                view
            )
        }
    }
}
