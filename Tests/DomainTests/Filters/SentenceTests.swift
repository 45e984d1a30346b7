import Domain
import TestSupport
import Testing

@Suite("A filter said as a sentence")
struct SentenceTests {
    @Test(
        "a filter is a sentence that a person can check",
        arguments: [
            ("", "All contacts."), ("not ()", "No contacts."),
            ("plan = pro", "Contacts whose Plan is pro."),
            ("name = Ada and tags: vip", "Contacts whose Name is “Ada” and who have the tag “vip” or one below it."),
            (
                "(plan = pro or ltv > 5) and ltv between 1 and 2",
                "Contacts (whose Plan is pro or whose Lifetime value is more than 5) and whose Lifetime value is between 1 and 2."
            ),
            ("not plan = pro", "Contacts who are not among those whose Plan is pro."),
            (
                "not (plan = pro or tags is empty)",
                "Contacts who are not among those (whose Plan is pro or who have no tag)."
            ),
            ("renewsAt > 2026-11-21", "Contacts whose Renews at is after 2026-11-21."),
            ("renewsAt within last 1d", "Contacts whose Renews at is within the last 1 day."),
            ("birthday not within last 7d", "Contacts whose Birthday is not within the last 7 days."),
            ("plan not in (pro, free)", "Contacts whose Plan is none of pro, free."),
            ("name not contains son", "Contacts whose Name does not contain “son”."),
            ("colors: all(red, blue)", "Contacts whose Colors has all of “red”, “blue”."),
            ("colors = (red, blue)", "Contacts whose Colors is exactly “red”, “blue”."),
            ("tags: none(a, b)", "Contacts who have none of the tags “a”, “b”."),
            ("tags: only(a)", "Contacts whose only tags are “a”."),
            ("segment: \"Big spenders\"", "Contacts in the segment “Big spenders”."),
            (
                "event(\"Order Completed\") >= 3 within last 30d",
                "Contacts whose number of “Order Completed” events within the last 30 days is at least 3."
            ),
            ("event(X).lastAt is empty", "Contacts whose last “X” event has no value."),
            ("event(X).sum(total) < 5", "Contacts whose sum of total over “X” events is less than 5."),
            (
                "scores: any(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)",
                "Contacts whose Scores has one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more."
            ),
        ]
    )
    func says(text: String, sentence: String) throws {
        #expect(try resolved(text).sentence(in: ConditionTable.catalogue) == sentence)
    }

    @Test("every row of the table can be said", arguments: ConditionTable.rows)
    func saysAll(row: ConditionTable.Row) throws {
        let sentence = try resolved(row.filter, in: row.catalogue).sentence(in: row.catalogue)
        #expect(sentence.hasSuffix(".") && !sentence.contains("  ") || row.filter.contains("  "))
    }
}
