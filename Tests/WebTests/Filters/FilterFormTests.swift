import Domain
import Foundation
import TestSupport
import Testing

@testable import Web

/// Two thousand filters; the seed is printed, and `KITH_TEST_SEED` sets it.
private let seeds: [UInt64] = {
    let first = SplitMix64.seedOfRun
    print("filters as forms: KITH_TEST_SEED=\(first)")
    return (0..<4).map { first &+ $0 }
}()

@Suite("The form of a filter")
struct FilterFormTests {
    private static let filtersPerSeed = 500

    @Test("asks the same as the filter, also after a browser sent it back", arguments: seeds)
    func roundTrips(seed: UInt64) throws {
        var generator = RandomFilters(seed: seed)
        for _ in 0..<20 { _ = generator.contact() }
        let catalogue = generator.catalogue
        for _ in 0..<Self.filtersPerSeed {
            let filter = generator.filter()
            let form = FilterForm(filter.expression, in: catalogue)
            let drawn = try form.expression(in: catalogue).resolved(in: catalogue)
            #expect(drawn == filter, "seed \(seed): \(filter)")
            let sent = FilterForm(of: Form(form.encoded))
            #expect(sent == form, "seed \(seed): \(filter)")
            let text = sent.expression(in: catalogue).description
            let read = try FilterExpression(parsing: text).resolved(in: catalogue)
            #expect(read == filter, "seed \(seed): \(filter) became \(text)")
        }
    }

    @Test(
        "a group that asks nothing of anybody stays what it is",
        arguments: ["", "not ()", "() or plan = pro", "not (() or plan = pro)", "not not plan = pro"]
    )
    func keepsEmptyGroups(text: String) throws {
        let catalogue = ConditionTable.catalogue
        let form = FilterForm(try FilterExpression(parsing: text), in: catalogue)
        #expect(form.expression(in: catalogue).description == text)
        #expect(FilterForm(of: Form(form.encoded)) == form)
    }

    @Test("a row that is not filled in asks nothing, and neither does a group of such rows")
    func leavesOutWhatIsMissing() throws {
        var form = FilterForm(try FilterExpression(parsing: "plan = pro"), in: ConditionTable.catalogue)
        form.apply(.addRow(FilterForm.Path()))
        form.apply(.addGroup(FilterForm.Path()))
        #expect(form.root.parts.count == 3)
        #expect(form.expression(in: ConditionTable.catalogue).description == "plan = pro")
        form.apply(.remove(FilterForm.Path([2, 0])))
        #expect(form.root.parts.count == 2, "the group goes with its last row")
        form.apply(.remove(FilterForm.Path([1])))
        form.apply(.remove(FilterForm.Path([0])))
        #expect(form == FilterForm())
    }

    @Test("a filter that is too deep or too long for a form does not fit, and no button makes one")
    func fits() throws {
        let catalogue = ConditionTable.catalogue
        let deep =
            String(repeating: "not (plan = pro and ", count: 14) + "plan = free" + String(repeating: ")", count: 14)
        #expect(try !FilterForm(FilterExpression(parsing: deep), in: catalogue).fits)
        let long = Array(repeating: "plan = pro", count: 201).joined(separator: " or ")
        #expect(try !FilterForm(FilterExpression(parsing: long), in: catalogue).fits)
        let wide = "nickname in (" + Array(repeating: "a", count: 1_001).joined(separator: ", ") + ")"
        #expect(try !FilterForm(FilterExpression(parsing: wide), in: catalogue).fits)

        var form = FilterForm()
        for _ in 0..<300 { form.apply(.addRow(FilterForm.Path())) }
        #expect(form.root.parts.count == FilterForm.mostParts)
        form = FilterForm()
        var path = FilterForm.Path()
        for _ in 0..<30 {
            form.apply(.addGroup(path))
            path = path.appending(path.steps.isEmpty ? 0 : 1)
        }
        #expect(form.fits)
        #expect(FilterForm(of: Form(form.encoded)) == form)
    }

    @Test("of between, one that is missing leaves the other in its place")
    func keepsPlacesOfBounds() throws {
        let fields = "f.joint=all&f.part=row&f.0.key=profile.ltv&f.0.former=profile.ltv&f.0.operator=$between"
        let form = FilterForm(of: Form(fields + "&f.0.value=&f.0.value=5"))
        let values: [[String]] = form.root.parts.map { if case .row(let row) = $0 { row.values } else { [] } }
        #expect(values == [["", "5"]])
        #expect(form.expression(in: ConditionTable.catalogue) == .everybody)
    }

    @Test("a form that nobody's browser would send is read as far as it goes", arguments: seeds)
    func readsAnything(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let deep = "f" + String(repeating: ".0", count: 400)
        let fields: [String] = [
            "\(deep).part=group&\(deep).key=plan", String(repeating: "f.part=row&", count: 6_000),
            (0..<400).map { "f" + String(repeating: ".0", count: $0) + ".part=group" }.joined(separator: "&"),
            "f.part=row&f.0.key=profile.plan&f.0.former=profile.plan&f.0.operator=$withinLast&f.0.value=99999999999999999999",
            "f.part=row&f.0.key=event&f.0.former=event&f.0.event=a&f.0.operator=$within&f.0.value=&f.0.window=-1",
            "f.part=row&f.0.key=segment&f.0.former=segment&f.0.value=%00&f.0.value=nobody",
            "f.joint=%FF&f.part&f.0.key", "=&&&===&f", "f.part=row&do=remove+f.-1", "do=remove+f.9223372036854775808",
        ]
        for body in fields {
            let form = FilterForm(of: Form(body))
            #expect(form.fits)
            _ = form.expression(in: ConditionTable.catalogue).description
        }
        let names = [
            "part", "key", "former", "operator", "value", "unit", "event", "measure", "summed", "window", "joint",
        ]
        let values =
            [
                "row", "group", "all", "none", "segment", "event", "plan", "tags", "profile.ltv", "", "7", "-1", "%ZZ",
                "민",
            ]
            + Operator.allCases.map(\.rawValue) + [FilterForm.Row.withSubtags]
        for _ in 0..<500 {
            let body = (0..<40).map { _ in
                let path =
                    "f"
                    + (0..<Int.random(in: 0...3, using: &random)).map { _ in ".\(Int.random(in: 0...2, using: &random))"
                    }.joined()
                return "\(path).\(random.one(of: names))=\(random.one(of: values))"
            }.joined(separator: "&")
            var form = FilterForm(of: Form(body))
            for action in ["remove f.0", "add-row f.1", "add-group f.0.1", "remove f.2.0.0.0", "add-row f.7", "clear"] {
                _ = form.expression(in: ConditionTable.catalogue).description
                #expect(form.fits)
                FilterForm.Action(action).map { form.apply($0) }
            }
        }
    }
}

extension FilterForm {
    /// The form as a browser sends what the template draws.
    fileprivate var encoded: String {
        root.fields(at: Path()).map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
    }
}

extension FilterForm.Group {
    fileprivate func fields(at path: FilterForm.Path) -> [(String, String)] {
        [("\(path).joint", joint.rawValue)]
            + parts.enumerated().flatMap { index, part -> [(String, String)] in
                switch part {
                case .group(let group): [("\(path).part", "group")] + group.fields(at: path.appending(index))
                case .row(let row): [("\(path).part", "row")] + row.fields(at: path.appending(index))
                }
            }
    }
}

extension FilterForm.Row {
    fileprivate func fields(at path: FilterForm.Path) -> [(String, String)] {
        [
            ("key", key), ("former", key), ("operator", comparison), ("unit", unit.rawValue), ("event", eventName),
            ("measure", measure.rawValue), ("summed", summed), ("window", window), ("window-unit", windowUnit.rawValue),
        ].map { ("\(path).\($0)", $1) } + values.map { ("\(path).value", $0) }
    }
}
