/// Whether a manager signs in with a code, too, and what remains of the codes for when the device is lost.
package struct TOTPState: Hashable, Sendable {
    /// When it was switched on; nil while it is off.
    package let since: Instant?
    package let recoveryCodesLeft: Int

    package init(since: Instant?, recoveryCodesLeft: Int) {
        self.since = since
        self.recoveryCodesLeft = recoveryCodesLeft
    }

    package var isOn: Bool { since != nil }
}
