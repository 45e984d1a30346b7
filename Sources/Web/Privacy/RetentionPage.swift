import Domain
package import Hummingbird
import Kith

/// Setting the retention rule, after saying whom it is about.
package struct RetentionPage: Sendable {
    struct Preview: Sendable {
        let problems: [String]
        let due: String
        let soon: String
        let rows: [Row]
        let hasRows: Bool
        /// Where there are more than are shown; a list of one or none.
        let more: [String]
    }

    struct Row: Sendable {
        let name: String
        let link: String
        let heard: ShownTime
    }

    let site: Site

    /// `GET /settings/privacy/retention-preview?action=…&days=…&tag=…`: whom the rule of the form is about.
    package func preview(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        do {
            let rule = try await rule(of: Form(Link.fields(request.uri.query ?? "")), exchange)
            let preview = try await site.kith.privacy.preview(rule, by: exchange.caller)
            return try view.fragment("retention-preview", Preview(preview, of: rule, in: view))
        } catch let error as RetentionError {
            return try view.fragment("retention-preview", Preview(error, in: view))
        }
    }

    /// `GET /settings/privacy/retention?action=…&days=…&tag=…`: the dialog that asks before it is set.
    package func ask(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = Form(Link.fields(request.uri.query ?? ""))
        do {
            let rule = try await rule(of: form, exchange)
            let due = try await site.kith.privacy.preview(rule, by: exchange.caller).due
            return try Self.question(rule, form, due: due, in: view).draw(in: view)
        } catch let error as RetentionError {
            let rule = try RetentionRule(.delete, afterDays: RetentionRule.possibleDays.upperBound)
            return try Self.question(rule, form, due: 0, in: view)
                .draw(in: view, problem: error.explanation, mayGoOn: false)
        }
    }

    /// `POST /settings/privacy/retention`
    package func set(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        let rule = try await rule(of: form, exchange)
        do {
            try await site.kith.privacy.setRetention(rule, version: Int64(form["version"]), by: exchange.caller)
        } catch let error as RetentionError {
            return try Self.question(rule, form, due: 0, in: view)
                .draw(in: view, problem: error.explanation, mayGoOn: false)
        }
        return .settingsChanged(view.words["privacy.set.done"])
    }

    /// `GET /settings/privacy/retention-off`
    package func askOff(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        return try await offQuestion(exchange, in: view).draw(in: view)
    }

    /// `POST /settings/privacy/retention-off`
    package func switchOff(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        _ = try await Form(of: request, by: exchange)
        do {
            try await site.kith.privacy.switchOffRetention(by: exchange.caller)
        } catch let error as RetentionError {
            return try await offQuestion(exchange, in: view)
                .draw(in: view, problem: error.explanation, mayGoOn: false)
        }
        return .settingsChanged(view.words["privacy.switch-off.done"])
    }

    /// `GET /settings/privacy/retention-runs`: the dialog that says how many would go now.
    package func askRun(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let (rule, preview) = try await current(exchange)
        let question = Self.runQuestion(rule, preview, in: view)
        guard preview.due > 0 else {
            return try question.draw(in: view, problem: RetentionError.nobody.explanation, mayGoOn: false)
        }
        return try question.draw(in: view)
    }

    /// `POST /settings/privacy/retention-runs`
    package func run(_ request: Request, _ exchange: ManagerExchange) async throws -> Response {
        let view = site.view(for: exchange)
        let form = try await Form(of: request, by: exchange)
        do {
            _ = try await site.kith.privacy.runRetention(
                confirmed: ChosenContacts(form["confirmed"]) ?? ChosenContacts("0-0"),
                by: exchange.caller
            )
        } catch let error as JobError {
            // Asked anew, of those whom it is about now.
            let (rule, preview) = try await current(exchange)
            return try Self.runQuestion(rule, preview, in: view).draw(in: view, problem: error.explanation)
        } catch let error as RetentionError {
            let (rule, preview) = try await current(exchange)
            return try Self.runQuestion(rule, preview, in: view)
                .draw(in: view, problem: error.explanation, mayGoOn: false)
        }
        return .telling(.closeDialog, .done(view.words["privacy.run.done"]), .settingsChanged, .named("jobs-changed"))
    }

    private func current(_ exchange: ManagerExchange) async throws -> (RetentionRule, RetentionPreview) {
        guard let kept = try await site.kith.privacy.retention(by: exchange.caller).kept else {
            throw RetentionError.isOff
        }
        do {
            return (kept.rule, try await site.kith.privacy.preview(kept.rule, by: exchange.caller))
        } catch RetentionError.unknownTag {
            throw RetentionError.tagGone
        }
    }

    /// Reads the fields of the form, which are those of the dialog, too.
    private func rule(of form: Form, _ exchange: ManagerExchange) async throws -> RetentionRule {
        guard let action = RetentionRule.Action(rawValue: form["action"]),
            let days = Int(form["days"].filter { !$0.isWhitespace })
        else { throw RetentionError.badDays }
        let names = form.all("tag").compactMap { try? TagName($0) }
        let tags = try await site.kith.privacy.tags(named: names, by: exchange.caller)
        return try RetentionRule(action, afterDays: days, sparing: tags)
    }

    private static func question(_ rule: RetentionRule, _ form: Form, due: Int, in view: View) -> SettingsQuestion {
        var fields = ["action", "days", "version"].map { SettingsQuestion.Field(name: $0, value: form[$0]) }
        fields += form.all("tag").map { SettingsQuestion.Field(name: "tag", value: $0) }
        return SettingsQuestion(
            title: view.words["privacy.set.title"],
            about: view.saying(rule),
            what: view.count("privacy.due.\(rule.action.rawValue)", due) + " " + view.words["privacy.set.what"],
            submit: view.words["privacy.set.now"],
            action: .retention,
            isBad: true,
            fields: fields
        )
    }

    private func offQuestion(_ exchange: ManagerExchange, in view: View) async throws -> SettingsQuestion {
        let kept = try await site.kith.privacy.retention(by: exchange.caller).kept
        return SettingsQuestion(
            title: view.words["privacy.switch-off.title"],
            about: kept.map { view.saying($0.rule) } ?? "",
            what: view.words["privacy.switch-off.what"],
            submit: view.words["privacy.switch-off.now"],
            action: .retentionOff,
            isBad: false
        )
    }

    private static func runQuestion(
        _ rule: RetentionRule,
        _ preview: RetentionPreview,
        in view: View
    ) -> SettingsQuestion {
        SettingsQuestion(
            title: view.words["privacy.run.title"],
            about: view.saying(rule),
            what: view.count("privacy.run.what.\(rule.action.rawValue)", preview.due),
            submit: view.count("privacy.run.now.\(rule.action.rawValue)", preview.due),
            action: .retentionRuns,
            isBad: true,
            fields: [.init(name: "confirmed", value: preview.chosen.description)]
        )
    }
}

extension RetentionPage.Preview {
    fileprivate init(_ preview: RetentionPreview, of rule: RetentionRule, in view: View) {
        problems = []
        due = view.count("privacy.due.\(rule.action.rawValue)", preview.due)
        soon = view.count("privacy.soon", preview.soon)
        rows =
            view.caller.may(.seeContacts)
            ? preview.first.map { contact in
                RetentionPage.Row(
                    name: view.name(of: contact),
                    link: Link.contact(contact.id.description).path,
                    heard: view.region.time(contact.lastHeard)
                )
            } : []
        hasRows = !rows.isEmpty
        let left = preview.due - rows.count
        more = hasRows && left > 0 ? [view.count("privacy.more", left)] : []
    }

    fileprivate init(_ error: RetentionError, in view: View) {
        problems = [view.sentence(error.explanation)]
        due = ""
        soon = ""
        rows = []
        hasRows = false
        more = []
    }
}
