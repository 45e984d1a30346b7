import Domain
import Stores
import TestSupport
import Testing

@testable import Kith

@Suite("U34: analytics")
struct AnalyticsTests {
    private static let people = 80
    private static let questions = 6

    @Test(
        "every figure is the one counted by hand, from the rows and from the roster, while contacts change",
        arguments: TestEngine.allCases
    )
    func byHand(kind: TestEngine) async throws {
        print("AnalyticsTests: seed \(SplitMix64.seedOfRun) (KITH_TEST_SEED repeats it)")
        try await Stage.with(kind) { stage in
            var random = SplitMix64(seed: SplitMix64.seedOfRun)
            var crowds: [Crowd] = []
            for place in Crowd.places {
                var crowd = try await Crowd(in: stage, place, seed: random.next())
                for _ in 0..<Self.people { try await crowd.arrive() }
                crowds.append(crowd)
            }
            for index in crowds.indices { try await compare(&crowds[index], Self.questions) }
            try await stage.withRosters {
                for index in crowds.indices { try await crowds[index].waitForActivity() }
                for round in 0..<3 {
                    for index in crowds.indices {
                        if round > 0 { try await crowds[index].live(steps: 15) }
                        try await compare(&crowds[index], Self.questions)
                    }
                }
            }
        }
    }

    private func compare(_ crowd: inout Crowd, _ questions: Int) async throws {
        let stage = crowd.stage
        for _ in 0..<questions {
            let question = crowd.question()
            let (contacts, activity) = try await stage.countByHand(question, by: crowd.caller)
            let report = try await stage.kith.analytics.report(question, by: crowd.caller)
            let asked: Comment = "\(crowd.place), \(question.range), \(question.contacts.filter), seed \(crowd.seed)"
            #expect(report.analytics.contacts == contacts, asked)
            #expect(report.analytics.activity == activity, asked)
            let periods = report.analytics.periods
            #expect(periods.reduce(0) { $0 + $1.created } == report.analytics.created.now, asked)
            #expect(periods.last?.total == report.analytics.total.now, asked)
            #expect(periods.reduce(0) { $0 + ($1.events ?? 0) } == report.analytics.events?.now, asked)
        }
    }

    @Test("events are not waited for while they are prepared, nor where there is no room for them")
    func states() async throws {
        try await Stage.with(.sqlite) { stage in
            let ada = try await stage.create(["name": "Ada"]).contact.id
            try await stage.happen(99, to: ada)
            var quick = AnalyticsQuestion(waitsForEvents: false)
            #expect(try await stage.kith.analytics.report(quick, by: stage.caller).events == .slow)
            try await stage.withRosters(bytes: 450) {
                let shelf = try #require(stage.kith.rosters.activity(of: stage.caller.organization))
                for _ in 0..<500 where shelf.bytes == 0 {
                    if try await stage.kith.analytics.report(quick, by: stage.caller).events == .slow { break }
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(shelf.bytes == 0)
                #expect(try await stage.kith.analytics.report(quick, by: stage.caller).events == .slow)
                quick.waitsForEvents = true
                #expect(try await stage.kith.analytics.report(quick, by: stage.caller).analytics.events?.now == 100)
            }
        }
    }

    @Test("who may see analytics sees figures, and narrows them only where they may see contacts")
    func permissions() async throws {
        try await Stage.with(.sqlite) { stage in
            try await stage.create(["name": "Ada"])
            let analyst = try await stage.manager([.seeAnalytics])
            let question = AnalyticsQuestion()
            #expect(try await stage.kith.analytics.report(question, by: analyst).analytics.contacts.contacts == 1)
            let narrow = AnalyticsQuestion(contacts: ContactQuestion(filter: "name = Ada"))
            await #expect(throws: PermissionError.missing(.seeContacts)) {
                try await stage.kith.analytics.report(narrow, by: analyst)
            }
            let reader = try await stage.manager([.seeContacts])
            await #expect(throws: PermissionError.missing(.seeAnalytics)) {
                try await stage.kith.analytics.report(question, by: reader)
            }
        }
    }
}
