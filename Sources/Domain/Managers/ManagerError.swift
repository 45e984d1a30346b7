/// Why a manager could not be made, changed or let in. Each description is safe to show.
package enum ManagerError: Explained, Equatable {
    case badEmail(String)
    case emailTaken(String)
    case badName
    case unknown
    case lastOwner
    case passwordTooShort
    case passwordTooLong
    case linkNotValid
    case signInRefused
    case codeNeeded
    case codeRefused
    case signInTookTooLong
    case passwordRefused
    case totpIsOn
    case totpIsOff
    case totpNotBegun
    case totpIsOwn
    case unknownSession
    case notAManager
    case tooManyAttempts(secondsToWait: Int)
    case busy

    package var explanation: Phrase {
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
        case .codeNeeded:
            "this manager also signs in with a code: give the one that the app shows, or a recovery code"
        case .codeRefused:
            "this code is not valid: use the newest one that the app shows, or a recovery code that was not used yet"
        case .signInTookTooLong:
            "signing in took longer than five minutes: begin again"
        case .passwordRefused:
            "this is not your password"
        case .totpIsOn:
            "signing in needs a code already: switch that off first"
        case .totpIsOff:
            "signing in needs no code: there is nothing to switch off"
        case .totpNotBegun:
            "there is no secret to confirm: ask for one first"
        case .totpIsOwn:
            "this switches another manager's codes off: your own need your password and a code"
        case .unknownSession:
            "there is no such session"
        case .notAManager:
            "this is about a manager's own way to sign in: a program with a key cannot do it"
        case .tooManyAttempts(let seconds):
            "too many attempts: try again in \(max(1, (seconds + 59) / 60)) min"
        case .busy:
            "too many people are signing in at this moment: try again in a few seconds"
        }
    }
}
