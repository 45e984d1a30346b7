import Domain
import Foundation

/// The form of an organization's settings: each field with its choices, and what is wrong with it.
struct OrganizationForm: Sendable {
    /// Hidden fields with what somebody saw are called so.
    static let seenPrefix = "seen_"

    struct Field: Sendable {
        let name: String
        let title: String
        let hint: String
        let value: String
        let isText: Bool
        let isNumber: Bool
        let choices: [Choice]
        let groups: [ChoiceGroup]
        let isChoice: Bool
        let isWrong: Bool
        /// Lists of one or none.
        let problems: [String]
        let conflicts: [String]
    }

    struct ChoiceGroup: Sendable {
        let name: String
        let choices: [Choice]
    }

    struct Seen: Sendable {
        let name: String
        let value: String
    }

    let action = Link.organization.path
    let fields: [Field]
    let seen: [Seen]

    /// As the settings are.
    init(_ settings: OrganizationSettings, in view: View) {
        let values = Self.values(settings)
        self.init(written: values, seen: values, problems: [:], conflicts: [:], in: view)
    }

    /// As somebody filled it in, with what is wrong.
    init(_ settings: OrganizationSettings, _ form: Form, problems: [OrganizationError], in view: View) {
        var (written, seen) = (Self.values(settings), Self.values(settings))
        for setting in OrganizationEdit.Setting.allCases {
            if form.has(setting.rawValue) { written[setting] = form[setting.rawValue] }
            let name = Self.seenPrefix + setting.rawValue
            if form.has(name) { seen[setting] = form[name] }
        }
        let sentences = problems.compactMap { problem in
            problem.setting.map { ($0, view.sentence(problem.explanation)) }
        }
        self.init(
            written: written,
            seen: seen,
            problems: Dictionary(sentences) { first, _ in first },
            conflicts: [:],
            in: view
        )
    }

    /// With what somebody else set meanwhile; where both wanted something else, what was written stays to be decided on.
    init(
        _ settings: OrganizationSettings,
        keeping edit: OrganizationEdit,
        lost: Set<OrganizationEdit.Setting>,
        in view: View
    ) {
        let now = Self.values(settings)
        let kept = (try? edit.applied(to: settings)).map(Self.values) ?? now
        let conflicts = lost.map { setting in
            let theirs = now[setting] ?? ""
            let choices = Self.choices(of: setting, value: theirs, view)
            let shown = choices.flat.first { $0.value == theirs }?.title ?? theirs
            return (setting, view.words("organization.conflict", ["value": shown]))
        }
        self.init(
            written: kept,
            seen: now,
            problems: [:],
            conflicts: Dictionary(uniqueKeysWithValues: conflicts),
            in: view
        )
    }

    private init(
        written: [OrganizationEdit.Setting: String],
        seen: [OrganizationEdit.Setting: String],
        problems: [OrganizationEdit.Setting: String],
        conflicts: [OrganizationEdit.Setting: String],
        in view: View
    ) {
        fields = OrganizationEdit.Setting.allCases.map { setting in
            let name = setting.rawValue
            let value = written[setting] ?? ""
            let choices = Self.choices(of: setting, value: value, view)
            return Field(
                name: name,
                title: view.words["organization.field.\(name)"],
                hint: view.words["organization.hint.\(name)"],
                value: value,
                isText: setting == .name,
                isNumber: setting == .purchaseWindowDays,
                choices: choices.plain,
                groups: choices.groups,
                isChoice: !choices.flat.isEmpty,
                isWrong: problems[setting] != nil || conflicts[setting] != nil,
                problems: problems[setting].map { [$0] } ?? [],
                conflicts: conflicts[setting].map { [$0] } ?? []
            )
        }
        self.seen = OrganizationEdit.Setting.allCases.map {
            Seen(name: Self.seenPrefix + $0.rawValue, value: seen[$0] ?? "")
        }
    }

    private static func values(_ settings: OrganizationSettings) -> [OrganizationEdit.Setting: String] {
        [
            .name: settings.name, .country: settings.country.description, .timeZone: settings.timeZoneName,
            .language: settings.language, .currency: settings.currency,
            .purchaseWindowDays: String(settings.purchaseWindowDays),
        ]
    }

    private struct Choices {
        var plain: [Choice] = []
        var groups: [ChoiceGroup] = []

        var flat: [Choice] { plain + groups.flatMap(\.choices) }
    }

    /// What there is to choose from, in the language of who looks; a value that is not among it is added.
    private static func choices(of setting: OrganizationEdit.Setting, value: String, _ view: View) -> Choices {
        let locale = view.words.locale
        return switch setting {
        case .name, .purchaseWindowDays: Choices()
        case .country:
            Choices(plain: view.words.countries.map { Choice(value: $0, title: $1, isChosen: $0 == value) })
        case .language:
            named(languages, value) { locale.localizedString(forIdentifier: $0) }
        case .currency:
            named(Set(Locale.commonISOCurrencyCodes), value) { code in
                locale.localizedString(forCurrencyCode: code).map { "\(code) · \($0)" }
            }
        case .timeZone: zones(value, at: view.region.now)
        }
    }

    private static func named(_ codes: Set<String>, _ chosen: String, _ name: (String) -> String?) -> Choices {
        let choices = codes.union(chosen.isEmpty ? [] : [chosen]).map { code in
            Choice(value: code, title: name(code) ?? code, isChosen: code == chosen)
        }
        return Choices(plain: choices.sorted { $0.title.folded() < $1.title.folded() })
    }

    /// Those that Foundation writes numbers and times in.
    private static let languages = Set(
        Locale.availableIdentifiers.compactMap { identifier in
            identifier.split { $0 == "_" || $0 == "-" }.first.map(String.init)
        }.filter { $0.utf8.count <= 3 }
    )

    private static func zones(_ chosen: String, at now: Instant) -> Choices {
        let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
        let names = Set(OrganizationSettings.timeZones + [chosen]).subtracting(["", "UTC"]).sorted()
        let groups = Dictionary(grouping: names) { $0.split(separator: "/").first.map(String.init) ?? $0 }
        return Choices(
            plain: [Choice(value: "UTC", title: "UTC", isChosen: chosen == "UTC")],
            groups: groups.sorted { $0.key < $1.key }.map { area, names in
                ChoiceGroup(
                    name: area,
                    choices: names.map { name in
                        let offset = TimeZone(identifier: name).map { " (\(Self.offset($0, date)))" } ?? ""
                        return Choice(value: name, title: name + offset, isChosen: name == chosen)
                    }
                )
            }
        )
    }

    /// Such as `+09:00`.
    private static func offset(_ zone: TimeZone, _ date: Date) -> String {
        let minutes = zone.secondsFromGMT(for: date) / 60
        let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
        return "\(minutes < 0 ? "−" : "+")\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
    }
}
