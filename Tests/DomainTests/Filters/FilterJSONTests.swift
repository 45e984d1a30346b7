import Domain
import TestSupport
import Testing

@Suite("A filter as JSON")
struct FilterJSONTests {
    @Test(
        "the JSON of product.md is read as the same filter as its text",
        arguments: [
            (#"{"key":"profile.plan","operator":"$eq","values":["pro"]}"#, "plan = pro"),
            (#"{"key":"plan","type":"select","operator":"$ne","values":["pro"]}"#, "plan != pro"),
            (#"{"key":"plan","operator":"$in","values":["pro","free"]}"#, "plan in (pro, free)"),
            (#"{"key":"plan","operator":"$nin","values":["pro"]}"#, "plan not in (pro)"),
            (#"{"key":"name","operator":"$nexist"}"#, "name is empty"),
            (#"{"key":"name","operator":"$exist","values":[]}"#, "name is not empty"),
            (#"{"key":"ltv","operator":"$gt","values":[5]}"#, "ltv > 5"),
            (#"{"key":"ltv","operator":"$gte","values":[5.5]}"#, "ltv >= 5.5"),
            (#"{"key":"ltv","operator":"$lt","values":[-0.0]}"#, "ltv < 0"),
            (#"{"key":"ltv","operator":"$lte","values":[1e3]}"#, "ltv <= 1000"),
            (#"{"key":"ltv","operator":"$between","values":[1,2]}"#, "ltv between 1 and 2"),
            (
                #"{"key":"lastSeenAt","operator":"$withinLast","values":{"amount":7,"unit":"day"}}"#,
                "lastSeenAt within last 7d"
            ),
            (
                #"{"key":"lastSeenAt","operator":"$notWithinLast","values":[{"amount":7,"unit":"minute"}]}"#,
                "lastSeenAt not within last 7m"
            ),
            (
                #"{"key":"birthday","operator":"$withinNext","values":{"amount":2,"unit":"week"}}"#,
                "birthday within next 2w"
            ),
            (#"{"key":"birthday","operator":"$onDay","values":["2026-11-21"]}"#, "birthday on 2026-11-21"),
            (#"{"key":"name","operator":"$contain","values":["son"]}"#, "name contains son"),
            (#"{"key":"name","operator":"$nContain","values":["son"]}"#, "name not contains son"),
            (#"{"key":"name","operator":"$startWith","values":["son"]}"#, "name starts with son"),
            (#"{"key":"name","operator":"$nStartWith","values":["son"]}"#, "name not starts with son"),
            (#"{"key":"name","operator":"$endWith","values":["son"]}"#, "name ends with son"),
            (#"{"key":"subscriber","operator":"$eq","values":[true]}"#, "subscriber = true"),
            (#"{"key":"tags","operator":"$containsAny","values":["vip"],"subtags":true}"#, "tags: vip"),
            (#"{"key":"tags","operator":"$containsAny","values":["vip"]}"#, "tags: any(vip)"),
            (#"{"key":"tags","operator":"$containsAny","values":["a","b"],"subtags":false}"#, "tags: any(a, b)"),
            (#"{"key":"tags","operator":"$containsAll","values":["a","b"]}"#, "tags: all(a, b)"),
            (#"{"key":"tags","operator":"$containsNone","values":["a"]}"#, "tags: none(a)"),
            (#"{"key":"tags","operator":"$setEqual","values":["a","b"]}"#, "tags: only(a, b)"),
            (#"{"key":"colors","operator":"$eq","values":["a","b"]}"#, "colors = (a, b)"),
            (#"{"segment":"0000000000069"}"#, "segment: \"Big spenders\""),
            (
                #"{"event":"Order Completed","measure":"count","operator":"$gte","values":[3],"within":{"amount":30,"unit":"day"}}"#,
                #"event("Order Completed") >= 3 within last 30d"#
            ),
            (
                #"{"event":"X","measure":"lastAt","operator":"$withinLast","values":{"amount":1,"unit":"day"}}"#,
                "event(X).lastAt within last 1d"
            ),
            (
                #"{"event":"X","measure":"sum","property":"total","operator":"$gt","values":[100]}"#,
                "event(X).sum(total) > 100"
            ),
            (#"{"and":[]}"#, ""), (#"{"or":[]}"#, "not ()"), (#"{"not":{"and":[]}}"#, "not ()"),
            (#"{"and":[{"key":"name","operator":"$exist"}]}"#, "name is not empty"),
            (
                #"{"or":[{"key":"ltv","operator":"$eq","values":[1]},{"not":{"key":"ltv","operator":"$eq","values":[2]}}]}"#,
                "ltv = 1 or not ltv = 2"
            ),
        ]
    )
    func reads(json: String, text: String) throws {
        let filter = try FilterExpression(json: JSON(parsing: json)).resolved(in: ConditionTable.catalogue)
        #expect(try filter == resolved(text))
        #expect(try FilterExpression(json: filter.json).resolved(in: ConditionTable.catalogue) == filter)
    }

    @Test(
        "an error names its place by a pointer",
        arguments: [
            (#"[]"#, "", "an object is expected, not an array"),
            (#"{}"#, "", "exactly one of and, or, not, key"),
            (#"{"and":[],"or":[]}"#, "", "exactly one of"),
            (#"{"and":{}}"#, "/and", "an array of filters"),
            (#"{"and":[],"x/y~z":1}"#, "/x~1y~0z", "no such member"),
            (#"{"and":[{"key":"name","operator":"$exist"},3]}"#, "/and/1", "an object is expected, not a number"),
            (#"{"or":[{"not":{"key":"plann","operator":"$exist"}}]}"#, "/or/0/not/key", "did you mean “plan”?"),
            (#"{"not":null}"#, "/not", "an object is expected, not null"),
            (#"{"key":3,"operator":"$exist"}"#, "/key", "text is expected"),
            (#"{"key":"name"}"#, "/operator", "text is expected"),
            (#"{"key":"name","operator":"$like"}"#, "/operator", "no such operator; there are $eq $ne"),
            (#"{"key":"name","operator":"$gt","values":["a"]}"#, "/operator", "cannot be compared"),
            (#"{"key":"name","type":"number","operator":"$exist"}"#, "/type", "has the type text, not number"),
            (#"{"key":"name","operator":"$eq"}"#, "/values", "values are missing for $eq"),
            (#"{"key":"name","operator":"$eq","values":"a"}"#, "/values", "an array of values"),
            (#"{"key":"name","operator":"$eq","values":[]}"#, "/values", "takes one value"),
            (#"{"key":"name","operator":"$in","values":[]}"#, "/values", "at least one value"),
            (#"{"key":"name","operator":"$exist","values":["a"]}"#, "/values", "takes no value"),
            (#"{"key":"ltv","operator":"$between","values":[1]}"#, "/values", "takes two values"),
            (#"{"key":"name","operator":"$eq","values":["a","b"]}"#, "/values", "takes one value; use “in”"),
            (#"{"key":"name","operator":"$in","values":["a",5]}"#, "/values/1", "takes text, not the number 5"),
            (#"{"key":"name","operator":"$in","values":["a",null]}"#, "/values/1", "text, a number or a boolean"),
            (#"{"key":"name","operator":"$in","values":[["a"]]}"#, "/values/0", "text, a number or a boolean"),
            (#"{"key":"ltv","operator":"$in","values":[1,"2"]}"#, "/values/1", "takes a number, not the text “2”"),
            (#"{"key":"subscriber","operator":"$eq","values":["true"]}"#, "/values/0", "takes true or false"),
            (#"{"key":"subscriber","operator":"$eq","values":[1]}"#, "/values/0", "not the number 1"),
            (#"{"key":"renewsAt","operator":"$eq","values":[0]}"#, "/values/0", "takes a date or time"),
            (#"{"key":"renewsAt","operator":"$withinLast","values":[7]}"#, "/values", "an amount from 1 to 10000"),
            (
                #"{"key":"renewsAt","operator":"$withinLast","values":{"amount":0,"unit":"day"}}"#, "/values",
                "an amount from 1 to 10000"
            ),
            (
                #"{"key":"renewsAt","operator":"$eq","values":{"amount":1,"unit":"day"}}"#, "/values",
                "an array of values"
            ),
            (#"{"key":"name","operator":"$exist","subtags":true}"#, "/subtags", "only $containsAny"),
            (
                #"{"key":"colors","operator":"$containsAny","values":["a"],"subtags":true}"#, "/subtags",
                "only $containsAny"
            ),
            (
                #"{"key":"tags","operator":"$containsAny","values":["a","b"],"subtags":true}"#, "/subtags",
                "with one tag"
            ),
            (#"{"key":"tags","operator":"$containsAny","values":["a"],"subtags":1}"#, "/subtags", "true or false"),
            (#"{"segment":"Missing"}"#, "/segment", "there is no segment “Missing”"),
            (#"{"segment":""}"#, "/segment", "text is expected"),
            (#"{"event":"X","operator":"$eq","values":[1]}"#, "/measure", "count, firstAt, lastAt or sum"),
            (#"{"event":"X","measure":"sum","operator":"$eq","values":[1]}"#, "/property", "text is expected"),
            (
                #"{"event":"X","measure":"count","property":"p","operator":"$eq","values":[1]}"#, "/property",
                "only sum has a property"
            ),
            (#"{"event":"X","measure":"count","operator":"$exist"}"#, "/operator", "cannot be compared"),
            (#"{"event":"X","measure":"count","operator":"$eq","values":["1"]}"#, "/values/0", "takes a number"),
            (#"{"event":"X","measure":"count","operator":"$eq","values":[1],"within":7}"#, "/within", "an amount"),
            (#"{"event":"X\u0000","measure":"count","operator":"$eq","values":[1]}"#, "/event", "NUL"),
            (#"{"event":" ","measure":"count","operator":"$eq","values":[1]}"#, "/event", "missing"),
        ]
    )
    func pointsAtPart(json: String, pointer: String, reason: String) throws {
        let error = try mistake(inJSON: json)
        #expect(error.pointer == pointer)
        #expect(error.reason.description.contains(reason), "\(error.reason)")
        #expect(error.description == "\(pointer.isEmpty ? "the filter" : pointer): \(error.reason)")
        #expect(error.marked(in: json) == nil)
    }

    @Test("sixty levels are read, also after printing; seventy are refused")
    func limitsDepth() throws {
        let deep = { (levels: Int) in
            String(
                repeating: #"{"or":[{"key":"ltv","operator":"$exist"},{"and":[{"segment":"Nobody"},"#,
                count: levels / 2
            )
                + #"{"key":"ltv","operator":"$exist"}"# + String(repeating: "]}]}", count: levels / 2)
        }
        let filter = try FilterExpression(json: JSON(parsing: deep(60))).resolved(in: ConditionTable.catalogue)
        #expect(try resolved(filter.description) == filter)
        #expect(try FilterExpression(json: JSON(parsing: filter.json.description)) == filter.expression)
        #expect(try mistake(inJSON: deep(70)).reason.description.contains("64 levels"))
    }

    @Test("a condition takes 100,000 values and no more")
    func limitsValues() throws {
        let json = { (count: Int) in
            let values = JSON.array((0..<count).map { .string("v\($0)") })
            return JSON.object(["key": .string("name"), "operator": .string("$in"), "values": values]).description
        }
        #expect(throws: Never.self) {
            _ = try FilterExpression(json: JSON(parsing: json(100_000))).resolved(in: ConditionTable.catalogue)
        }
        #expect(try mistake(inJSON: json(100_001)).reason.description.contains("at most 100000 values"))
    }
}
