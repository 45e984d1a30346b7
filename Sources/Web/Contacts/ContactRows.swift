import Domain
import Kith
import Mustache

/// Why a question about contacts cannot be answered.
struct ContactRefusal: Error {
    let reason: Phrase
    let place: FilterPlace?
}

/// Some of the contacts that match, by their rank, as rows of the list.
struct ContactRows: Sendable {
    let columns: [ContactColumn]
    let rows: [ContactRow]
    /// How many match in all.
    let count: Int
    let order: ContactOrder
    /// The pasted terms among whom the list is, and those of them that lead to nobody.
    let terms: ShownTerms?

    /// Throws `ContactRefusal`.
    init(_ state: ContactsState, from rank: Int, count limit: Int, in view: View) async throws {
        let answer: ContactAnswer
        let kept: KeptTerms?
        do {
            kept = try await view.terms(of: state)
            let question = try state.question(rank: rank, limit: limit, terms: kept?.question)
            answer = try await view.site.kith.contacts.search(question, by: view.caller)
        } catch let error as FilterError {
            throw ContactRefusal(reason: error.reason, place: error.place)
        } catch let error as ContactOrderError {
            throw ContactRefusal(reason: error.explanation, place: nil)
        } catch let error as TermsError {
            throw ContactRefusal(reason: Phrase(verbatim: view.sentence(of: error)), place: nil)
        }
        let columns = ContactColumn.shown(to: view, in: answer.catalogue)
        let marks = MarkedText(search: state.search)
        rows = answer.contacts.enumerated().map { index, contact in
            ContactRow(
                contact,
                rank: rank + index,
                columns: columns,
                state: state,
                catalogue: answer.catalogue,
                marks: marks,
                view: view
            )
        }
        self.columns = columns
        count = answer.count ?? 0
        order = answer.order
        terms = kept.map { ShownTerms($0, missing: answer.missing ?? [], state, in: view) }
    }
}

/// A contact as a row of the list. Its values are looked up by name, as a mirror of each cell takes too long.
struct ContactRow: Sendable, MustacheParent {
    struct Cell: Sendable, MustacheParent {
        let key: String
        let style: String
        let title: String
        let value: ShownValue
        let isEditable: Bool

        func child(named name: String) -> Any? {
            switch name {
            case "key": key
            case "style": style
            case "title": title
            case "isEditable": isEditable
            case "isNone": value.isNone
            case "pieces": value.pieces
            // What is nil would be looked for in all models around it.
            case "time": value.time.map { [$0] } ?? []
            case "labels": value.labels
            default: nil
            }
        }
    }

    struct Hint: Sendable {
        let title: String
        let pieces: [MarkedText.Piece]
    }

    let id: String
    let name: String
    let person: Person
    /// As screen readers count: the head is the first line.
    let line: Int
    let cells: [Cell]
    /// Where the search found something that no column shows; empty where all is in sight.
    let hints: [Hint]

    init(
        _ contact: Contact,
        rank: Int,
        columns: [ContactColumn],
        state: ContactsState,
        catalogue: Catalogue,
        marks: MarkedText,
        view: View
    ) {
        id = contact.id.description
        name = view.name(of: contact)
        person = Person(contact, marks: marks, view: view)
        line = rank + 2
        let edits = view.caller.may(.editContacts)
        let cells = columns.filter { !$0.isPerson }.map { column in
            Cell(
                key: column.key.description,
                style: column.type.rawValue,
                title: column.title,
                value: view.value(column.key, type: column.type, of: contact, in: catalogue, marking: marks),
                isEditable: edits && column.key.isEditable(in: catalogue)
            )
        }
        self.cells = cells
        let isInSight = person.name.contains(where: \.isMarked) || cells.contains { $0.value.isMarked }
        hints = marks.isEmpty || isInSight ? [] : Self.hints(of: contact, in: catalogue, marks: marks, view: view)
    }

    /// The first value in which something is found.
    private static func hints(of contact: Contact, in catalogue: Catalogue, marks: MarkedText, view: View) -> [Hint] {
        let keys = catalogue.shownProperties.map(\.propertyKey) + [.builtIn(.memberId), .builtIn(.tags)]
        for key in keys {
            guard let type = catalogue.type(of: key) else { continue }
            let value = view.value(key, type: type, of: contact, in: catalogue, marking: marks)
            guard value.isMarked else { continue }
            let pieces = value.pieces.isEmpty ? value.labels.first { $0.isMarked }?.pieces ?? [] : value.pieces
            return [Hint(title: view.name(of: key, in: catalogue), pieces: MarkedText.around(pieces))]
        }
        return []
    }

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "name": self.name
        case "person": person
        case "line": line
        case "cells": cells
        case "hints": hints
        case "link": Link.contact(id).path
        default: nil
        }
    }
}

/// Who somebody is, at a glance: picture or initial, name, kind.
struct Person: Sendable, MustacheParent {
    let name: [MarkedText.Piece]
    let initial: String
    /// Where an uploaded picture is. One on another host is not shown: pages load nothing from elsewhere.
    let picture: String?
    /// One of eight tints, the same for a contact each time.
    let tint: Int
    let kind: String
    let kindName: String
    let isBlocked: Bool

    private static let tints: UInt64 = 8

    init(_ contact: Contact, marks: MarkedText, view: View) {
        let shown = view.name(of: contact)
        name = marks.pieces(of: shown)
        initial = shown.first { $0.isLetter || $0.isNumber }.map { String($0).uppercased() } ?? "?"
        picture = contact.avatar.map { AvatarAddress(contact.id, $0).description }
        // Ids that are made one after another have the same last bits, so all of them decide.
        tint = Int((UInt64(bitPattern: contact.id.rawValue) &* 0x9E37_79B9_7F4A_7C15) >> 32 % Self.tints)
        kind = contact.kind.rawValue
        kindName = view.words["kind.\(contact.kind.rawValue)"]
        isBlocked = contact[.blocked] == .boolean(true)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "initial": initial
        case "picture": picture
        case "tint": tint
        case "kind": kind
        case "kindName": kindName
        case "isBlocked": isBlocked
        default: nil
        }
    }
}

extension View {
    /// The value of a key as it is shown; tags by their names.
    func value(
        _ key: PropertyKey,
        type: PropertyType,
        of contact: Contact,
        in catalogue: Catalogue,
        marking marks: MarkedText = MarkedText(search: "")
    ) -> ShownValue {
        if key == .builtIn(.tags) {
            let tags = contact.tags.compactMap { catalogue.tags[$0] }.sorted { $0.name.folded < $1.name.folded }
            return ShownValue(tags: tags, marking: marks)
        }
        return ShownValue(contact[key], of: key, type: type, in: self, marking: marks)
    }
}

extension PropertyKey {
    /// Whether a manager may change it by hand.
    func isEditable(in catalogue: Catalogue) -> Bool {
        switch self {
        case .builtIn(let key): key == .tags || BuiltInKey.optOuts.contains(key)
        case .profile(let name): catalogue.properties[name].map { !$0.isArchived && !$0.isWriteOnce } ?? false
        }
    }
}
