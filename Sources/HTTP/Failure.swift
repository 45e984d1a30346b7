import Database
package import Domain
package import HTTPTypes
import Hummingbird
import Kith

/// What an error means to whoever asked: a status, and words that are safe to show.
package struct Failure: Error, Sendable, Equatable {
    /// One thing that is wrong with a request, and where.
    package struct Place: Sendable, Equatable {
        package var detail: Phrase
        /// A JSON pointer into the body.
        package var pointer: String?
        /// The name of a query's parameter.
        package var parameter: String?
        /// Where the place is a text that has places of its own: characters of it, counted as Unicode scalars.
        package var characters: Range<Int>?

        package init(
            _ detail: Phrase,
            pointer: String? = nil,
            parameter: String? = nil,
            characters: Range<Int>? = nil
        ) {
            self.detail = detail
            self.pointer = pointer
            self.parameter = parameter
            self.characters = characters
        }
    }

    package let status: HTTPResponse.Status
    /// One sentence, or nil where the status says all.
    package let detail: Phrase?
    /// Seconds after which asking again makes sense.
    package var retryAfter: Int?
    /// What is wrong, by place, where places are known.
    package var places: [Place]
    package var headers: HTTPFields

    package init(
        _ status: HTTPResponse.Status,
        detail: Phrase? = nil,
        retryAfter: Int? = nil,
        places: [Place] = [],
        headers: HTTPFields = [:]
    ) {
        self.status = status
        self.detail = detail
        self.retryAfter = retryAfter
        self.places = places
        self.headers = headers
    }

    /// What cannot be taken from a request (422), by place.
    package init(places: [Place]) {
        self.init(.unprocessableContent, detail: places.map(\.detail).first, places: places)
    }

    /// Translates an error of any area. What is not known is a fault of ours (500), and says nothing of itself.
    package init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as any AnsweredError: self = error.failure
        case let error as PermissionError: self.init(.forbidden, detail: error.explanation)
        case let error as ManagerError: self.init(error)
        case let error as RoleError: self.init(error)
        case let error as KeyError: self.init(error)
        case let error as OrganizationError: self.init(error)
        case let error as BackupError: self.init(error)
        case let error as SubscriptionError: self.init(error)
        case let error as InstanceSecretError: self.init(.serviceUnavailable, detail: error.explanation)
        case let error as DatabaseError: self.init(error)
        case let error as any HTTPResponseError: self.init(error.status)
        default: self.init(.internalServerError)
        }
    }

    private init(_ error: ManagerError) {
        switch error {
        case .unknown, .linkNotValid, .unknownSession: self.init(.notFound, detail: error.explanation)
        case .emailTaken, .lastOwner, .totpIsOn, .totpIsOff, .totpNotBegun, .totpIsOwn:
            self.init(.conflict, detail: error.explanation)
        case .signInRefused, .codeNeeded, .codeRefused, .signInTookTooLong:
            self.init(.unauthorized, detail: error.explanation)
        case .notAManager: self.init(.forbidden, detail: error.explanation)
        case .tooManyAttempts(let seconds):
            self.init(.tooManyRequests, detail: error.explanation, retryAfter: seconds)
        case .busy: self.init(.serviceUnavailable, detail: error.explanation, retryAfter: 5)
        case .badEmail, .badName, .passwordTooShort, .passwordTooLong, .passwordRefused:
            self.init(.unprocessableContent, detail: error.explanation)
        }
    }

    private init(_ error: RoleError) {
        switch error {
        case .unknown: self.init(.notFound, detail: error.explanation)
        case .nameTaken, .tooMany, .builtIn, .inUse: self.init(.conflict, detail: error.explanation)
        case .badName, .ofOwnersOnly: self.init(.unprocessableContent, detail: error.explanation)
        }
    }

    private init(_ error: KeyError) {
        switch error {
        case .unknown: self.init(.notFound, detail: error.explanation)
        case .notValid: self.init(.unauthorized, detail: error.explanation)
        case .badName, .noScopes, .unknownScope: self.init(.unprocessableContent, detail: error.explanation)
        }
    }

    private init(_ error: OrganizationError) {
        switch error {
        case .unknown, .noLogo, .setUpLinkNotValid: self.init(.notFound, detail: error.explanation)
        case .keyTaken, .changedMeanwhile: self.init(.conflict, detail: error.explanation)
        case .badKey, .badName, .badCountry, .badTimeZone, .badLanguage, .badCurrency, .badPurchaseWindow:
            self.init(.unprocessableContent, detail: error.explanation)
        }
    }

    private init(_ error: BackupError) {
        switch error {
        case .unknown: self.init(.notFound, detail: error.explanation)
        case .running, .noFolder, .severalOrganizations: self.init(.conflict, detail: error.explanation)
        case .badFolder: self.init(.serviceUnavailable, detail: error.explanation)
        }
    }

    private init(_ error: SubscriptionError) {
        switch error {
        case .full, .noLimit: self.init(.conflict, detail: error.explanation)
        case .badNumber: self.init(.unprocessableContent, detail: error.explanation)
        }
    }

    private init(_ error: DatabaseError) {
        switch error.kind {
        case .full:
            self.init(
                HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
                detail: "the disk is full: nothing was changed"
            )
        case .conflict, .unavailable, .closed:
            self.init(.serviceUnavailable, detail: "the database cannot be reached at this moment", retryAfter: 5)
        case .commitUnknown:
            self.init(
                .serviceUnavailable,
                detail: "the connection to the database broke: look whether the change was made, then try again"
            )
        case .notUnique, .constraint, .unexpectedValue, .other:
            self.init(.internalServerError)
        }
    }
}

/// An error of an area that says itself what it means to whoever asked.
///
/// Each area conforms its errors in a file `Failure+Area.swift` beside this one.
package protocol AnsweredError: Error {
    var failure: Failure { get }
}
