import Hummingbird

/// The two cookies of Kith: neither can be read by a script, nor is sent with what another site posts.
struct Cookies: Sendable {
    static let session = "kith_session"
    /// Proves that a form of somebody who is not signed in came from a page of ours (double submit).
    static let form = "kith_form"

    private let isSecure: Bool

    init(_ settings: WebSettings) {
        isSecure = settings.isSecure
    }

    static func session(of request: Request) -> String? {
        request.cookies[session]?.value
    }

    static func formToken(of request: Request) -> String? {
        guard let value = request.cookies[form]?.value, value.utf8.count == 43 else { return nil }
        return value
    }

    func set(_ name: String, _ value: String, maxAge: Int, on response: inout Response) {
        let cookie = Cookie(
            name: name,
            value: value,
            maxAge: maxAge,
            path: "/",
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        )
        response.setCookie(cookie)
    }

    func clear(_ name: String, on response: inout Response) {
        set(name, "", maxAge: 0, on: &response)
    }
}
