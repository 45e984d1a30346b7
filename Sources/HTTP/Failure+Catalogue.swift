package import Domain
import HTTPTypes

extension SegmentError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .badName: Failure(places: [.init(explanation, pointer: "/name")])
        case .badDescription: Failure(places: [.init(explanation, pointer: "/description")])
        case .notPersonal: Failure(places: [.init(explanation, pointer: "/visibility")])
        case .nameTaken, .tooMany, .tooManyPersonal, .inUse: Failure(.conflict, detail: explanation)
        case .unknown: Failure(.notFound, detail: explanation)
        case .changed: Failure(.preconditionFailed, detail: explanation)
        }
    }
}

extension PropertyError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .badKey, .builtInKey: Failure(places: [.init(explanation, pointer: "/key")])
        case .badName: Failure(places: [.init(explanation, pointer: "/name")])
        case .badOptions, .optionsWithoutSelect: Failure(places: [.init(explanation, pointer: "/options")])
        case .badDefault: Failure(places: [.init(explanation, pointer: "/defaultValue")])
        case .badReplacement, .stillAnOption: Failure(places: [.init(explanation, pointer: "/replacing")])
        case .keysTwice: Failure(places: [.init(explanation, pointer: "/keys")])
        case .keyTaken, .tooMany, .fixedDefault, .neverArchived, .archived, .isChanging, .optionInUse,
            .valuesDoNotFit:
            Failure(.conflict, detail: explanation)
        case .unknown, .notSeen: Failure(.notFound, detail: explanation)
        case .changed: Failure(.preconditionFailed, detail: explanation)
        }
    }
}

extension TagNameError: AnsweredError {
    package var failure: Failure { Failure(.unprocessableContent, detail: explanation) }
}

extension TagError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .unknown: Failure(.notFound, detail: explanation)
        case .nameTaken, .tooMany, .isGoing, .sparesContacts: Failure(.conflict, detail: explanation)
        case .changed: Failure(.preconditionFailed, detail: explanation)
        case .mergeWithItself: Failure(places: [.init(explanation, pointer: "/into")])
        }
    }
}
