import Domain
import Kith
import TestSupport
import Testing

@Suite("The logo of an organization")
struct LogoTests {
    @Test("is a small square, of one organization, replaced and taken away", arguments: TestEngine.allCases)
    func wholeWay(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let (organizations, caller) = (fixture.kith.organizations, try await fixture.organization())
            let other = try await fixture.organization("other")
            await #expect(throws: OrganizationError.noLogo) { _ = try await organizations.logo(by: caller) }
            let first = try await organizations.putLogo(SamplePicture.jpeg.bytes, by: caller)
            let logo = try await organizations.logo(by: caller)
            #expect(first.logo == logo.version && logo.contentType == "image/webp")
            #expect(try await organizations.current(by: caller).logo == logo.version)
            #expect(try await organizations.current(by: other).logo == nil)
            await #expect(throws: OrganizationError.noLogo) { _ = try await organizations.logo(by: other) }
            #expect(try await organizations.putLogo(SamplePicture.jpeg.bytes, by: caller).logo == logo.version)
            await #expect(throws: PictureProblem.unknownFormat) {
                _ = try await organizations.putLogo(Array("<svg onload=alert(1)>".utf8), by: caller)
            }
            _ = try await organizations.removeLogo(by: other)
            #expect(try await organizations.current(by: caller).logo == logo.version)
            #expect(try await organizations.removeLogo(by: caller).logo == nil)
            await #expect(throws: OrganizationError.noLogo) { _ = try await organizations.logo(by: caller) }
            _ = try await organizations.removeLogo(by: caller)
            let edits = try await fixture.kith.audit.entries(AuditFilter(action: .editedOrganization), by: caller)
                .entries
            #expect(edits.count == 2)
        }
    }

    @Test("is seen by every manager, and changed by whoever manages the organization", arguments: TestEngine.allCases)
    func permissions(engine: TestEngine) async throws {
        try await Fixture.with(engine) { fixture in
            let (organizations, caller) = (fixture.kith.organizations, try await fixture.organization())
            let basic = try await fixture.manager("ben@example.com", role: "basic", by: caller)
            _ = try await organizations.putLogo(SamplePicture.jpeg.bytes, by: caller)
            #expect(try await organizations.logo(by: basic) == organizations.logo(by: caller))
            let missing = PermissionError.missing(.manageOrganization)
            await #expect(throws: missing) {
                _ = try await organizations.putLogo(SamplePicture.jpeg.bytes, by: basic)
            }
            await #expect(throws: missing) { _ = try await organizations.removeLogo(by: basic) }
        }
    }
}
