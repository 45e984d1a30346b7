import Domain
import Kith
import Web

/// Answers the page of contacts from Kith.
struct ContactsSource: Sendable {
    let kith: Kith

    func answer(_ question: ContactsPage.Question, _ caller: Caller) async throws -> ContactsPage.Answer {
        let asked = ContactQuestion(
            filter: question.filter,
            search: question.search,
            sort: question.sort.isEmpty ? nil : question.sort,
            limit: ContactsPage.rowsPerPage,
            cursor: question.before ?? question.after,
            isBackward: question.before != nil
        )
        do {
            return .page(try await found(asked, question, caller))
        } catch let error as FilterError {
            return .refused(.init(message: error.reason, place: error.place.range(in: question.filter)))
        } catch let error as ContactOrderError {
            return .refused(.init(message: error.description, place: nil))
        } catch let error as ContactQuestionError {
            return .refused(.init(message: error.description, place: nil))
        }
    }

    private func found(
        _ asked: ContactQuestion,
        _ question: ContactsPage.Question,
        _ caller: Caller
    ) async throws -> ContactsPage.Found {
        let answer = try await kith.contacts.search(asked, by: caller)
        // A page reached from one side has that side behind it.
        let hasPrevious = asked.isBackward ? answer.hasMore : asked.cursor != nil
        let hasNext = asked.isBackward || answer.hasMore
        let isWhole = question.filter.isEmpty && question.search.isEmpty
        return ContactsPage.Found(
            count: answer.count ?? 0,
            rows: answer.contacts.map { ContactsPage.Row($0, in: answer.catalogue) },
            skipped: answer.rank,
            previous: hasPrevious ? answer.cursorBefore?.description : nil,
            next: hasNext ? answer.cursorAfter?.description : nil,
            isFirstUse: isWhole && answer.count == 0
        )
    }
}

extension ContactsPage.Row {
    fileprivate init(_ contact: Contact, in catalogue: Catalogue) {
        self.init(
            id: contact.id.description,
            shownName: contact.shownName,
            kind: contact.kind.rawValue,
            email: contact.email,
            phone: contact.mobileNumber,
            tags: contact.tags.compactMap { catalogue.tags[$0]?.name.text }.sorted(),
            sessions: contact[.sessionsCount]?.count ?? 0,
            lastSeenAt: contact[.lastSeenAt]?.instant,
            createdAt: contact[.createdAt]?.instant ?? contact.enteredAt
        )
    }
}

extension Value {
    fileprivate var count: Int? {
        if case .number(let number) = self { Int(number) } else { nil }
    }

    fileprivate var instant: Instant? {
        if case .datetime(let instant) = self { instant } else { nil }
    }
}

extension FilterPlace {
    /// The place as a range of the text that was read.
    fileprivate func range(in text: String) -> Range<String.Index>? {
        guard case .text(let range) = self else { return nil }
        let scalars = text.unicodeScalars
        let start = scalars.index(scalars.startIndex, offsetBy: range.lowerBound, limitedBy: scalars.endIndex)
        let end = scalars.index(scalars.startIndex, offsetBy: range.upperBound, limitedBy: scalars.endIndex)
        guard let start, let end else { return nil }
        return start..<end
    }
}
