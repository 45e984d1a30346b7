package import Domain
import HTTPTypes

extension RetentionError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .badDays: Failure(places: [.init(explanation, pointer: "/days")])
        case .unknownTag: Failure(places: [.init(explanation, pointer: "/sparedTags")])
        case .isOff, .tagGone, .isRunning, .nobody: Failure(.conflict, detail: explanation)
        case .changed: Failure(.preconditionFailed, detail: explanation)
        }
    }
}

extension SubjectLinkError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .notVerified: Failure(.conflict, detail: explanation)
        case .unknown, .notValid: Failure(.notFound, detail: explanation)
        case .tooManyVisits(let seconds): Failure(.tooManyRequests, detail: explanation, retryAfter: seconds)
        }
    }
}
