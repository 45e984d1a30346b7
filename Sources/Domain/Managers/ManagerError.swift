/// Why a manager could not be made, changed or let in. Each description is safe to show.
package enum ManagerError: Error, Equatable, Sendable, CustomStringConvertible {
    case badEmail(String)
    case emailTaken(String)
    case badName
    case unknown
    case lastOwner
    case passwordTooShort
    case passwordTooLong
    case linkNotValid
    case signInRefused
    case tooManyAttempts(secondsToWait: Int)
    case busy

    package var description: String {
        switch self {
        case .badEmail(let email):
            "“\(email)” is not an e-mail address: write it as name@example.com"
        case .emailTaken(let email):
            "the organization has a manager with the e-mail “\(email)” already"
        case .badName:
            "a manager's name has 1 to 200 characters on one line"
        case .unknown:
            "the organization has no such manager"
        case .lastOwner:
            "an organization keeps at least one owner: make another manager an owner first"
        case .passwordTooShort:
            "a password has at least \(Password.shortest) characters"
        case .passwordTooLong:
            "a password has at most \(Password.longest) characters"
        case .linkNotValid:
            "this link was used already, has expired, or was never valid: ask an owner for a new one"
        case .signInRefused:
            "e-mail and password do not belong together"
        case .tooManyAttempts(let seconds):
            "too many attempts: try again in \(max(1, (seconds + 59) / 60)) min"
        case .busy:
            "too many people are signing in at this moment: try again in a few seconds"
        }
    }
}
