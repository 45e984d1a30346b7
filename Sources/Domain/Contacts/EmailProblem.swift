/// Why a text cannot be an e-mail address.
package enum EmailProblem: Error, Equatable {
    case empty
    /// A name with the address in angle brackets.
    case nameAround
    case noAt
    case manyAts
    case space
    case invisible
    case nothingBeforeAt
    case noDomain
    case badSign(Character)
    case badDomainSign(Character)
    case strayDot
    /// The domain without an ending such as `.com`.
    case noEnding(String)
    /// The domain with a label that begins or ends with a hyphen, or is too long.
    case badDomain(String)
    case tooLongBeforeAt
    case tooLong
}

extension EmailProblem: Explained {
    package var explanation: Phrase {
        switch self {
        case .empty:
            "The e-mail address is empty."
        case .nameAround:
            "Write the e-mail address alone, without a name and angle brackets around it."
        case .noAt:
            "The e-mail address has no @. Write it as name@example.com."
        case .manyAts:
            "The e-mail address has more than one @. Write one address only."
        case .space:
            "The e-mail address has a space in it. Remove it."
        case .invisible:
            "The e-mail address has an invisible character in it. Type it anew instead of pasting it."
        case .nothingBeforeAt:
            "The e-mail address has nothing before the @. Write it as name@example.com."
        case .noDomain:
            "The e-mail address has nothing after the @. Write it as name@example.com."
        case .badSign(let sign):
            "An e-mail address cannot hold “\(sign)” before the @. Remove it."
        case .badDomainSign(let sign):
            "An e-mail address cannot hold “\(sign)” after the @. Remove it."
        case .strayDot:
            "The e-mail address has a dot too many after the @. Remove it."
        case .noEnding(let domain):
            "The domain “\(domain)” has no ending such as .com. Complete it."
        case .badDomain(let domain):
            "There can be no domain “\(domain)”: a part of it is too long, or begins or ends with a hyphen. Check it."
        case .tooLongBeforeAt:
            "The e-mail address has more than 64 bytes before the @, which no mail server takes. Check it."
        case .tooLong:
            "The e-mail address has more than 254 bytes, which no mail server takes. Check it."
        }
    }
}
