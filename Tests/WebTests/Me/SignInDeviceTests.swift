import Testing

@testable import Web

@Suite("What somebody signed in with")
struct SignInDeviceTests {
    @Test(
        "is said by the names of its browser and its system",
        arguments: [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
                    + "Safari/537.36 Edg/140.0.0.0", "Edge", "Windows"
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
                    + "Whale/4.33.325.17 Safari/537.36", "Whale", "Windows"
            ),
            (
                "Mozilla/5.0 (Linux; Android 16; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) "
                    + "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", "Samsung Internet", "Android"
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                    + "CriOS/140.0.0.0 Mobile/15E148 Safari/604.1", "Chrome", "iPhone"
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                    + "Version/18.5 Safari/605.1.15", "Safari", "Mac"
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0", "Firefox", "Linux"),
            ("curl/8.5.0", "curl", nil),
            ("python-requests/2.31", "python-requests", nil),
            ("Mozilla/5.0 (Windows NT 6.1)", nil, "Windows"),
        ] as [(String, String?, String?)]
    )
    func known(userAgent: String, browser: String?, system: String?) {
        let device = SignInDevice(userAgent)
        #expect(device.browser == browser)
        #expect(device.system == system)
    }

    @Test(
        "is unknown where it says nothing, or something that is no name",
        arguments: [
            nil, "", " ", "/", "Mozilla/5.0", "<script>/1", "로봇/1", "\u{202E}curl/1",
            String(repeating: "a", count: 200),
        ] as [String?]
    )
    func unknown(userAgent: String?) {
        #expect(SignInDevice(userAgent) == SignInDevice(nil))
    }
}
