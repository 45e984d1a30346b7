import Domain
import Kith
import Stores
import TestSupport
import Testing

@Suite struct BulkChangeTests {
    @Test("C8: tags, consents and properties are changed on all matches", arguments: TestEngine.allCases)
    func edits(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.crowd(1_234)
            let input = ContactInput(
                profile: ["company": "Bolt"],
                flags: [.unsubscribeTexting: true],
                tagsAdded: [try TagName("new")],
                tagsRemoved: [try TagName("even")]
            )
            let job = try await stage.start(.edit(input), filter: "title = even")
            #expect(job.total == 617)
            #expect(job.state == .waiting)
            let finished = try await stage.finished(job)
            #expect(finished.state == .done)
            #expect(finished.progress.changed == 617)
            let contacts = try await stage.contacts()
            let changed = contacts.filter { $0.profile["company"] == .text("Bolt") }
            #expect(changed.count == 617)
            #expect(
                changed.allSatisfy { $0.profile["title"] == .text("even") && $0[.unsubscribeTexting] == .boolean(true) }
            )
            #expect(try await stage.tags(of: changed[0]) == ["new"])
            let event = try #require(try await stage.events(of: changed[0].id).first)
            #expect(event.kind == .changed && event.actor == stage.caller.actor)
            #expect(try await stage.kith.consistency.problems() == [])
        }
    }

    @Test(
        "U17 C8: the set is frozen when it is confirmed, and its count is that of the audit entry",
        arguments: TestEngine.allCases
    )
    func frozen(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let people = try await stage.crowd(10)
            let job = try await stage.start(
                .edit(ContactInput(tagsAdded: [try TagName("new")])),
                filter: "title = even"
            )
            // Who comes to match later is left alone, and who goes is counted as gone.
            try await stage.edit(people[1], ["title": "even"])
            try await stage.kith.contacts.delete(people[0], by: stage.caller)
            let progress = try await stage.finished(job).progress
            #expect(progress.changed == 4)
            #expect(progress.gone == 1)
            #expect(try await stage.contact(people[1]).tags.count == 0)
            let entry = try #require(try await stage.audit().first { $0.action == .startedBulkChange })
            #expect(entry.data["count"] == .integer(Int64(job.total)))
            #expect(entry.subject == "job:\(job.id)")
        }
    }

    @Test("K5: a rehearsal says exactly what would change, and changes nothing", arguments: TestEngine.allCases)
    func rehearsal(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let people = try await stage.crowd(50)
            try await stage.edit(people[0], adding: ["new"])
            try await stage.edit(people[2], tags: (0..<20).map { "t\($0)" })
            let change = BulkChange.edit(ContactInput(tagsAdded: [try TagName("new")]))
            let before = try await stage.dump()
            let choice = ContactChoice.matching(ContactQuestion(filter: "title = even"))
            let rehearsed = try await stage.kith.bulkChanges.rehearse(change, on: choice, by: stage.caller)
                .progress
            #expect(try await stage.dump() == before)
            #expect(rehearsed.changed == 23)
            #expect(rehearsed.unchanged == 1)
            #expect(rehearsed.refused == [ContactError.tooManyTags(21).explanation: 1])
            // Also for a tag that there is not yet: one cannot take it, and nobody makes it.
            let unheard = BulkChange.edit(ContactInput(tagsAdded: [try TagName("unheard")]))
            let foretold = try await stage.kith.bulkChanges.rehearse(unheard, on: choice, by: stage.caller)
                .progress
            #expect(foretold.changed == 24 && foretold.refused.count == 1)
            #expect(try await stage.dump() == before)
            let job = try await stage.start(change, filter: "title = even")
            #expect(try await stage.finished(job).progress == rehearsed)
        }
    }

    @Test("C8: others than were confirmed are never changed", arguments: TestEngine.allCases)
    func confirmed(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let people = try await stage.crowd(10)
            let change = BulkChange.edit(ContactInput(tagsAdded: [try TagName("new")]))
            let choice = ContactChoice.matching(ContactQuestion(filter: "title = even"))
            let chosen = try await stage.kith.bulkChanges.rehearse(change, on: choice, by: stage.caller).chosen
            #expect(chosen.count == 5)
            #expect(ChosenContacts(chosen.description) == chosen)
            try await stage.edit(people[1], ["title": "even"])
            await #expect(throws: JobError.changedMeanwhile(from: 5, to: 6)) {
                try await stage.kith.bulkChanges.start(change, on: choice, confirmed: chosen, by: stage.caller)
            }
            // As many as before, but not the same.
            try await stage.edit(people[0], ["title": "odd"])
            await #expect(throws: JobError.changedMeanwhile(from: 5, to: 5)) {
                try await stage.kith.bulkChanges.start(change, on: choice, confirmed: chosen, by: stage.caller)
            }
            try await stage.edit(people[0], ["title": "even"])
            try await stage.edit(people[1], ["title": "odd"])
            let job = try await stage.kith.bulkChanges.start(change, on: choice, confirmed: chosen, by: stage.caller)
            #expect(job.total == chosen.count)
        }
    }

    @Test("C8: jobs at work and those that ended lately are told, of one organization", arguments: TestEngine.allCases)
    func current(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.crowd(3)
            let job = try await stage.start(.edit(ContactInput(tagsAdded: [try TagName("new")])), filter: "")
            #expect(try await stage.kith.jobs.current(by: stage.caller).map(\.id) == [job.id])
            let other = try await Stage.organization("other", in: stage.kith)
            #expect(try await stage.kith.jobs.current(by: other) == [])
            let blind = try await stage.manager([.editContacts])
            await #expect(throws: PermissionError.missing(.seeContacts)) {
                try await stage.kith.jobs.current(by: blind)
            }
            let finished = try await stage.finished(job)
            #expect(try await stage.kith.jobs.current(by: stage.caller) == [finished])
            stage.clock.advance(Jobs.lately)
            #expect(try await stage.kith.jobs.current(by: stage.caller) == [])
        }
    }

    @Test(
        "U17 C8 C15: all matches or the ticked ones are deleted, who has the permission",
        arguments: TestEngine.allCases
    )
    func deletes(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let people = try await stage.crowd(10)
            let editor = try await stage.manager([.seeContacts, .editContacts])
            let choice = ContactChoice.named([people[0], people[1]])
            await #expect(throws: PermissionError.missing(.deleteContacts)) {
                try await stage.kith.bulkChanges.start(.delete, on: choice, by: editor)
            }
            let named = try await stage.kith.bulkChanges.start(.delete, on: choice, by: stage.caller)
            #expect(try await stage.finished(named).progress.changed == 2)
            let matching = try await stage.start(.delete, filter: "title = even")
            #expect(matching.total == 4)
            #expect(try await stage.finished(matching).state == .done)
            #expect(try await stage.contacts().count == 4)
        }
    }

    @Test("C8: a job that is cancelled ends after its batch, and what was done stays", arguments: TestEngine.allCases)
    func cancelled(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.crowd(10)
            let job = try await stage.start(.edit(ContactInput(tagsAdded: [try TagName("new")])), filter: "")
            #expect(try await stage.kith.jobs.cancel(job.id, by: stage.caller).isCancelRequested)
            let cancelled = try await stage.finished(job)
            #expect(cancelled.state == .cancelled)
            #expect(cancelled.progress.done == 0)
            await #expect(throws: JobError.isOver) { try await stage.kith.jobs.cancel(job.id, by: stage.caller) }
            let other = try await Stage.organization("other", in: stage.kith)
            await #expect(throws: JobError.unknown) { try await stage.kith.jobs.cancel(job.id, by: other) }
            await #expect(throws: JobError.unknown) { try await stage.kith.jobs.find(job.id, by: other) }
        }
    }

    @Test("C8: who may not do what a job does cannot cancel it", arguments: TestEngine.allCases)
    func cancelling(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.crowd(2)
            let job = try await stage.start(.delete, filter: "")
            let editor = try await stage.manager([.seeContacts, .editContacts])
            await #expect(throws: PermissionError.missing(.deleteContacts)) {
                try await stage.kith.jobs.cancel(job.id, by: editor)
            }
            #expect(try await !stage.kith.jobs.find(job.id, by: editor).isCancelRequested)
        }
    }

    @Test("C8: what is done to many needs the right to see them, too", arguments: TestEngine.allCases)
    func blind(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            let people = try await stage.crowd(2)
            let editor = try await stage.manager([.editContacts])
            let change = BulkChange.edit(ContactInput(tagsAdded: [try TagName("new")]))
            for choice in [ContactChoice.named(people), .matching(ContactQuestion(filter: "title = even"))] {
                await #expect(throws: PermissionError.missing(.seeContacts)) {
                    _ = try await stage.kith.bulkChanges.start(change, on: choice, by: editor)
                }
                await #expect(throws: PermissionError.missing(.seeContacts)) {
                    _ = try await stage.kith.bulkChanges.rehearse(change, on: choice, by: editor)
                }
            }
        }
    }

    @Test("C8: values that a job needed are gone once it is over", arguments: TestEngine.allCases)
    func valuesGo(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.crowd(3)
            let job = try await stage.start(.edit(ContactInput(profile: ["notes": "very secret"])), filter: "")
            _ = try await stage.finished(job)
            let rows = try await stage.dump().filter { $0.hasPrefix("job") || $0.hasPrefix("audit") }
            #expect(!rows.isEmpty)
            #expect(rows.allSatisfy { !$0.contains("very secret") })
            #expect(!rows.contains { $0.hasPrefix("job_contacts") })
        }
    }

    @Test("C8: a job that another process left is taken up where it stopped", arguments: TestEngine.allCases)
    func resumed(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.crowd(1_100)
            let job = try await stage.start(.edit(ContactInput(tagsAdded: [try TagName("new")])), filter: "")
            // A process that ends in the middle: its task is cancelled after the first batch.
            let runner = JobRunner(kith: stage.kith)
            let task = Task { try await runner.runOne() }
            while try await stage.kith.jobs.find(job.id, by: stage.caller).progress.done == 0 {
                try await Task.sleep(for: .milliseconds(1))
            }
            task.cancel()
            _ = try? await task.value
            let finished = try await stage.finished(job)
            #expect(finished.state == .done)
            #expect(finished.progress.changed == 1_100)
            let changes = try await stage.changes().filter { !$0.what.contacts.isEmpty }.suffix(3).map(
                \.what.contacts.count
            )
            #expect(changes == [500, 500, 100])
        }
    }

    @Test("C8: nothing to do, nobody to do it to, and wrong values are refused at once", arguments: TestEngine.allCases)
    func refusals(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            await #expect(throws: JobError.nothingToDo) { try await stage.start(.edit(ContactInput()), filter: "") }
            await #expect(throws: ContactError.unknownProperty(key: "nonsense", nearest: nil)) {
                try await stage.start(.edit(ContactInput(profile: ["nonsense": "x"])), filter: "")
            }
            let many = (0...JobError.mostNamed).map { ContactID(rawValue: Int64($0)) }
            await #expect(throws: JobError.tooManyChosen(10_001)) {
                try await stage.kith.bulkChanges.start(.delete, on: .named(many), by: stage.caller)
            }
            let page = try await stage.kith.jobs.all(by: stage.caller)
            #expect(page.jobs.isEmpty)
        }
    }
}

@Suite struct TakingBackTests {
    @Test(
        "K5: an import is taken back for those that it created and nobody touched since",
        arguments: TestEngine.allCases
    )
    func takenBack(engine: TestEngine) async throws {
        try await Stage.with(engine) { stage in
            try await stage.create(["name": "Old", "email": "old@example.com"])
            let rows = (0..<600).map { "p\($0)@example.com,P\($0)\n" }.joined()
            try await stage.leads("email,name\nold@example.com,Older\n" + rows)
            try await stage.edit(stage.contact(email: "p7@example.com").id, ["title": "CEO"])
            try await stage.leads("email,name\np8@example.com,Other\n")
            let first = try #require(try await stage.contact(email: "p1@example.com").lastImport)
            let rehearsed = try await stage.kith.imports.rehearseTakingBack(first, by: stage.caller)
            #expect(rehearsed.changed == 598)
            #expect(rehearsed.unchanged == 2)
            let deleter = try await stage.manager([.seeContacts, .deleteContacts])
            await #expect(throws: PermissionError.missing(.importContacts)) {
                try await stage.kith.imports.takeBack(first, by: deleter)
            }
            await #expect(throws: PermissionError.missing(.importContacts)) {
                _ = try await stage.kith.imports.rehearseTakingBack(first, by: deleter)
            }
            let job = try await stage.kith.imports.takeBack(first, by: stage.caller)
            #expect(try await stage.finished(job).progress == rehearsed)
            #expect(
                try await stage.contacts().compactMap(\.email)
                    == ["old@example.com", "p7@example.com", "p8@example.com"]
            )
            let other = try await Stage.organization("other", in: stage.kith)
            await #expect(throws: ImportError.unknown) { try await stage.kith.imports.takeBack(first, by: other) }
        }
    }
}

extension Stage {
    /// Contacts with the titles even and odd; the even ones have the tag even.
    @discardableResult
    func crowd(_ count: Int) async throws -> [ContactID] {
        let rows = (0..<count).map { "p\($0)@example.com,\($0 % 2 == 0 ? "even,even" : "odd,")\n" }
        try await leads("email,title,tags\n" + rows.joined())
        return try await contacts().map(\.id)
    }

    func start(_ change: BulkChange, filter: String) async throws -> Job {
        try await kith.bulkChanges.start(change, on: .matching(ContactQuestion(filter: filter)), by: caller)
    }
}
