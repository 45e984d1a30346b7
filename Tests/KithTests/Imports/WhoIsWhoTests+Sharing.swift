import Domain
import Kith
import TestSupport
import Testing

/// A weaker identity never overrides a stronger one.
extension WhoIsWhoTests {
    @Suite struct Sharing {
        @Test(
            "K1: a differing member id makes another contact, which shares the e-mail",
            arguments: TestEngine.allCases
        )
        func otherMemberSharesEmail(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.members("memberId,name,email\nm1,Ann,a@example.com\n")
                #expect(
                    try await stage.members("memberId,name,email\nm2,Bob,A@example.com\n") == ImportCounts(created: 1)
                )
                #expect(try await stage.people() == ["Ann, m1*, a@example.com*", "Bob, m2*, A@example.com"])
                #expect(try await stage.duplicates() == ["Ann, Bob: email"])
            }
        }

        @Test("K1: a differing member id makes another contact, which shares the phone", arguments: TestEngine.allCases)
        func otherMemberSharesPhone(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.members("memberId,name,phone\nm1,Ann,010-1111-2222\n")
                #expect(
                    try await stage.members("memberId,name,phone\nm2,Bob,01011112222\n") == ImportCounts(created: 1)
                )
                #expect(try await stage.people() == ["Ann, m1*, +821011112222*", "Bob, m2*, +821011112222"])
                #expect(try await stage.duplicates() == ["Ann, Bob: phone"])
            }
        }

        @Test("a differing e-mail makes another contact, which shares the phone", arguments: TestEngine.allCases)
        func otherEmailSharesPhone(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.leads("name,email,phone\nAnn,a@example.com,010-1111-2222\n")
                let text = "name,email,phone\nBob,b@example.com,010-1111-2222\n"
                #expect(try await stage.leads(text) == ImportCounts(created: 1))
                #expect(
                    try await stage.people() == [
                        "Ann, a@example.com*, +821011112222*", "Bob, b@example.com*, +821011112222",
                    ]
                )
                #expect(try await stage.duplicates() == ["Ann, Bob: phone"])
                #expect(try await stage.leads(text) == ImportCounts(unchanged: 1))
            }
        }

        @Test("a known member who takes another's e-mail shares it", arguments: TestEngine.allCases)
        func knownMemberTakesEmail(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.members("memberId,name,email\nm1,Ann,a@example.com\nm2,Bob,b@example.com\n")
                try await stage.members("memberId,email\nm2,a@example.com\n")
                #expect(try await stage.people() == ["Ann, m1*, a@example.com*", "Bob, m2*, a@example.com"])
                #expect(try await stage.duplicates() == ["Ann, Bob: email"])
            }
        }

        @Test("an e-mail that is another member's does not hide whose the phone is", arguments: TestEngine.allCases)
        func phoneBehindForeignEmail(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.members("memberId,name,email\nm1,Ann,a@example.com\n")
                try await stage.leads("name,phone\nBob,010-1111-2222\n")
                let text = "memberId,email,phone\nm2,a@example.com,010-1111-2222\n"
                #expect(try await stage.members(text) == ImportCounts(updated: 1))
                #expect(
                    try await stage.people() == [
                        "Ann, m1*, a@example.com*", "Bob, m2*, a@example.com, +821011112222*",
                    ]
                )
                #expect(try await stage.duplicates() == ["Ann, Bob: email"])
            }
        }

        @Test("editing a value releases its identity", arguments: TestEngine.allCases)
        func editingReleases(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.members("memberId,name,email,phone\nm1,Ann,a@example.com,010-1111-2222\n")
                try await stage.members("memberId,email,phone\nm1,ann@example.com,010-3333-4444\n")
                let identities = try await stage.identities()
                #expect(
                    Set(identities.keys) == [
                        Identity(.memberID, "m1"), Identity(.email, "ann@example.com"),
                        Identity(.phone, "+821033334444"),
                    ]
                )
            }
        }

        @Test("a released identity can be claimed by another", arguments: TestEngine.allCases)
        func releasedIsClaimed(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                let before = "memberId,name,email,phone\nm1,Ann,a@example.com,010-1111-2222\n"
                let bob = "m2,Bob,a@example.com,010-1111-2222\n"
                try await stage.members(before + bob)
                try await stage.members("memberId,name,email,phone\nm1,Ann,ann@example.com,010-3333-4444\n\(bob)")
                #expect(
                    try await stage.people() == [
                        "Ann, m1*, ann@example.com*, +821033334444*", "Bob, m2*, a@example.com*, +821011112222*",
                    ]
                )
            }
        }

        @Test("an e-mail that another takes over in the same file goes with it", arguments: TestEngine.allCases)
        func takenOverInOneFile(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.members("memberId,name,email\nm1,Ann,a@example.com\nm2,Bob,b@example.com\n")
                try await stage.members("memberId,email\nm1,c@example.com\nm2,a@example.com\n")
                #expect(try await stage.people() == ["Ann, m1*, c@example.com*", "Bob, m2*, a@example.com*"])
                #expect(try await stage.duplicates() == [])
            }
        }

        @Test("a member id that leads to a merged contact leaves its own in place", arguments: TestEngine.allCases)
        func formerMemberID(engine: TestEngine) async throws {
            try await Stage.with(engine) { stage in
                try await stage.members("memberId,name\nm1,Ann\n")
                try await stage.lead(Identity(.memberID, "m0"), to: stage.contact(memberID: "m1").id)
                let text = "memberId,name\nm0,Ann\nm1,Ann\n"
                #expect(try await stage.members(text) == ImportCounts(unchanged: 1, merged: 1))
                #expect(try await stage.people() == ["Ann, m1*"])
            }
        }
    }
}
