package import Domain
import HTTPTypes

extension SegmentError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .badName: Failure(places: [.init(description, pointer: "/name")])
        case .badDescription: Failure(places: [.init(description, pointer: "/description")])
        case .notPersonal: Failure(places: [.init(description, pointer: "/visibility")])
        case .nameTaken, .tooMany, .tooManyPersonal, .inUse: Failure(.conflict, detail: description)
        case .unknown: Failure(.notFound, detail: description)
        case .changed: Failure(.preconditionFailed, detail: description)
        }
    }
}

extension PropertyError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .badKey, .builtInKey: Failure(places: [.init(description, pointer: "/key")])
        case .badName: Failure(places: [.init(description, pointer: "/name")])
        case .badOptions, .optionsWithoutSelect: Failure(places: [.init(description, pointer: "/options")])
        case .badDefault: Failure(places: [.init(description, pointer: "/defaultValue")])
        case .badReplacement, .stillAnOption: Failure(places: [.init(description, pointer: "/replacing")])
        case .keysTwice: Failure(places: [.init(description, pointer: "/keys")])
        case .keyTaken, .tooMany, .fixedDefault, .neverArchived, .archived, .isChanging, .optionInUse,
            .valuesDoNotFit:
            Failure(.conflict, detail: description)
        case .unknown, .notSeen: Failure(.notFound, detail: description)
        case .changed: Failure(.preconditionFailed, detail: description)
        }
    }
}

extension TagNameError: AnsweredError {
    package var failure: Failure { Failure(.unprocessableContent, detail: description) }
}

extension TagError: AnsweredError {
    package var failure: Failure {
        switch self {
        case .unknown: Failure(.notFound, detail: description)
        case .nameTaken, .tooMany, .isGoing: Failure(.conflict, detail: description)
        case .changed: Failure(.preconditionFailed, detail: description)
        case .mergeWithItself: Failure(places: [.init(description, pointer: "/into")])
        }
    }
}
