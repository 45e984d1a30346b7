import Domain
import HTTP
import HTTPTypes
import Kith
import Outside

/// By what one contact is looked up.
enum ContactLookup {
    case id(ContactID)
    case memberID(MemberID)
    case email(EmailAddress)
    case phone(String)

    /// Reads exactly one of `id`, `memberId`, `email` and `phone`.
    init(_ query: QueryFields) throws {
        let names = ["id", "memberId", "email", "phone"]
        let given = names.filter { query.has($0) }
        guard let name = given.first, given.count == 1, let text = query.text(name) else {
            throw Failure(
                .unprocessableContent,
                detail: """
                    name one contact by exactly one of \(names.joined(separator: ", ")); many are found by POST \
                    \(APIRoute.base)/contacts/search
                    """,
                places: given.dropFirst().map { .init("only one of these is taken", parameter: $0) }
            )
        }
        do {
            switch name {
            case "id": self = .id(query.id(name) ?? ContactID(rawValue: 0))
            case "memberId": self = .memberID(try MemberID(text))
            case "email": self = .email(try EmailAddress(text))
            default: self = .phone(text)
            }
        } catch {
            throw Failure(places: [.init(Phrase(of: error), parameter: name)])
        }
    }

    func find(in kith: Kith, by caller: Caller) async throws -> FoundContact? {
        switch self {
        case .id(let id):
            do {
                return try await kith.contacts.find(id, by: caller)
            } catch ContactError.unknown {
                return nil
            }
        case .memberID(let id): return try await kith.contacts.find(by: Identity(.memberID, id.text), by: caller)
        case .email(let email): return try await kith.contacts.find(by: Identity(.email, email.key), by: caller)
        case .phone(let text):
            do {
                let identity = try await kith.contacts.identity(ofPhone: text, by: caller)
                return try await kith.contacts.find(by: identity, by: caller)
            } catch let problem as PhoneProblem {
                throw Failure(places: [.init(problem.explanation, parameter: "phone")])
            }
        }
    }
}
