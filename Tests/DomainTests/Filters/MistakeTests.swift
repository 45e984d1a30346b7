import Domain
import TestSupport
import Testing

@Suite("Mistakes in a filter's text")
struct MistakeTests {
    static let shapes: [Mistake] = [
        .init("plan", at: "plan", "after “plan” a comparison is missing"),
        .init("plan ", at: "plan ", "a comparison is missing"),
        .init("plan and ltv = 1", at: "and", "“and” is no comparison"),
        .init("plan like pro", at: "like", "“like” is no comparison"),
        .init("plan == pro", at: "==", "“==” is no comparison"),
        .init("ltv => 5", at: "=>", "“=>” is no comparison"),
        .init("ltv <> 5", at: "<>", "“<>” is no comparison"),
        .init("plan =", at: "", "a value is missing"),
        .init("plan = and ltv = 1", at: "and", "put it in quotes"),
        .init("plan = pro and", at: "", "a condition is missing"),
        .init("plan = pro or )", at: ")", "a condition is missing"),
        .init("and plan = pro", at: "plan", "“plan” is no comparison"),
        .init("= pro", at: "=", "a condition is missing"),
        .init("(plan = pro", at: "(", "never closed"),
        .init("a = 1 and (plan = pro or (ltv = 1)", at: "(", "never closed"),
        .init("plan = pro)", at: ")", "closes nothing"),
        .init("plan = pro ltv = 1", at: "ltv", "“ltv” is not expected here"),
        .init("name = Ada Lovelace", at: "Lovelace", "put a value of several words in quotes"),
        .init("name = \"Ada", at: "\"", "never closed"),
        .init(#"name = "a\n""#, at: #"\"#, "stands only before"),
        .init("plan in pro", at: "p", "a list in brackets is missing"),
        .init("plan in ()", at: ")", "a value is missing"),
        .init("plan in (pro, )", at: ")", "a value is missing"),
        .init("plan in (pro free)", at: "f", "a , or ) is missing"),
        .init("plan in (pro", at: "", "a , or ) is missing"),
        .init("ltv between 1", at: "", "two values joined by and"),
        .init("ltv between 1 or 2", at: "o", "two values joined by and"),
        .init("lastSeenAt within last", at: "", "an amount of time is missing"),
        .init("lastSeenAt within last week", at: "week", "“week” is no amount of time"),
        .init("lastSeenAt within 7d", at: "within", "“within” is no comparison"),
        .init("segment = x", at: "=", "segment wants a colon"),
        .init("event = x", at: "=", "event wants a name in brackets"),
        .init("event(X > 1", at: ">", "a ) is missing after the event's name"),
        .init("event(X).max > 1", at: "max", "events have no “max”"),
        .init("event(X).sum > 1", at: ">", "sum wants a property in brackets"),
        .init("event(X) > 1 within 30d", at: "3", "within wants “last”"),
    ]

    static let meanings: [Mistake] = [
        .init("plann = pro", at: "plann", "there is no property “plann”; did you mean “plan”?"),
        .init("profile.plann = pro", at: "profile.plann", "did you mean “plan”?"),
        .init("Plan = pro", at: "Plan", "did you mean “plan”?"),
        .init("lastSeenAT is empty", at: "lastSeenAT", "did you mean “lastSeenAt”?"),
        .init("zzzzzz = pro", at: "zzzzzz", "there is no property “zzzzzz”"),
        .init("web.nothing = x", at: "web.nothing", "there is no property"),
        .init("plan = pro and former = x", at: "former", "archived; restore it"),
        .init(
            "ltv contains 5",
            at: "contains",
            "“ltv” is a number and cannot be compared by “contains”; use =, !=, in"
        ),
        .init("name > a", at: ">", "“name” is text and cannot be compared by “>”"),
        .init("plan: pro", at: ":", "“plan” is a select property"),
        .init("plan: any(pro)", at: ": any", "cannot be compared by “: any”"),
        .init("tags in (vip)", at: "in", "“tags” is a list and cannot be compared by “in”"),
        .init("tags contains vip", at: "contains", "use =, !=, is not empty, is empty, : any"),
        .init("scores > 5", at: ">", "a list of numbers"),
        .init("subscriber > true", at: ">", "a boolean"),
        .init("subscriber contains t", at: "contains", "a boolean"),
        .init("name within last 7d", at: "within last", "text"),
        .init("ltv on 2026-11-21", at: "on", "a number"),
        .init("ltv = abc", at: "abc", "“ltv” takes a number, not “abc”"),
        .init("ltv = \"5\"", at: "\"5\"", "takes a number, not the text “5”"),
        .init("ltv = 0x1F", at: "0x1F", "takes a number"),
        .init("ltv = nan", at: "nan", "takes a number"),
        .init("ltv = 1,000", at: ",", "“,” is not expected here"),
        .init("ltv between 1 and x", at: "x", "takes a number"),
        .init("ltv between 2 and 1", at: "2 and 1", "smaller value first"),
        .init("birthday between 2026-11-22 and 2026-11-21", at: "2026-11-22 and 2026-11-21", "smaller value first"),
        .init("subscriber = yes", at: "yes", "takes true or false, not “yes”"),
        .init("subscriber = TRUE", at: "TRUE", "takes true or false"),
        .init("subscriber = \"true\"", at: "\"true\"", "takes true or false, not the text “true”"),
        .init("plan = gold", at: "gold", "“plan” has no option “gold”; it has free, pro, enterprise, Größe XL"),
        .init("plan in (pro, gold)", at: "gold", "has no option “gold”"),
        .init("kind = person", at: "person", "it has anonymous, lead, member"),
        .init("birthday = 2026-02-30", at: "2026-02-30", "takes a date such as 2026-11-21"),
        .init("birthday = 2026-11-21T10:00Z", at: "2026-11-21T10:00Z", "takes a date"),
        .init("birthday within last 5h", at: "5h", "has no hours or minutes"),
        .init("renewsAt = tomorrow", at: "tomorrow", "takes a date or time"),
        .init("renewsAt on 2026-11-21T10:00Z", at: "2026-11-21T10:00Z", "“on” takes a day"),
        .init("renewsAt = 0001-01-01T00:00+09:00", at: "0001-01-01T00:00+09:00", "takes a date or time"),
        .init("name = \"\"", at: "\"\"", "empty text is no value; use “is empty”"),
        .init("name contains \"\"", at: "\"\"", "empty text is no value"),
        .init("name = \"a\0b\"", at: "\"a\0b\"", "NUL"),
        .init("tags: any(vip, \"\")", at: "\"\"", "empty text is no value"),
        .init("plan = (pro, free)", at: "pro, free", "“=” takes one value; use “in” for several"),
        .init("ltv > (1, 2)", at: "1, 2", "“>” takes one value"),
        .init("segment: Missing", at: "segment: Missing", "there is no segment “Missing”"),
        .init("event(X) contains 3", at: "contains", "“count” of an event is a number"),
        .init("event(X) is empty", at: "is empty", "cannot be compared by “is empty”"),
        .init("event(X).sum(a) is not empty", at: "is not empty", "“sum” of an event is a number"),
        .init("event(X) > many", at: "many", "takes a number"),
        .init("event(X).lastAt > 5", at: "5", "takes a date or time"),
        .init("event(\"\") > 5", at: "event(\"\") > 5", "the event's name is missing"),
    ]

    @Test("the error points at the part that is wrong and says how to mend it", arguments: shapes + meanings)
    func pointsAtPart(mistake known: Mistake) throws {
        let error = try mistake(in: known.text)
        #expect(error.part(of: known.text) == known.part)
        #expect(error.reason.description.contains(known.reason), "\(error.reason)")
    }

    @Test(
        "the place is right at the end of a line of 100,000 characters",
        arguments: meanings.filter { !$0.text.isEmpty }
    )
    func pointsAtEndOfLongLine(mistake known: Mistake) throws {
        let name = String(repeating: "민", count: 99_980)
        let text = "name = \"\(name)\" and (\(known.text))"
        let error = try mistake(in: text)
        // What is not a mistake of shape stays one within brackets.
        guard case .text(let range) = error.place, !known.reason.contains("not expected") else { return }
        #expect(range.lowerBound > 99_990)
        #expect(error.part(of: text) == known.part)
        let lines = try #require(error.marked(in: text)).split(separator: "\n").map(String.init)
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("…") && lines[0].unicodeScalars.count <= 102)
    }

    @Test("a line of 100,000 characters with a mistake at its very end is drawn around the mistake")
    func drawsLongLine() throws {
        let text = String(repeating: "plan = pro or ", count: 7_200) + "plann = pro"
        let error = try mistake(in: text)
        #expect(error.description.hasPrefix("character 100801: there is no property “plann”"))
        let picture = try #require(error.marked(in: text, width: 30))
        let lines = picture.split(separator: "\n")
        #expect(lines[0].count == 31 && lines[0].hasSuffix("plann = pro"))
        #expect(lines[1] == String(repeating: " ", count: 20) + "^^^^^")
    }
}
