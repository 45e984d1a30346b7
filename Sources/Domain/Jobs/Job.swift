package typealias JobID = Identifier<Job>

/// Work that lasts: done in the background a batch at a time, and resumed after a restart where it stopped.
package struct Job: Hashable, Sendable, Identifiable {
    /// The raw value is what is stored.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The same edit to many contacts.
        case editContacts = "contacts.edit"
        case deleteContacts = "contacts.delete"
        case takeImportBack = "imports.takeBack"
        /// Contacts follow new options of a property.
        case replaceOptions = "properties.replaceOptions"
        /// Contacts follow a property that got another type, was archived or was restored.
        case rewriteProperty = "properties.rewrite"
        case mergeTags = "tags.merge"
        case deleteTag = "tags.delete"
        /// Contacts go who were not heard of for as long as the retention rule says.
        case deleteUnheard = "retention.delete"
        case anonymiseUnheard = "retention.anonymise"

        /// What whoever starts or cancels it needs.
        package var permission: Permission {
            switch self {
            case .editContacts: .editContacts
            case .deleteContacts: .deleteContacts
            case .takeImportBack: .importContacts
            case .replaceOptions, .rewriteProperty: .manageProperties
            case .mergeTags, .deleteTag: .manageTags
            case .deleteUnheard, .anonymiseUnheard: .managePrivacy
            }
        }

        /// Whether it can end before all contacts are done: what the organization has defined is different already.
        package var canBeCancelled: Bool {
            switch self {
            case .editContacts, .deleteContacts, .takeImportBack, .deleteUnheard, .anonymiseUnheard: true
            case .replaceOptions, .rewriteProperty, .mergeTags, .deleteTag: false
            }
        }
    }

    package enum State: String, CaseIterable, Hashable, Sendable {
        case waiting
        case running
        case done
        /// Ended by an error; `problem` says which. What was done until then stays.
        case failed
        /// Ended on request. What was done until then stays.
        case cancelled

        package var isOver: Bool {
            switch self {
            case .waiting, .running: false
            case .done, .failed, .cancelled: true
            }
        }
    }

    package let id: JobID
    package let kind: Kind
    package var state: State
    package let actor: Actor
    /// What it is about, in names of properties and tags: no values.
    package let summary: JSON
    /// What it needs to run, with values; gone once it is over.
    package var parameters: JSON
    /// How many contacts it was started for.
    package let total: Int
    package var progress: JobProgress
    package var isCancelRequested: Bool
    package var problem: Phrase?
    package let createdAt: Instant
    package var startedAt: Instant?
    package var finishedAt: Instant?

    /// Makes a job that waits for its turn.
    package init(
        id: JobID,
        kind: Kind,
        actor: Actor,
        summary: JSON,
        parameters: JSON,
        total: Int,
        createdAt: Instant
    ) {
        self.id = id
        self.kind = kind
        state = .waiting
        self.actor = actor
        self.summary = summary
        self.parameters = parameters
        self.total = total
        progress = JobProgress()
        isCancelRequested = false
        self.createdAt = createdAt
    }
}

/// How far a job is, and what became of the contacts so far.
package struct JobProgress: Hashable, Sendable {
    package var changed = 0
    /// Those that were already as they were to become.
    package var unchanged = 0
    /// Those that a rule kept from it, by reason.
    package var refused: [Phrase: Int] = [:]
    /// Those that were deleted or merged since the job was started.
    package var gone = 0

    package init() {}

    package var done: Int { changed + unchanged + refused.values.reduce(0, +) + gone }

    /// The reasons and how many each refused, the most frequent first.
    package var refusals: [(reason: Phrase, count: Int)] {
        refused.map { (reason: $0.key, count: $0.value, words: $0.key.description) }
            .sorted { ($1.count, $0.words) < ($0.count, $1.words) }.map { ($0.reason, $0.count) }
    }

    /// As it is kept.
    package var json: JSON {
        .object([
            "changed": .integer(Int64(changed)),
            "unchanged": .integer(Int64(unchanged)),
            "refused": .array(
                refusals.map { reason, count in .object(["reason": reason.json, "count": .integer(Int64(count))]) }
            ),
            "gone": .integer(Int64(gone)),
        ])
    }

    package init(json: JSON) {
        func count(_ key: String) -> Int { json[key]?.integer.flatMap { Int(exactly: $0) } ?? 0 }
        changed = count("changed")
        unchanged = count("unchanged")
        gone = count("gone")
        for refusal in json["refused"]?.array ?? [] {
            guard let reason = refusal["reason"].flatMap(Phrase.init(json:)) else { continue }
            refused[reason] = refusal["count"]?.integer.flatMap { Int(exactly: $0) } ?? 0
        }
        // As it was kept before reasons had patterns.
        for member in json["refused"]?.object ?? [] {
            refused[Phrase(verbatim: member.key)] = member.value.integer.flatMap { Int(exactly: $0) } ?? 0
        }
    }
}

/// Why a job cannot be started or cancelled.
package enum JobError: Explained, Hashable {
    case unknown
    case isOver
    case mustEnd
    case nobodyChosen
    case nothingToDo
    case tooManyChosen(Int)
    /// The contacts are not those that somebody confirmed: how many there were, and are now.
    case changedMeanwhile(from: Int, to: Int)

    package var explanation: Phrase {
        switch self {
        case .unknown: "there is no such job"
        case .isOver: "the job is over already"
        case .mustEnd: "this job has to go on to its end: what it follows was changed already"
        case .nobodyChosen: "nobody is chosen: name contacts, or ask with a filter or a search"
        case .nothingToDo: "nothing is to be changed: name tags, consents or a property"
        case .tooManyChosen(let count):
            "\(count) contacts are too many to be named one by one: choose up to \(JobError.mostNamed), or use a filter"
        case .changedMeanwhile(let former, let count) where former == count:
            "meanwhile other contacts match than those that were confirmed: look at them, then confirm anew"
        case .changedMeanwhile(let former, let count):
            "meanwhile \(count) contacts match instead of \(former): look at them, then confirm anew"
        }
    }

    package static let mostNamed = 10_000
}
