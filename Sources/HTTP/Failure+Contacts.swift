package import Domain
import HTTPTypes
package import Kith

extension FilterError: AnsweredError {
    /// In every body a filter stands in the member `filter`, as JSON or as one line of text.
    package var failure: Failure {
        switch place {
        case .none: Failure(places: [.init(reason, pointer: "/filter")])
        case .text(let range): Failure(places: [.init(reason, pointer: "/filter", characters: range)])
        case .json(let pointer): Failure(places: [.init(reason, pointer: "/filter" + pointer)])
        }
    }
}

extension ContactOrderError: AnsweredError {
    package var failure: Failure { Failure(places: [.init(description, pointer: "/sort")]) }
}

extension ContactQuestionError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .limit: Failure(places: [.init(description, pointer: "/limit")])
        case .cursor: Failure(places: [.init(description, pointer: "/cursor")])
        }
    }
}

extension ContactError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .unknown, .noPair: Failure(.notFound, detail: description)
        case .changed: Failure(.preconditionFailed, detail: description)
        case .unknownProperty, .archivedProperty, .badValue, .writtenOnce:
            Failure(places: [.init(description, pointer: property.map { "/profile/\($0)" })])
        case .nothingToCallItBy, .noPhoneOrEmail, .tooManyTags, .tooManyTagsInAll, .tooLarge, .mergeWithItself,
            .mergeSize:
            Failure(.unprocessableContent, detail: description)
        }
    }
}

extension JobError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .unknown: Failure(.notFound, detail: description)
        case .isOver: Failure(.conflict, detail: description)
        case .nobodyChosen, .nothingToDo, .tooManyChosen: Failure(.unprocessableContent, detail: description)
        }
    }
}

extension MemberIDError: AnsweredError {
    package var failure: Failure { Failure(.unprocessableContent, detail: description) }
}

extension ImportError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .unknown: Failure(.notFound, detail: description)
        case .propertyChanged: Failure(.conflict, detail: description)
        default: Failure(.unprocessableContent, detail: description)
        }
    }
}
