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
    package var failure: Failure { Failure(places: [.init(explanation, pointer: "/sort")]) }
}

extension ContactQuestionError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .limit: Failure(places: [.init(explanation, pointer: "/limit")])
        case .cursor: Failure(places: [.init(explanation, pointer: "/cursor")])
        case .rank, .twoPlaces: Failure(places: [.init(explanation, pointer: "/rank")])
        }
    }
}

extension AnalyticsError: AnsweredError {
    package var failure: Failure { Failure(places: [.init(explanation, parameter: "from")]) }
}

extension PersonalTextError: AnsweredError {
    package var failure: Failure { Failure(places: [.init(explanation, pointer: "/text", characters: place)]) }
}

extension TermsError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .unknownKey, .notSought: Failure(places: [.init(explanation, pointer: "/terms/key")])
        case .none, .tooMany, .tooLong, .holdsNUL: Failure(places: [.init(explanation, pointer: "/terms")])
        case .gone: Failure(.notFound, detail: explanation)
        }
    }
}

extension ContactError: AnsweredError {
    /// Places are those in a body that has `profile` and `tags`; whoever reads them elsewhere moves them.
    package var failure: Failure {
        switch self {
        case .unknown, .noPair: Failure(.notFound, detail: explanation)
        case .changed: Failure(.preconditionFailed, detail: explanation)
        case .several(let errors): Failure(places: errors.flatMap(\.failure.places))
        case .unknownProperty, .archivedProperty, .badValue, .writtenOnce, .nothingToCallItBy, .noPhoneOrEmail,
            .tooManyTags, .tooManyTagsInAll, .badConsentSource, .tooLarge, .mergeWithItself, .mergeSize:
            Failure(places: [.init(explanation, pointer: pointer)])
        }
    }

    private var pointer: String? {
        switch self {
        case .unknownProperty(let key, _), .archivedProperty(let key), .writtenOnce(let key), .badValue(let key, _):
            "/profile/" + key.replacing("~", with: "~0").replacing("/", with: "~1")
        case .nothingToCallItBy, .noPhoneOrEmail, .tooLarge: "/profile"
        case .tooManyTags, .tooManyTagsInAll: "/tags"
        case .badConsentSource: "/consentSource"
        case .mergeWithItself, .mergeSize: "/others"
        case .unknown, .noPair, .changed, .several: nil
        }
    }
}

extension JobError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .unknown: Failure(.notFound, detail: explanation)
        case .isOver, .mustEnd, .changedMeanwhile: Failure(.conflict, detail: explanation)
        case .nobodyChosen, .tooManyChosen: Failure(places: [.init(explanation, pointer: "/contacts")])
        case .nothingToDo: Failure(places: [.init(explanation, pointer: "/change")])
        }
    }
}

extension MemberIDError: AnsweredError {
    package var failure: Failure { Failure(.unprocessableContent, detail: explanation) }
}

extension ImportError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .unknown: Failure(.notFound, detail: explanation)
        case .propertyChanged: Failure(.conflict, detail: explanation)
        default: Failure(.unprocessableContent, detail: explanation)
        }
    }
}

extension PictureProblem: AnsweredError {
    package var failure: Failure {
        switch self {
        case .tooManyBytes: Failure(.contentTooLarge, detail: explanation)
        case .unknownFormat, .damaged, .tooManyPixels: Failure(.unprocessableContent, detail: explanation)
        }
    }
}

extension SiteError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .noMemberSecret: Failure(.conflict, detail: explanation)
        }
    }
}

extension AvatarError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .none: Failure(.notFound, detail: explanation)
        case .busy: Failure(.serviceUnavailable, detail: explanation, retryAfter: 5)
        }
    }
}
