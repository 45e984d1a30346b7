import Domain
import Kith
import TestSupport
import Testing

/// What the columns of a file are taken for.
@Suite struct ImportColumnTests {
    @Test(
        "the type of a new property is guessed from its whole column",
        arguments: TestEngine.allCases,
        [
            (["1", "2.5", "-3"], PropertyType.number),
            (["0", "1", "0"], .number),
            (["1", "2", "late"], .text),
            (["007", "8"], .text),
            (["0", "0.5"], .number),
            (["1234567890123456", "1"], .text),
            (["+1", "2"], .text),
            (["true", "FALSE", "yes"], .boolean),
            (["true", "1"], .text),
            (["2026-01-02", "2026/03/04"], .date),
            (["2026-01-02", "2026-03-04 05:06"], .datetime),
            (["2026-01-02T03:04:05Z", ""], .datetime),
            (["2026-01-02", "soon"], .text),
            (["", " "], .text),
        ]
    )
    func typeGuessing(engine: TestEngine, row: (cells: [String], type: PropertyType)) async throws {
        try await Stage.with(engine) { stage in
            // The last cell that says something is far behind the first batch.
            let first = row.cells.dropLast().map { "m\($0.count),\($0)\n" }.joined()
            let filling = (0..<1_100).map { "x\($0),\(row.cells[0])\n" }.joined()
            let text = "memberId,what\n\(first)\(filling)last,\(row.cells.last ?? "")\n"
            let result = try await stage.run(text, .members) { $0.createsProperties = true }
            #expect(result.columns.newProperties.map(\.type) == [row.type])
            #expect(result.counts.refused == 0)
            let catalogue = try await stage.catalogue()
            #expect(catalogue.properties["what"]?.type == row.type)
        }
    }

    @Test("new properties get keys by the names of their columns", arguments: TestEngine.allCases)
    func newKeys(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let text = "memberId,Job title,LTV,profile.plan,Größe (cm),1st order,직업,re\u{301}gion\nm1,a,1,b,2,c,d,e\n"
            let result = try await stage.run(text, .members) { $0.createsProperties = true }
            let properties = result.columns.newProperties
            #expect(
                properties.map(\.key) == ["jobTitle", "LTV", "plan", "größeCm", "_1stOrder", "직업", "région"]
            )
            #expect(properties.last.map { Array($0.key.utf8) } == Array("r\u{E9}gion".utf8))
            #expect(properties.map(\.name).first == "Job title")
            let profile = try await stage.contact(memberID: "m1").profile
            #expect(profile["jobTitle"] == .text("a"))
            #expect(profile["LTV"] == .number(1))
            #expect(profile["직업"] == .text("d"))
            let again = try await stage.run(text, .members) { $0.createsProperties = true }
            #expect(again.columns.newProperties == [])
            #expect(again.counts == ImportCounts(unchanged: 1))
        }
    }

    @Test("columns that no property has the name of are left out unless asked for", arguments: TestEngine.allCases)
    func leftOut(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let result = try await stage.run("memberId,plan,Has chat,id\nm1,pro,1,x\n", .members)
            #expect(result.columns.ignored.map(\.column) == ["plan", "Has chat", "id"])
            #expect(try await stage.contact(memberID: "m1").profile == [:])
            let made = try await stage.run("memberId,plan,Has chat,id\nm1,pro,1,x\n", .members) {
                $0.createsProperties = true
            }
            #expect(made.columns.newProperties.map(\.key) == ["plan"])
            #expect(made.columns.ignored.map(\.column) == ["Has chat", "id"])
        }
    }

    @Test("names of columns are known in their usual spellings", arguments: TestEngine.allCases)
    func usualNames(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let result = try await stage.run(
                "member id,E-mail Address,Phone Number,FULL NAME,Company name,Labels,profile.title,Last seen at\n"
                    + "m1,a@example.com,010-1111-2222,Ann,Acme,vip,CEO,2026-01-01\n",
                .members
            )
            #expect(result.columns.ignored == [])
            let contact = try await stage.contact(memberID: "m1")
            #expect(try await stage.people() == ["Ann, m1*, a@example.com*, +821011112222*"])
            #expect(contact.profile["company"] == .text("Acme"))
            #expect(contact.profile["title"] == .text("CEO"))
            #expect(contact[.lastSeenAt] != nil)
            #expect(try await stage.tags(of: contact) == ["vip"])
        }
    }

    @Test("a map says where columns go, or that they are left out", arguments: TestEngine.allCases)
    func mapping(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let result = try await stage.run("id,a=b,c,email,new\nm1,Acme,CEO,no e-mail,1\n", .members) {
                $0.createsProperties = true
                $0.mapping = [
                    (column: "id", key: "memberId"), (column: "a=b", key: "profile.company"),
                    (column: "c", key: "title"), (column: "email", key: ""), (column: "new", key: "profile.score"),
                ]
            }
            #expect(result.counts == ImportCounts(created: 1))
            #expect(result.columns.ignored.map(\.column) == ["email"])
            #expect(result.columns.newProperties.map(\.key) == ["score"])
            let profile = try await stage.contact(memberID: "m1").profile
            #expect(profile == ["company": .text("Acme"), "title": .text("CEO"), "score": .number(1)])
        }
    }

    @Test("an archived property is not collected", arguments: TestEngine.allCases)
    func archived(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.define(Property(key: "plan", name: "Plan", type: .text, isArchived: true))
            for column in ["plan", "Plan", "profile.plan"] {
                let result = try await stage.run("memberId,\(column)\nm1,pro\n", .members) {
                    $0.createsProperties = true
                }
                #expect(result.columns.ignored.map(\.column) == [column])
                #expect(result.columns.newProperties == [])
            }
            await #expect(throws: ImportError.self) {
                try await stage.members("memberId,x\nm1,pro\n") { $0.mapping = [(column: "x", key: "plan")] }
            }
            #expect(try await stage.contact(memberID: "m1").profile == [:])
        }
    }

    @Test("an organization has at most 500 properties", arguments: TestEngine.allCases)
    func limitOfProperties(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let free = Property.limit - Property.defaults.count
            func text(_ count: Int) -> String {
                "memberId," + (1...count).map { "c\($0)" }.joined(separator: ",") + "\nm1"
                    + String(repeating: ",x", count: count) + "\n"
            }
            let before = try await stage.dump()
            await #expect(throws: ImportError.tooManyProperties(501)) {
                try await stage.members(text(free + 1)) { $0.createsProperties = true }
            }
            #expect(try await stage.dump() == before)
            let counts = try await stage.members(text(free)) { $0.createsProperties = true }
            #expect(counts == ImportCounts(created: 1))
            let catalogue = try await stage.catalogue()
            #expect(catalogue.properties.count == Property.limit)
        }
    }
}
