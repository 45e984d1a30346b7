import Database
import Domain
import Stores
import TestSupport
import Testing

@testable import Kith

@Suite("Retention")
struct RetentionTests {
    static let day: Int64 = 86_400_000
    /// The clock of tests begins at 20:57:40 in Seoul, where the organization is.
    private static let toMidnight: Int64 = 10_940_000

    @Test(
        "U33: nothing goes before a rule is switched on, nor on the day on which it is",
        arguments: TestEngine.allCases
    )
    func off(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.create(["name": "Ann"])
            stage.clock.advance(400 * Self.day)
            try await stage.keepToRetention()
            #expect(try await stage.contacts().count == 1)
            #expect(try await stage.kith.privacy.retention(by: stage.caller).kept == nil)
            try await stage.kith.privacy.setRetention(RetentionRule(.delete, afterDays: 30), by: stage.caller)
            try await stage.keepToRetention()
            #expect(try await stage.contacts().count == 1)
            stage.clock.advance(Self.day)
            try await stage.keepToRetention()
            #expect(try await stage.contacts().isEmpty)
        }
    }

    @Test("U33: the run of a day takes whom the rule is about, and says so", arguments: TestEngine.allCases)
    func runs(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let old = try await stage.annotated()
            try await stage.kith.privacy.setRetention(RetentionRule(.delete, afterDays: 30), by: stage.caller)
            stage.clock.advance(20 * Self.day)
            let newer = try await stage.create(["name": "Newer"]).contact
            stage.clock.advance(10 * Self.day + Self.toMidnight - 600_000)
            try await stage.keepToRetention()
            #expect(try await stage.contacts().count == 2, "30 days are not over yet")
            stage.clock.advance(1_200_000)
            let preview = try await stage.preview(.delete, 30)
            #expect(preview.due == 1 && preview.soon == 1)
            #expect(preview.first.map(\.id) == [old])
            try await stage.keepToRetention()
            #expect(try await stage.contacts().map(\.id) == [newer.id])
            let entries = try await stage.audit().filter { $0.action.rawValue.hasPrefix("retention") }
            #expect(entries.map(\.action) == [.endedRetention, .beganRetention, .changedRetention])
            #expect(entries.prefix(2).allSatisfy { $0.actor == .kith && $0.data["count"] == 1 })
            #expect(entries.prefix(2).allSatisfy { $0.data["rule"]?.ordered == ["action": "delete", "days": 30] })
            #expect(Set(entries.prefix(2).map(\.subject)).count == 1)
            for word in Stage.wordsOfAnn {
                #expect(try await stage.dump().allSatisfy { !$0.contains(word) }, "\(word)")
            }
            let kept = try #require(try await stage.kith.privacy.retention(by: stage.caller).kept)
            #expect(kept.lastRun?.contacts == 1)
            #expect(try await stage.kith.consistency.problems() == [])
        }
    }

    @Test("U33: once a day, whatever the clock does", arguments: TestEngine.allCases)
    func oncePerDay(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.kith.privacy.setRetention(RetentionRule(.delete, afterDays: 30), by: stage.caller)
            try await stage.create(["name": "Ann"])
            stage.clock.advance(Self.day)
            try await stage.keepToRetention()
            let first = try await stage.lastRun()
            stage.clock.advance(3_600_000)
            try await stage.keepToRetention()
            #expect(try await stage.lastRun() == first)
            // The clock was years ahead, and is set right: nobody goes, and the next day has its run.
            stage.clock.advance(-2 * Self.day)
            try await stage.keepToRetention()
            #expect(try await stage.contacts().count == 1)
            stage.clock.advance(3 * Self.day)
            try await stage.keepToRetention()
            #expect(try await stage.lastRun() != first)
        }
    }

    @Test("U33: a run that began while the clock was ahead lets nobody go too soon", arguments: TestEngine.allCases)
    func clockBack(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.create(["name": "Ann"])
            try await stage.kith.privacy.setRetention(RetentionRule(.delete, afterDays: 30), by: stage.caller)
            stage.clock.advance(365 * Self.day)
            let job = try await stage.kith.privacy.runRetention(by: stage.caller)
            stage.clock.advance(-365 * Self.day)
            let finished = try await stage.finished(job)
            #expect(finished.progress.unchanged == 1)
            #expect(try await stage.contacts().count == 1)
        }
    }

    @Test("U33: who was heard of since, or got a tag that spares, stays", arguments: TestEngine.allCases)
    func heardAgain(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let people = try await stage.crowd(6)
            let vip = try await stage.kith.tags.create(name: "vip", by: stage.caller)
            try await stage.edit(people[0], adding: ["vip/gold"])
            let rule = try RetentionRule(.delete, afterDays: 30, sparing: [vip.id])
            try await stage.kith.privacy.setRetention(rule, by: stage.caller)
            stage.clock.advance(40 * Self.day)
            let preview = try await stage.kith.privacy.preview(rule, by: stage.caller)
            #expect(preview.due == 5)
            let job = try await stage.kith.privacy.runRetention(confirmed: preview.chosen, by: stage.caller)
            let now = stage.kith.now()
            _ = try await stage.kith.contacts.touch(people[1], Touch(.web, at: now), by: stage.caller)
            try await stage.edit(people[2], adding: ["vip"])
            try await stage.kith.contacts.delete(people[3], by: stage.caller)
            let progress = try await stage.finished(job).progress
            #expect(progress.changed == 2 && progress.unchanged == 2 && progress.gone == 1)
            #expect(try await stage.contacts().map(\.id) == [people[0], people[1], people[2]])
        }
    }

    @Test("U33: history of an import does not let somebody go who has just come", arguments: TestEngine.allCases)
    func imported(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.leads("email,createdAt,lastSeenAt\nann@example.com,2019-01-01,2019-02-01\n")
            try await stage.kith.privacy.setRetention(RetentionRule(.delete, afterDays: 30), by: stage.caller)
            stage.clock.advance(Self.day)
            try await stage.keepToRetention()
            #expect(try await stage.contacts().count == 1)
            stage.clock.advance(30 * Self.day)
            try await stage.keepToRetention()
            #expect(try await stage.contacts().isEmpty)
        }
    }

    @Test("U33: what the rows say is what the contacts say", arguments: TestEngine.allCases)
    func evaluators(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let people = try await stage.crowd(12)
            for (number, id) in people.enumerated() {
                stage.clock.advance(Self.day * Int64(number % 5))
                let at = stage.kith.now()
                if number % 3 == 0 {
                    _ = try await stage.kith.contacts.touch(id, Touch(.web, at: at), by: stage.caller)
                }
                if number % 4 == 0 {
                    _ = try await stage.kith.contacts.touch(id, Touch(.mobile, at: at), by: stage.caller)
                }
            }
            for days in [1, 3, 7, 20, 30] {
                let rule = try RetentionRule(.delete, afterDays: days)
                let cutoff = rule.cutoff(at: stage.kith.now(), in: try await stage.catalogue().zone)
                let due = try await stage.contacts().filter { $0.lastHeard < cutoff }
                #expect(try await stage.preview(.delete, days).due == due.count)
            }
        }
    }

    @Test("U33: never two runs at once, and a rule that is changed ends its run", arguments: TestEngine.allCases)
    func changed(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.crowd(3)
            let privacy = stage.kith.privacy
            try await privacy.setRetention(RetentionRule(.delete, afterDays: 30), by: stage.caller)
            stage.clock.advance(40 * Self.day)
            let job = try await privacy.runRetention(by: stage.caller)
            await #expect(throws: RetentionError.isRunning) { try await privacy.runRetention(by: stage.caller) }
            // The run of the day waits for it to end.
            try await privacy.keepToRetention()
            #expect(try await stage.kith.jobs.all(by: stage.caller).jobs.count == 1)
            try await privacy.setRetention(RetentionRule(.anonymise, afterDays: 30), by: stage.caller)
            #expect(try await stage.finished(job).state == .cancelled)
            #expect(try await stage.contacts().count == 3)
            let second = try await privacy.runRetention(by: stage.caller)
            try await privacy.switchOffRetention(by: stage.caller)
            #expect(try await stage.finished(second).state == .cancelled)
            #expect(try await stage.contacts().allSatisfy { $0.kind == .lead })
            await #expect(throws: RetentionError.isOff) { try await privacy.runRetention(by: stage.caller) }
            await #expect(throws: RetentionError.isOff) { try await privacy.switchOffRetention(by: stage.caller) }
            await #expect(throws: RetentionError.changed(version: 3)) {
                try await privacy.setRetention(RetentionRule(.delete, afterDays: 30), version: 2, by: stage.caller)
            }
        }
    }

    @Test("U33: even a batch that was begun goes by the rule as it is", arguments: TestEngine.allCases)
    func changedInTheMiddle(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let people = try await stage.crowd(3)
            try await stage.kith.privacy.setRetention(RetentionRule(.delete, afterDays: 30), by: stage.caller)
            stage.clock.advance(40 * Self.day)
            let job = try await stage.kith.privacy.runRetention(by: stage.caller)
            try await stage.kith.privacy.setRetention(RetentionRule(.delete, afterDays: 300), by: stage.caller)
            let progress = try await stage.kith.write { [stage] transaction in
                var progress = JobProgress()
                try RetentionRun(job)?.run(people, of: stage.caller.organization, &progress, in: transaction)
                return progress
            }
            #expect(progress.unchanged == 3 && progress.changed == 0)
        }
    }

    @Test("U33: a tag that spares is not removed, and where one is gone nobody goes", arguments: TestEngine.allCases)
    func tags(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.crowd(2)
            let tags = stage.kith.tags
            let vip = try await tags.create(name: "vip", by: stage.caller)
            let other = try await tags.create(name: "other", by: stage.caller)
            let rule = try RetentionRule(.delete, afterDays: 30, sparing: [vip.id])
            try await stage.kith.privacy.setRetention(rule, by: stage.caller)
            await #expect(throws: TagError.sparesContacts("vip")) {
                _ = try await tags.delete(vip.id, by: stage.caller)
            }
            await #expect(throws: TagError.sparesContacts("vip")) {
                _ = try await tags.beginMerge(vip.id, into: other.id, by: stage.caller)
            }
            _ = try await tags.edit(vip.id, name: "best", by: stage.caller)
            #expect(try await stage.kith.privacy.retention(by: stage.caller).sparedTags.map(\.text) == ["best"])
            // As nothing does: the row alone is gone.
            let organization = stage.caller.organization
            try await stage.kith.write { transaction in
                try TagStore(organization, transaction.connection).delete(vip.id)
                transaction.note(Changed(catalogue: true), in: organization)
            }
            stage.clock.advance(60 * Self.day)
            try await stage.keepToRetention()
            #expect(try await stage.contacts().count == 2)
            #expect(try await stage.kith.privacy.retention(by: stage.caller).isTagGone)
            await #expect(throws: RetentionError.tagGone) {
                try await stage.kith.privacy.runRetention(by: stage.caller)
            }
        }
    }

    @Test("U33: each organization has a rule, days and permissions of its own", arguments: TestEngine.allCases)
    func organizations(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let other = try await Stage.organization("other", in: stage.kith)
            try await stage.create(["name": "Ann"])
            try await stage.create(["name": "Ben"], by: other)
            try await stage.kith.privacy.setRetention(RetentionRule(.delete, afterDays: 30), by: other)
            stage.clock.advance(40 * Self.day)
            try await stage.keepToRetention()
            #expect(try await stage.contacts().count == 1)
            #expect(try await stage.contacts(of: other).isEmpty)
            let reader = try await stage.manager([.seeContacts, .deleteContacts])
            let privacy = stage.kith.privacy
            let missing = PermissionError.missing(.managePrivacy)
            let rule = try RetentionRule(.delete, afterDays: 30)
            await #expect(throws: missing) { try await privacy.setRetention(rule, by: reader) }
            await #expect(throws: missing) { _ = try await privacy.preview(rule, by: reader) }
            await #expect(throws: missing) { _ = try await privacy.runRetention(by: reader) }
            await #expect(throws: missing) { try await privacy.switchOffRetention(by: reader) }
            await #expect(throws: missing) { _ = try await privacy.retention(by: reader) }
        }
    }

    @Test("U33: a confirmed set that is another one by now is not run", arguments: TestEngine.allCases)
    func confirmed(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let people = try await stage.crowd(3)
            try await stage.kith.privacy.setRetention(RetentionRule(.delete, afterDays: 30), by: stage.caller)
            stage.clock.advance(40 * Self.day)
            let chosen = try await stage.preview(.delete, 30).chosen
            let now = stage.kith.now()
            _ = try await stage.kith.contacts.touch(people[0], Touch(.web, at: now), by: stage.caller)
            await #expect(throws: JobError.changedMeanwhile(from: 3, to: 2)) {
                try await stage.kith.privacy.runRetention(confirmed: chosen, by: stage.caller)
            }
        }
    }
}

@Suite("Anonymous by retention")
struct AnonymisingTests {
    @Test("U33: of a person who is made anonymous nothing stays that says who it was", arguments: TestEngine.allCases)
    func trace(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let ann = try await stage.annotated()
            let at = stage.kith.now()
            let facts: [BuiltInKey: Value] = [
                .country: .text("KR"), .city: .text("Secret City"), .webOS: .text("Plan 9"),
            ]
            _ = try await stage.kith.contacts.touch(ann, Touch(.web, at: at, facts: facts), by: stage.caller)
            let happened = try await stage.events(of: ann).count
            _ = try await stage.kith.privacy.makeLink(for: ann, by: stage.caller)
            try await stage.kith.privacy.setRetention(RetentionRule(.anonymise, afterDays: 30), by: stage.caller)
            stage.clock.advance(40 * RetentionTests.day)
            try await stage.keepToRetention()
            let trace = try #require(try await stage.contacts().first)
            #expect(try await stage.contacts().count == 1)
            #expect(trace.kind == .anonymous && trace.id != ann)
            #expect(trace.profile.isEmpty && trace.tags.isEmpty && trace.importTags.isEmpty && trace.memberID == nil)
            #expect(Set(trace.facts.keys) == [.createdAt, .lastSeenAt, .country])
            #expect(try await stage.identities().isEmpty)
            #expect(try await stage.pictures() == [:])
            let events = try await stage.events(of: trace.id)
            #expect(events.count == happened && events.allSatisfy { $0.data == .object([]) })
            let zone = try await stage.catalogue().zone
            #expect(events.allSatisfy { zone.noon(of: $0.at) == $0.at })
            let rows = try await stage.dump()
            for word in Stage.wordsOfAnn + ["Secret City", "Plan 9"] {
                #expect(rows.allSatisfy { !$0.contains(word) }, "\(word)")
            }
            // Where the person was, and where the trace is, are told of nowhere together.
            #expect(rows.filter { $0.hasPrefix("changes") }.allSatisfy { !$0.contains("\(trace.id.rawValue)") })
            #expect(try await stage.kith.contacts.count(ContactQuestion(), by: stage.caller) == 0)
            #expect(try await stage.kith.consistency.problems() == [])
            await #expect(throws: ContactError.unknown) {
                _ = try await stage.kith.contacts.find(ann, by: stage.caller)
            }
        }
    }

    @Test(
        "U33: somebody who comes back is a new contact, and a run finds no trace again",
        arguments: TestEngine.allCases
    )
    func again(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.create(["email": "ann@example.com"], memberID: "m1")
            try await stage.kith.privacy.setRetention(RetentionRule(.anonymise, afterDays: 30), by: stage.caller)
            stage.clock.advance(40 * RetentionTests.day)
            try await stage.keepToRetention()
            #expect(try await stage.preview(.anonymise, 30).due == 0)
            #expect(try await stage.create(["email": "ann@example.com"], memberID: "m1").isNew)
        }
    }

    @Test("U33: ids of traces do not follow the order of those who went", arguments: TestEngine.allCases)
    func order(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let countries = (0..<40).map { Value.text("C\($0)") }
            for (number, id) in try await stage.crowd(40).enumerated() {
                let at = stage.kith.now()
                let touch = Touch(.web, at: at, facts: [.country: countries[number]])
                _ = try await stage.kith.contacts.touch(id, touch, by: stage.caller)
            }
            try await stage.kith.privacy.setRetention(RetentionRule(.anonymise, afterDays: 30), by: stage.caller)
            stage.clock.advance(40 * RetentionTests.day)
            try await stage.keepToRetention()
            let found = try await stage.contacts().map { $0[.country] }
            #expect(found.count == 40 && found != countries)
        }
    }
}

extension Stage {
    /// Does what is done each day, and all jobs that come of it.
    func keepToRetention() async throws {
        try await kith.privacy.keepToRetention()
        let runner = JobRunner(kith: kith)
        while try await runner.runOne() {}
    }

    func preview(_ action: RetentionRule.Action, _ days: Int) async throws -> RetentionPreview {
        try await kith.privacy.preview(RetentionRule(action, afterDays: days), by: caller)
    }

    func lastRun() async throws -> KeptRetention.LastRun? {
        try await kith.privacy.retention(by: caller).kept?.lastRun
    }
}
