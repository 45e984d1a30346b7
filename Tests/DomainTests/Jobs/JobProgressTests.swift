import Domain
import Testing

@Suite("How far a job is")
struct JobProgressTests {
    @Test("what refused contacts is kept with its pattern, the most frequent reason first")
    func kept() throws {
        var progress = JobProgress()
        progress.changed = 4
        progress.refused = ["b \(1)": 2, "a \(1)": 2, "c": 3]
        let read = try JobProgress(json: JSON(parsing: progress.json.description))
        #expect(read == progress && read.done == 11)
        #expect(read.refusals.map(\.reason.pattern) == ["c", "a {1}", "b {1}"])
    }

    @Test("reasons that were kept as texts are still read")
    func former() throws {
        let json = try JSON(parsing: #"{"changed":1,"unchanged":0,"refused":{"the tag is gone":2},"gone":0}"#)
        let progress = JobProgress(json: json)
        #expect(progress.refused == ["the tag is gone": 2] && progress.done == 3)
    }
}
